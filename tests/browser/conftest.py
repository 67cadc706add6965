"""The portal as `make run` starts it (web server, worker, beat, mail catcher), and a real Chromium before it."""

import email
import email.policy
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from processes import Group, free_port  # noqa: E402

PASSWORD = "a password for the browser tests"
# Milliseconds that a page may need on a busy machine.
PATIENCE = 60_000
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


class Portal:
    """A running portal: its address, its data folder and where its mails are caught."""

    def __init__(self, port, data_dir, process):
        self.url = f"http://127.0.0.1:{port}"
        self.data_dir = data_dir
        self.process = process

    def all_mails(self):
        """Every mail sent so far, oldest first. The worker sends at its own times, so their number may grow."""
        paths = sorted((self.data_dir / "mail").glob("*.eml"))
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]

    def mails_to(self, to, about):
        """The mails to the address `to` with `about` in their subject, newest first."""
        return [mail for mail in reversed(self.all_mails()) if mail["To"] == to and about in mail["Subject"]]

    def wait_for_mail(self, to, about, seconds=120):
        """The newest mail to the address `to` with `about` in its subject, as it came over SMTP. `about` is never
        empty: the worker sends at its own times, and the newest mail may be any."""
        assert about
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for mail in self.mails_to(to, about):
                return mail
            time.sleep(0.2)
        there = [(mail["To"], mail["Subject"]) for mail in self.all_mails()]
        pytest.fail(f"No mail to {to} about {about!r}; there are {there}")

    def manage(self, *arguments):
        """Run a management command against the running portal's data."""
        command = [ROOT / ".venv/bin/python", "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True).stdout


def environment(port, data_dir):
    """Settings of a portal of its own; nothing of the developer's is taken over."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("HRE_", "DJANGO_"))}
    for name in ("DATABASE_URL", "REDIS_URL"):
        env.pop(name, None)
    env.update(PORT=str(port), HRE_DATA_DIR=str(data_dir), HRE_DEMO_PASSWORD=PASSWORD, PYTHONUNBUFFERED="1")
    # Named here, so that a management command sends to the same catcher.
    env.update(HRE_EMAIL_HOST="127.0.0.1", HRE_EMAIL_PORT=str(free_port()), HRE_MAIL_CATCHER="1")
    return env


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    if not shutil.which("chromium"):
        pytest.skip("Chromium is not installed: use `make test`")
    data_dir = tmp_path_factory.mktemp("portal")
    port = free_port()
    env = environment(port, data_dir)
    log_path = data_dir / "run.log"
    group = Group()
    with log_path.open("wb") as log:
        command = [ROOT / ".venv/bin/python", "scripts/run.py"]
        process = group.start("portal", command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            wait_until_greeted(process, log_path)
            running = Portal(port, data_dir, process)
            running.env = {**env, "HRE_DEMO": "1", "HRE_BASE_URL": running.url}
            with urllib.request.urlopen(f"{running.url}/healthz") as answer:
                assert answer.status == 200
            yield running
        finally:
            group.stop(seconds=20)


def wait_until_greeted(process, log_path, seconds=900):
    for _ in range(seconds * 5):
        if "HRE Portal: http" in log_path.read_text():
            return
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"The portal did not start:\n{log_path.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


class Visitor:
    """One person before one browser window."""

    def __init__(self, portal, page):
        self.portal = portal
        self.email = ""
        self.page = page
        self.problems = []
        # Answers below 500 that this window is meant to meet; Chromium writes them into its console as errors.
        self.expected = set()
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("console", self._check_line)
        page.on("request", self._check_host)

    def choose_language(self, code):
        """By the menu, as a person does: it is kept with her account."""
        self.page.locator(".menu summary").click()
        self.through(self.page.locator(f".menu-panel button[value={code}]"))

    def expect(self, *statuses):
        self.expected.update(statuses)
        return self

    def _check_line(self, line):
        if line.type != "error":
            return
        status = re.match(r"Failed to load resource: the server responded with a status of (\d+)", line.text)
        if not (status and int(status[1]) in self.expected):
            self.problems.append(line.text)

    def _check_host(self, request):
        if not request.url.startswith((self.portal.url, "data:", "blob:")):
            self.problems.append(f"asked a foreign host: {request.url}")

    def go(self, path):
        return self.page.goto(self.portal.url + path)

    @property
    def heading(self):
        return self.page.inner_text("h1")

    @property
    def text(self):
        return self.page.inner_text("main")

    def through(self, control):
        """Click what leads to another page or to this one anew, and wait until that is there, however late it comes."""
        with self.page.expect_navigation():
            control.click()
        return self

    def follow(self, text):
        """Click the first link in the page's content that carries `text`."""
        return self.through(self.page.locator("main a", has_text=text).first)

    def press(self, text):
        """Press the first visible button with this text; it leads to another page or to this one anew."""
        return self.through(self.page.locator("main button:visible", has_text=text).first)

    def log_in(self, email, password=PASSWORD):
        self.email = email
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(self.portal.url + "/")
        return self


@pytest.fixture
def visit(portal, browser):
    """Open a window: `visit("coordinator.moz@demo.example", width=390, dark=True)`. Fails on script errors,
    on messages of the content security policy and on any request to a foreign host."""
    contexts, visitors = [], []

    def open_window(email=None, *, width=1280, height=900, dark=False, scripts=True, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(portal, context.new_page())
        visitors.append(visitor)
        return visitor.log_in(email) if email else visitor

    yield open_window
    for context in contexts:
        context.close()
    assert [problem for visitor in visitors for problem in visitor.problems] == []
