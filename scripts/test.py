"""`make test`: every test on SQLite, what asks a database again on PostgreSQL, with a real Redis and Celery worker, and
in Chromium.

Tests that start processes or a browser can stumble over a busy machine. If only such tests failed, and at most FEW,
they run once more, alone; what holds then does not fail the run, but is named at its end: it is to be mended, not to
be left. Any other test that fails once has failed.

The servers are throw-away ones on free ports, started and stopped here. Where one cannot be had this says loudly
what did not run, and fails when CI=true. Arguments go to pytest: `make test ARGS="-k reminders"`.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from processes import Group
from servers import start_postgres, start_redis

ROOT = Path(__file__).resolve().parent.parent
PYTEST = ROOT / ".venv" / "bin" / "pytest"
TESTS_FAILED, NO_TESTS_COLLECTED = 1, 5
# More than these are no accident.
FEW = 3
MAY_STUMBLE = ("tests/browser/", "tests/reliability/")


def run(title, arguments, env, extra, shaky):
    """Run the tests chosen by `arguments`. Whether they hold; what held at the second time only joins `shaky`."""
    print(f"\n=== {title} ===", flush=True)
    cache = ROOT / ".pytest_cache" / title.replace(" ", "-").lower()
    shutil.rmtree(cache, ignore_errors=True)
    command = [PYTEST, "-o", f"cache_dir={cache}", *arguments, *extra]
    code = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    if code == NO_TESTS_COLLECTED:
        # A choice of tests (-k) may have none in one of the runs.
        return bool(extra)
    failed = failures(cache) if code == TESTS_FAILED else []
    if not 0 < len(failed) <= FEW or not all(test.startswith(MAY_STUMBLE) for test in failed):
        return code == 0
    print(f"\n=== {title}: once more, alone ===", flush=True)
    alone = [PYTEST, "-q", "-p", "no:cacheprovider", *failed]
    if subprocess.run(alone, cwd=ROOT, env=env, check=False).returncode:
        return False
    shaky += failed
    return True


def failures(cache):
    """Addresses of the tests that failed, as pytest keeps them in its cache."""
    kept = cache / "v" / "cache" / "lastfailed"
    return sorted(json.loads(kept.read_text())) if kept.exists() else []


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    strict = os.environ.get("CI") == "true"
    extra = sys.argv[1:]
    missing, shaky, folder = [], [], None
    env = {name: value for name, value in os.environ.items() if not name.startswith("HRE_")}
    for name in ("DATABASE_URL", "REDIS_URL", "PORT"):
        env.pop(name, None)
    group = Group()
    try:
        postgres = start_postgres(group)
        redis = start_redis(group)
        if postgres:
            env["HRE_TEST_DATABASE_URL"], folder = postgres
        else:
            missing.append("PostgreSQL (the second run, and tests marked postgres)")
        if redis:
            env["HRE_TEST_REDIS_URL"] = redis
        else:
            missing.append("Redis (tests marked redis)")
        if not shutil.which("chromium"):
            missing.append("Chromium (tests marked browser)")

        quick = ["-n", "2", "--dist", "worksteal", "-q", "-m", "not browser and not clients and not word"]
        runs = [("SQLite", quick, env)]
        if postgres:
            runs.append(("PostgreSQL", quick, {**env, "DATABASE_URL": env["HRE_TEST_DATABASE_URL"]}))
        runs.append(("Calendar programs", ["-q", "-m", "clients"], env))
        if shutil.which("chromium"):
            runs.append(("Browser", ["-q", "-m", "browser"], env))
        failed = [title for title, chosen, its_env in runs if not run(title, chosen, its_env, extra, shaky)]
    finally:
        group.stop()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    for test in shaky:
        print(f"\n!!! SHAKY, held at the second time only: {test}", file=sys.stderr)
    for what in missing:
        print(f"\n!!! NOT RUN, because it is not on this machine: {what}", file=sys.stderr)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")
    if missing and strict:
        sys.exit("CI=true demands every test.")


if __name__ == "__main__":
    main()
