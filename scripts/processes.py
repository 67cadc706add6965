"""Starting and stopping several processes as one: used by run.py, test.py and the browser tests."""

import contextlib
import os
import signal
import socket
import subprocess
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def wait_for_port(port, seconds=30, process=None):
    """Wait until something listens on the port; False when time is up or `process` has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process is not None and process.poll() is not None:
            return False
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


class Group:
    """Child processes, each leader of its own process group, ended together."""

    def __init__(self):
        self.children = {}

    def start(self, name, command, **options):
        process = subprocess.Popen(command, start_new_session=True, **options)
        self.children[name] = process
        return process

    def ended(self):
        """Name and process of a child that has ended by itself, or None."""
        for name, process in self.children.items():
            if process.poll() is not None:
                return name, process
        return None

    def stop(self, seconds=10):
        for number in (signal.SIGTERM, signal.SIGKILL):
            for process in reversed(list(self.children.values())):
                if process.poll() is None:
                    _signal_group(process, number)
            until = time.monotonic() + seconds
            while time.monotonic() < until and any(child.poll() is None for child in self.children.values()):
                time.sleep(0.05)
        for process in self.children.values():
            # Grandchildren that outlived their parent.
            _signal_group(process, signal.SIGKILL)


def _signal_group(process, number):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
