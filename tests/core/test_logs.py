"""Log lines of production: where something broke and of which kind, never a word of the field; no key in an address."""

import json
import logging
import sys

import pytest
from django.db import DatabaseError

from core import logs


def line_of(message, *args, as_json=True, exc_info=None):
    record = logging.getLogger("portal").makeRecord("portal", logging.ERROR, __file__, 1, message, args, exc_info)
    return logs.formatter(as_json=as_json).format(record)


def broken_by(error, cause=None):
    try:
        try:
            raise cause or KeyError("nothing")
        except Exception as earlier:
            raise error from earlier
    except type(error):
        return sys.exc_info()


def test_an_error_tells_its_place_and_kind_and_not_its_words():
    failed = DatabaseError("DETAIL: Failing row contains (1, canary-title).")
    told = json.loads(
        line_of("Internal Server Error: %s", "/x/", exc_info=broken_by(failed, ValueError("canary-cause")))
    )
    assert told["event"] == "Internal Server Error: /x/"
    assert "test_logs.py" in told["exception"]
    assert "broken_by" in told["exception"]
    assert told["exception"].index("builtins.ValueError") < told["exception"].index("django.db.utils.DatabaseError")
    assert "canary" not in json.dumps(told)


def test_of_several_errors_each_tells_its_place():
    several = ExceptionGroup("canary-words", [broken_by(ValueError("canary-title"))[1], LookupError("canary")])
    told = json.loads(line_of("x", exc_info=broken_by(several)))
    for kind in ("builtins.ValueError", "builtins.LookupError", "builtins.ExceptionGroup"):
        assert kind in told["exception"]
    assert told["exception"].count("broken_by") > 1
    assert "canary" not in json.dumps(told)


def test_the_task_runner_does_not_tell_the_words_either():
    context = {"name": "core.tasks.x", "id": "1", "exc": "ValueError('canary-title')"}
    line = line_of("Task %(name)s[%(id)s] raised: %(exc)s", context, exc_info=broken_by(ValueError("canary-title")))
    assert json.loads(line)["event"] == "Task core.tasks.x[1] raised: ValueError"
    assert "canary" not in line


def test_a_line_without_an_error_is_as_it_was_written():
    assert "exception" not in json.loads(line_of("outbox.sent delivery=%s", 7))


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/password/reset/key/7-canary/",
        "/accounts/confirm-email/canary/",
        "/calendar/feed/canary.ics",
        "/calendar/reminders/stop/canary/",
        "/engagements/contribute/canary/",
        "/mail/stop/canary/",
        "/people/join/canary/",
    ],
)
def test_a_key_in_an_address_is_hidden(address, as_json):
    line = line_of("Not Found: %s", address, as_json=as_json)
    assert "canary" not in line
    assert "Not Found: /" in line
