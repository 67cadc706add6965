"""Starting and stopping by `make run`: no process is left, data stay, a taken port is said plainly."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, Group, environment, free_port, wait_until_greeted

# Twice ten are given to what does not end, by `Group.stop`; the machine may be busy.
SECONDS = 60


def processes_of(data_dir):
    """Ids of the processes that were started for this data folder."""
    mark = f"HRE_DATA_DIR={data_dir}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                variables = (folder / "environ").read_bytes()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if mark in variables.split(b"\0"):
                found.append(int(folder.name))
    return found


def start(group, env, log_path):
    with log_path.open("wb") as log:
        process = group.start(
            "portal", [ROOT / ".venv/bin/python", "scripts/run.py"], cwd=ROOT, env=env, stdout=log, stderr=log
        )
    wait_until_greeted(process, log_path)
    return process


def wait_until(is_so, seconds=SECONDS):
    """A process that was ended or begun is gone or there a moment later."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads /proc")
def test_all_end_on_sigterm_and_the_second_start_keeps_the_data(tmp_path):
    env = environment(free_port(), tmp_path)
    group = Group()
    try:
        process = start(group, env, tmp_path / "first.log")
        wait_until(lambda: len(processes_of(tmp_path)) >= 5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=SECONDS) == 0
        wait_until(lambda: not processes_of(tmp_path))

        process = start(group, env, tmp_path / "second.log")
        assert (
            "Demonstration world: 0 people and 0 plan lines added, 0 choices made."
            in (tmp_path / "second.log").read_text()
        )
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=SECONDS) == 0
        wait_until(lambda: not processes_of(tmp_path))
    finally:
        group.stop()


def test_a_taken_port_is_said_in_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        env = {**os.environ, "PORT": str(port), "HRE_DATA_DIR": str(tmp_path)}
        command = [ROOT / ".venv/bin/python", "scripts/run.py"]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == f"Port {port} is taken. Stop what listens there, or choose another: PORT={port + 1} make run"
    )
    assert list(tmp_path.iterdir()) == []
