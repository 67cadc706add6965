"""Log lines: event, level, request id and keys. Ids, never text of the field."""

import logging
import re
import traceback
from collections.abc import Mapping

import structlog

from core.middleware import request_id


def add_request_id(_logger, _method, event):
    event["request_id"] = request_id.get()
    return event


# Addresses whose last part is a key: whoever reads a log must not be able to use it.
_KEYS = re.compile(
    r"((?:/contribute|/people/join|/mail/stop|/calendar/feed|/reminders/stop|/password/reset/key|/confirm-email)/)"
    r"[^\s/?#\"']+"
)


def hide_keys(_logger, _method, event):
    """Take the keys out of addresses: the framework logs those of refused requests."""
    if isinstance(event.get("event"), str):
        event["event"] = _KEYS.sub(r"\1…", event["event"])
    return event


def tell_where(_logger, _method, event):
    """Where an error came from, as frames and the names of its kinds, never what it says: PostgreSQL quotes whole rows
    in its errors."""
    error = (event.pop("exc_info", None) or (None, None, None))[1]
    if error is not None:
        event["exception"] = "".join(_lines_of(traceback.TracebackException.from_exception(error)))
    return event


def _lines_of(told):
    earlier = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    if earlier is not None:
        yield from _lines_of(earlier)
    for one in told.exceptions or ():
        yield from _lines_of(one)
    yield from told.stack.format()
    yield f"{told.exc_type.__module__}.{told.exc_type.__qualname__}\n"


class _WithoutWords(structlog.stdlib.ProcessorFormatter):
    """The task runner writes what an error says into its own line; its name stands there instead."""

    def format(self, record):
        if record.exc_info and isinstance(record.args, Mapping) and "exc" in record.args:
            record = logging.makeLogRecord(record.__dict__)
            record.args = {**record.args, "exc": record.exc_info[0].__name__}
        return super().format(record)


def formatter(*, as_json=False):
    """The one formatter: JSON in production, readable lines elsewhere. Used by LOGGING in the settings."""
    shared = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
        add_request_id,
        hide_keys,
    ]
    if as_json:
        shared.append(tell_where)
    last = structlog.processors.JSONRenderer() if as_json else _console()
    made = _WithoutWords if as_json else structlog.stdlib.ProcessorFormatter
    return made(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )


def _console():
    """Readable lines, plain tracebacks: the pretty ones print local variables, titles of closed texts among them."""
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)


def get(name):
    return logging.getLogger(name)
