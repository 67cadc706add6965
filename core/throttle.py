"""Counts how often something was tried, in the cache that all web processes share."""

import hashlib

from django.core.cache import cache

from core import clock


def is_allowed(what, whom, *, amount, seconds):
    """Whether `whom` (a secret, an address: kept as its hash alone) may do `what` once more: at most `amount` times in
    a window of `seconds` that begins with the first try. Counts this try. Two tries at the very same moment may count
    as one; it slows a machine down, it is no lock."""
    key = f"throttle:{what}:{hashlib.sha256(str(whom).encode()).hexdigest()}"
    now = clock.now().timestamp()
    if cache.add(key, 1, timeout=seconds):
        cache.set(f"{key}:until", now + seconds, timeout=seconds)
        return True
    try:
        tries = cache.incr(key)
    except ValueError:
        # The window closed between the two questions: a new one begins.
        cache.add(key, 1, timeout=seconds)
        return True
    # A cache in a folder forgets at each count how long it was to keep it.
    cache.touch(key, timeout=cache.get(f"{key}:until", now + seconds) - now)
    return tries <= amount
