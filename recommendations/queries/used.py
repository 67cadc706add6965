"""Where a recommendation is used. What uses it lives floors above, so that floor answers when it is there."""

from mechanisms.queries.used_in import Use

__all__ = ["Use", "answers_used", "used_in"]
_answerers = []


def answers_used(function):
    """Decorator: `function(user, recommendation ids) -> {recommendation id: [Use]}`, of what the user sees only."""
    if function not in _answerers:
        _answerers.append(function)
    return function


def used_in(user, recommendation_ids):
    """{recommendation id: [Use]} of all who answer. One query for each of them, none without recommendations."""
    found: dict = {}
    if recommendation_ids:
        for function in _answerers:
            for pk, uses in function(user, list(recommendation_ids)).items():
                found.setdefault(pk, []).extend(uses)
    return found
