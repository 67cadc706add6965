"""Small work beside the answer: where waiting for it would tell a stranger whether a mail goes out."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

from django.conf import settings


@cache
def _pool():
    # Made at the first use, in the process that uses it. What still waits is done before the process ends.
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="background")


def run_soon(work):
    """Call `work()` in another thread, soon; at once where tasks run at once. For work that asks nothing of the
    database, catches its own errors and may be lost if the machine dies: what must not be lost goes into the outbox."""
    if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
        work()
    else:
        _pool().submit(work)
