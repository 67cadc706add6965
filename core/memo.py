"""What one request asks again and again, remembered for the length of that request and no longer.

Outside a request (worker, command, test of an action) nothing is remembered: every question goes to the database.
"""

import contextlib
import contextvars

_answers: contextvars.ContextVar[dict | None] = contextvars.ContextVar("answers", default=None)


@contextlib.contextmanager
def one_request():
    """Within the block `remembered` remembers. The request middleware opens it."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


@contextlib.contextmanager
def shared():
    """Within the block `remembered` remembers: what a request under way knows, or else for the block alone."""
    if remembers():
        yield
    else:
        with one_request():
            yield


def remembered(key, ask):
    """The answer of `ask()`, from memory when the same request has put the hashable `key` before. For answers that may
    stay as they were until the next request, such as the roles a person holds."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    return answers[key]


def recalled(key, unknown=None):
    """What the same request has remembered under `key`, else `unknown`. Asks nobody."""
    return (_answers.get() or {}).get(key, unknown)


def remembers():
    """Whether a request is under way, so that a question asked once serves many."""
    return _answers.get() is not None
