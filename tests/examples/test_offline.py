"""What an example meets that would leave this machine."""

from __future__ import annotations

import socket
import urllib.request

import boto3
import pytest
from botocore.exceptions import HTTPClientError
from moto import mock_aws
from pytest_socket import SocketBlockedError

# pytest-socket warns as well as it raises.
pytestmark = pytest.mark.filterwarnings("ignore:A test tried to use socket")


def test_a_call_that_nothing_stands_in_for_is_refused() -> None:
    client = boto3.client("dynamodb")
    with pytest.raises(HTTPClientError, match=r"A test tried to use socket\.getaddrinfo"):
        client.list_tables()


def test_a_host_that_moto_does_not_know_is_refused() -> None:
    with mock_aws():
        client = boto3.client("dynamodb", endpoint_url="https://dynamodb.example.com")
        with pytest.raises(HTTPClientError, match=r"A test tried to use socket\.getaddrinfo"):
            client.list_tables()


def test_a_plain_socket_is_refused() -> None:
    with pytest.raises(SocketBlockedError, match=r"A test tried to use socket\.socket"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_a_name_look_up_is_refused() -> None:
    with pytest.raises(SocketBlockedError, match=r"A test tried to use socket\.getaddrinfo"):
        urllib.request.urlopen("http://example.com", timeout=1)


def test_the_developers_own_account_is_out_of_reach() -> None:
    credentials = boto3.Session().get_credentials()
    assert credentials is not None
    assert credentials.access_key == "testing"
