"""Log lines: event, level, request id and keys. Ids, never text of the field."""

import logging
import re

import structlog

from core.middleware import request_id


def add_request_id(_logger, _method, event):
    event["request_id"] = request_id.get()
    return event


# Addresses whose last part is a key: whoever reads a log must not be able to use it.
_KEYS = re.compile(r"((?:/contribute|/people/join|/mail/stop|/calendar/feed|/reminders/stop)/)[^\s/?#\"']+")


def hide_keys(_logger, _method, event):
    """Take the keys out of addresses: the framework logs those of refused requests."""
    if isinstance(event.get("event"), str):
        event["event"] = _KEYS.sub(r"\1…", event["event"])
    return event


def formatter(*, as_json=False):
    """The one formatter: JSON in production, readable lines elsewhere. Used by LOGGING in the settings."""
    shared = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
        add_request_id,
        hide_keys,
    ]
    last = structlog.processors.JSONRenderer() if as_json else _console()
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )


def _console():
    """Readable lines, plain tracebacks: the pretty ones print local variables, titles of closed texts among them."""
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)


def get(name):
    return logging.getLogger(name)
