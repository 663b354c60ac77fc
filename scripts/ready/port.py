"""A port of this machine that nobody listens on."""

import socket

from scripts.ready.running import WINDOWS, Trouble

TRIED = 20


def free_port(first: int) -> int:
    """The first port from `first` on that nothing on this machine listens on."""
    for port in range(first, first + TRIED):
        if not _answers(port) and _can_listen(port):
            return port
    raise Trouble(
        f"ports {first} to {first + TRIED - 1} are all taken: end a program that uses one"
    )


def _answers(port: int) -> bool:
    """Some systems let us listen beside a program that listens on every address: so ask first."""
    with socket.socket() as client:
        client.settimeout(0.3)
        return client.connect_ex(("127.0.0.1", port)) == 0


def _can_listen(port: int) -> bool:
    with socket.socket() as server:
        if not WINDOWS:  # there it would take the port from its owner
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
