"""Whether a date is in somebody's plan. Plans live a floor above, so that floor answers when it is there."""

_answerers = []


def answers_planned(function):
    """Decorator: `function(user, entry_ids) -> {entry id: address of the plan line}`, of lines the user sees only."""
    if function not in _answerers:
        _answerers.append(function)
    return function


def planned_addresses(user, entry_ids):
    """The addresses of the plan lines `user` sees towards the dates. One query, none without dates or answerer."""
    found = {}
    if entry_ids:
        for function in _answerers:
            found.update(function(user, entry_ids))
    return found
