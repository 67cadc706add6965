"""`make test`: every test on SQLite, what asks a database again on PostgreSQL, with a real Redis and Celery worker, and
in Chromium.

The servers are throw-away ones on free ports, started and stopped here. Where one cannot be had this says loudly
what did not run, and fails when CI=true. Arguments go to pytest: `make test ARGS="-k reminders"`.
"""

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
NO_TESTS_COLLECTED = 5


def run(title, arguments, env, extra):
    print(f"\n=== {title} ===", flush=True)
    code = subprocess.run([PYTEST, *arguments, *extra], cwd=ROOT, env=env, check=False).returncode
    # A choice of tests (-k) may have none in one of the runs.
    return 0 if code == NO_TESTS_COLLECTED and extra else code


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    strict = os.environ.get("CI") == "true"
    extra = sys.argv[1:]
    missing, failed, folder = [], [], None
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
        if run("SQLite", quick, env, extra):
            failed.append("SQLite")
        if postgres:
            on_postgres = {**env, "DATABASE_URL": env["HRE_TEST_DATABASE_URL"]}
            if run("PostgreSQL", quick, on_postgres, extra):
                failed.append("PostgreSQL")
        if run("Calendar programs", ["-q", "-m", "clients"], env, extra):
            failed.append("Calendar programs")
        if shutil.which("chromium") and run("Browser", ["-q", "-m", "browser"], env, extra):
            failed.append("Browser")
    finally:
        group.stop()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    for what in missing:
        print(f"\n!!! NOT RUN, because it is not on this machine: {what}", file=sys.stderr)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")
    if missing and strict:
        sys.exit("CI=true demands every test.")


if __name__ == "__main__":
    main()
