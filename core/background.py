"""Work beside the answer: small work where waiting for it would tell a stranger whether a mail goes out, and several
pieces of periodic work of which none waits for another."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

from celery.exceptions import SoftTimeLimitExceeded
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


def do_each(works):
    """Call each of `works`, and return what they return. One that fails keeps none of the others from being done; their
    errors are raised at the end, as an `ExceptionGroup`."""
    results, errors = [], []
    for work in works:
        try:
            results.append(work())
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:  # noqa: BLE001 -- all of them are raised below
            errors.append(error)
    if errors:
        raise ExceptionGroup(f"{len(errors)} failed, {len(results)} were done", errors)
    return results
