"""What was told of a session afterwards. Reports live a floor above, so that floor answers when it is there."""

from dataclasses import dataclass, field

_answerers = []


@dataclass(frozen=True)
class Reported:
    """Reports as their reader sees them, each with its address; `write_url` for whoever may write one."""

    rows: list = field(default_factory=list)
    write_url: str = ""


def answers_reported(function):
    """Decorator: `function(user, session_id) -> Reported`, of reports that the user may read only."""
    if function not in _answerers:
        _answerers.append(function)
    return function


def reported_of(user, session_id):
    """The reports of a session that `user` may read."""
    return _answerers[0](user, session_id) if _answerers else Reported()
