"""A whole portal in real processes: its own database, broker and mail server, thrown away afterwards."""

import json
import os
import shutil
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from tests.reliability.sink import Sink

ROOT = Path(__file__).resolve().parents[2]
# How long anything may take on a busy machine.
PATIENCE = 600


class Portal:
    """Runs the portal's code in processes of their own."""

    def __init__(self, folder, database_url=""):
        self.folder = folder
        self.processes = []
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "HRE_SECRET_KEY": "only-for-tests",
            "HRE_DATA_DIR": str(folder / "var"),
            "HRE_BASE_URL": "https://portal.example",
        }
        if database_url:
            self.env["DATABASE_URL"] = database_url
        for part in ("queue", "control"):
            (folder / "var" / "broker" / part).mkdir(parents=True, exist_ok=True)

    def mail_to(self, sink):
        self.env |= {"HRE_EMAIL_HOST": "127.0.0.1", "HRE_EMAIL_PORT": str(sink.port)}

    def start(self, *command):
        with (self.folder / f"process{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=log, start_new_session=True
            )
        self.processes.append(process)
        return process

    def begin(self, verb, *arguments):
        return self.start(sys.executable, "-m", "tests.reliability.work", verb, *map(str, arguments))

    def do(self, verb, *arguments):
        return self.result(self.begin(verb, *arguments))

    def result(self, process):
        out, _err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, self.logs()
        return json.loads(out.splitlines()[-1])

    def worker(self, *options):
        """A real Celery worker, as deployed."""
        return self.start(
            sys.executable, "-m", "celery", "-A", "hre_portal", "worker", "-l", "WARNING", "--concurrency", "1",
            "--without-gossip", "--without-mingle", *options,
        )  # fmt: skip

    def kill(self, process):
        """SIGKILL for the worker and its children: nothing can be tidied up."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def logs(self):
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)
            process.stdout.close()


def _migrated(folder, url=""):
    portal = Portal(folder, url)
    try:
        portal.do("migrate")
    finally:
        portal.stop()


def _admin(url):
    found = psycopg2.connect(url)
    found.autocommit = True
    return found


def _on_server(url, name):
    return f"{url.rpartition('/')[0]}/{name}"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, request):
    """An empty migrated database of the kind this run is about, made once: a file, or the name of a template."""
    folder = tmp_path_factory.mktemp("template")
    if connection.vendor == "sqlite":
        _migrated(folder)
        yield folder / "var" / "portal.sqlite3"
        return
    url = request.getfixturevalue("postgres_url")
    name = f"template_{uuid.uuid4().hex[:12]}"
    server = _admin(url)
    with server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    _migrated(folder, _on_server(url, name))
    yield name
    with server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    server.close()


@pytest.fixture
def portal(migrated, tmp_path, request):
    if connection.vendor == "sqlite":
        made = Portal(tmp_path)
        shutil.copy(migrated, tmp_path / "var" / "portal.sqlite3")
        yield made
        made.stop()
        return
    url = request.getfixturevalue("postgres_url")
    name = f"portal_{uuid.uuid4().hex[:12]}"
    server = _admin(url)
    with server.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
    made = Portal(tmp_path, _on_server(url, name))
    yield made
    made.stop()
    with server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    server.close()


@pytest.fixture
def sink(portal):
    with Sink() as made:
        portal.mail_to(made)
        yield made
