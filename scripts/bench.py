"""`make bench`: run every benchmark; each prints medians and ratios to a floor measured in the same run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from processes import Group
from servers import start_postgres, start_redis

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"


def main():
    wanted = sys.argv[1:]
    group, folder, failed = Group(), None, []
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'scripts'}"}
    try:
        if postgres := start_postgres(group):
            env["HRE_TEST_DATABASE_URL"], folder = postgres
        if redis := start_redis(group):
            env["HRE_TEST_REDIS_URL"] = redis
        for path in sorted((ROOT / "benchmarks").glob("bench_*.py")):
            if wanted and not any(word in path.name for word in wanted):
                continue
            print(f"\n=== {path.stem} ===", flush=True)
            if subprocess.run([PYTHON, path], cwd=ROOT, env=env, check=False).returncode:
                failed.append(path.stem)
    finally:
        group.stop()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
