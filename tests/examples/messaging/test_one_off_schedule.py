from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
import pytest

from examples.messaging import one_off_schedule

QUEUE = "arn:aws:sqs:us-east-1:123456789012:reminders"
DEAD = "arn:aws:sqs:us-east-1:123456789012:reminders-dead"
ROLE = "arn:aws:iam::123456789012:role/reminders"
NINE_IN_PARIS = datetime(2027, 1, 31, 9, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def scheduler(aws: boto3.Session) -> Any:
    return aws.client("scheduler")


def remind(scheduler: Any) -> bool:
    return one_off_schedule.remind(scheduler, "17", NINE_IN_PARIS, QUEUE, ROLE, DEAD)


def test_fires_once_at_the_time_and_goes(scheduler: Any) -> None:
    assert remind(scheduler)
    made = scheduler.get_schedule(Name="payment-reminder-17")
    assert made["ScheduleExpression"] == "at(2027-01-31T08:00:00)"
    assert made["ActionAfterCompletion"] == "DELETE"
    assert made["FlexibleTimeWindow"]["MaximumWindowInMinutes"] == 15
    assert made["Target"]["Arn"] == QUEUE
    assert made["Target"]["Input"] == '{"order": "17"}'
    assert made["Target"]["DeadLetterConfig"] == {"Arn": DEAD}


def test_a_retry_makes_no_second_reminder(scheduler: Any) -> None:
    assert [remind(scheduler), remind(scheduler)] == [True, False]
    assert len(scheduler.list_schedules()["Schedules"]) == 1
