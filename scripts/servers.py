"""Throw-away PostgreSQL and Redis servers on free ports, for tests and benchmarks. Loopback only; gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from processes import free_port, wait_for_port


def postgres_binaries():
    """The folder with initdb and postgres, newest version first, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    if found:
        return found[0]
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def start_postgres(group):
    """Start a server in a temporary folder. Returns (database address, folder); None without PostgreSQL."""
    binaries = postgres_binaries()
    if binaries is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="hre-postgres-"))
    port = free_port()
    # PostgreSQL refuses to run as root; Debian's package brings the user `postgres`.
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    initdb = [binaries / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **as_user)
    settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]
    command = [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder]
    for setting in settings:
        command += ["-c", setting]
    log = (folder / "log").open("wb")
    process = group.start("postgres", command, cwd=folder, stdout=log, stderr=log, **as_user)
    if not wait_for_port(port, 30, process):
        raise SystemExit(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")
    return f"postgres://portal@127.0.0.1:{port}/postgres", folder


def start_redis(group):
    """Start a server that keeps nothing on disk. Returns its address, or None where there is no Redis."""
    binary = shutil.which("redis-server")
    if binary is None:
        return None
    port = free_port()
    command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = group.start("redis", command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not wait_for_port(port, 15, process):
        raise SystemExit("Redis did not start.")
    return f"redis://127.0.0.1:{port}/0"
