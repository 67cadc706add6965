"""Counts how often something was tried, in the cache that all web processes share."""

import hashlib

from django.core.cache import cache

from core import clock


def is_allowed(what, whom, *, amount, seconds):
    """Whether `whom` (a secret, an address: kept as its hash alone) may do `what` once more: at most `amount` times in
    each window of `seconds`, counted from the epoch. Counts this try. Two tries at the very same moment may count as
    one; it slows a machine down, it is no lock."""
    window = int(clock.now().timestamp()) // seconds
    key = f"throttle:{what}:{window}:{hashlib.sha256(str(whom).encode()).hexdigest()}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        tries = cache.incr(key)
    except ValueError:
        # Thrown away between the two questions: the count begins anew.
        cache.add(key, 1, timeout=seconds)
        return True
    # A cache in a folder forgets at each count how long it was to keep it.
    cache.touch(key, timeout=seconds)
    return tries <= amount
