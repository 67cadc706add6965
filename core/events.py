"""News between floors: a lower app announces, an upper app subscribes. Same transaction, in order of subscription.

A subscriber that raises rolls the announcer's transaction back: news is not lost and not half-told.
"""

from collections import defaultdict
from collections.abc import Callable

_subscribers: dict[str, list[Callable]] = defaultdict(list)


def subscribe(name):
    """Decorator: call the function with the keyword arguments of each `announce(name, ...)`."""

    def register(function):
        if function not in _subscribers[name]:
            _subscribers[name].append(function)
        return function

    return register


def announce(name, **facts):
    """Tell every subscriber of `name`. Call it inside the transaction that made the news true."""
    for function in _subscribers[name]:
        function(**facts)
