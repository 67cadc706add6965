"""Where a support request was asked from. This room knows a kind and a number only; the room above says, for each
reader anew, what stands behind it."""

from collections.abc import Callable
from dataclasses import dataclass

_resolvers: dict[str, Callable] = {}


@dataclass(frozen=True)
class Origin:
    """A page as its reader sees it."""

    label: str
    url: str


def register_origin(kind, resolve):
    """`resolve(user, number)` returns the `Origin` if `user` may see it, else None. From an app's `ready()`."""
    _resolvers[str(kind)] = resolve


def origin_of(user, kind, number):
    """The `Origin` of a request for `user`; None where there is none, or none that she may see."""
    resolve = _resolvers.get(str(kind))
    return resolve(user, number) if resolve is not None and number is not None else None
