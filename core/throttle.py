"""Counts how often something was tried, in the cache that all web processes share."""

import hashlib

from django.core.cache import cache


def is_allowed(what, whom, *, amount, seconds):
    """Whether `whom` (a secret, an address: kept as its hash alone) may do `what` once more: at most `amount` times in
    a window of `seconds`. Counts this try. Two tries at the very same moment may count as one; it slows a machine down,
    it is no lock."""
    key = f"throttle:{what}:{hashlib.sha256(str(whom).encode()).hexdigest()}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return cache.incr(key) <= amount
    except ValueError:
        # The window closed between the two questions: a new one begins.
        cache.add(key, 1, timeout=seconds)
        return True
