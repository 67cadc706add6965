"""A feed in the hands of real calendar programs: vdirsyncer fetches it over HTTP, khal reads what it kept.

Both are installed from the package index into an environment of their own, once a run.
"""

import datetime as dt
import os
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from calendar_app import actions
from calendar_app.models import Entry
from calendar_app.subscriptions import create_feed, revoke_feed
from clusters.enums import Role
from core import clock
from tests.factories import make_cluster, make_country, make_entry, make_mechanism, make_person

pytestmark = [pytest.mark.clients, pytest.mark.django_db(transaction=True)]
PACKAGES = ("khal", "vdirsyncer")
# Vdirsyncer and khal warn of things of their own; they run in processes of their own.
SECONDS = 120


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    """The folder with `khal` and `vdirsyncer`. Skipped, with the reason, where they cannot be had."""
    folder = tmp_path_factory.mktemp("clients") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True, timeout=SECONDS)
    install = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
    done = subprocess.run(install, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        pytest.skip(f"khal and vdirsyncer cannot be installed here: {done.stderr.strip()[-300:]}")
    return folder / "bin"


class Desk:
    """One person's desk: her vdirsyncer and her khal, with a folder of their own."""

    def __init__(self, programs, folder, address):
        self.programs, self.folder = programs, folder
        self.kept = folder / "calendar"
        (folder / "sync.conf").write_text(
            f"""[general]
status_path = "{folder}/status/"

[pair hre]
a = "kept"
b = "portal"
collections = null
conflict_resolution = "b wins"

[storage kept]
type = "filesystem"
path = "{self.kept}"
fileext = ".ics"

[storage portal]
type = "http"
url = "{address}"
"""
        )
        (folder / "khal.conf").write_text(
            f"""[calendars]
[[hre]]
path = {self.kept}
[[own]]
path = {folder}/own
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Africa/Maputo
local_timezone = Africa/Maputo
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = hre
"""
        )
        self.kept.mkdir()
        (folder / "own").mkdir()
        self.run("vdirsyncer", "-c", folder / "sync.conf", "discover")

    def run(self, program, *arguments, check=True):
        env = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        env |= {"XDG_CACHE_HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder), "NO_PROXY": "*", "no_proxy": "*"}
        command = [self.programs / program, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=SECONDS, check=False, input="y\n"
        )
        if check:
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done

    def sync(self, *, check=True):
        return self.run("vdirsyncer", "-c", self.folder / "sync.conf", "sync", "--force-delete", check=check)

    def listed(self, first, last, *, calendar="hre"):
        """{title: (begin, all day, status, UID)} as khal lists them."""
        form = "{title}|{start-long-full}|{all-day}|{status}|{uid}"
        arguments = ("-a", calendar, "--day-format", "", "--once", "--format", form, f"{first}", f"{last}")
        lines = self.run("khal", "-c", self.folder / "khal.conf", "list", *arguments).stdout.splitlines()
        rows = (line.split("|") for line in lines if line.count("|") == 4)
        return {title.rpartition(": ")[2]: tuple(rest) for title, *rest in rows}

    def imported(self, address, first, last):
        """The same after khal itself imported the file at `address`: unlike vdirsyncer, which names what it fetches
        after its content, khal keeps each UID and takes a later import of it for the same date."""
        path = self.folder / "feed.ics"
        with urllib.request.urlopen(address, timeout=30) as found:
            path.write_bytes(found.read())
        self.run("khal", "-c", self.folder / "khal.conf", "import", "--batch", "-a", "own", path)
        return self.listed(first, last, calendar="own")


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as found:
            return found.status
    except urllib.error.HTTPError as error:
        return error.code


def test_vdirsyncer_and_khal_follow_the_feed(programs, live_server, tmp_path, settings):
    settings.HRE_BASE_URL = live_server.url
    today = clock.today()
    cluster = make_cluster("MOZ")
    coordinator = make_person(Role.COORDINATOR, cluster, time_zone="Africa/Maputo")
    officer = make_person(Role.TASK_TEAM)
    upr = make_mechanism()
    day = {"country": make_country("MOZ"), "mechanism": upr}
    hour = today + dt.timedelta(days=30)
    due_at = dt.datetime.combine(hour, dt.time(16), dt.UTC)
    submission = make_entry(title="Contribution; with, signs", due_on=hour, due_at=due_at, precision="instant", **day)
    report = make_entry(title="تقرير الدولة", kind="report_due", due_on=today + dt.timedelta(days=40), **day)
    hearing = make_entry(title="Hearing", kind="hearing", due_on=today + dt.timedelta(days=50), **day)
    make_entry(title="Secret visit", audience="coordinators", due_on=today + dt.timedelta(days=60), **day)
    uids = {entry.title: f"{entry.uid}@hre-portal" for entry in (submission, report, hearing)}
    feed, secret = create_feed(name="Mozambique", country=make_country("MOZ"), by=coordinator)
    address = f"{live_server.url}/calendar/feed/{secret}.ics"

    desk = Desk(programs, tmp_path, address)
    desk.sync()
    window = (today, today + dt.timedelta(days=120))
    listed = desk.listed(*window)
    assert set(listed) == {"Contribution; with, signs", "تقرير الدولة", "Hearing"}
    # 16:00 in UTC is 18:00 in Maputo.
    assert listed["Contribution; with, signs"][:2] == (f"{hour} 18:00", "False")
    assert listed["تقرير الدولة"][0].startswith(f"{report.due_on}")
    assert listed["تقرير الدولة"][1] == "True"
    own = desk.imported(address, *window)
    assert {title: row[-1] for title, row in own.items()} == uids
    assert {title: row[:-1] for title, row in own.items()} == {title: row[:-1] for title, row in listed.items()}

    moved = hour + dt.timedelta(days=9)
    actions.edit_entry(entry=submission, due_on=moved, reason="Extended", by=officer)
    actions.cancel_entry(entry=hearing, reason="not held", by=officer)
    Entry.objects.unscoped("test").filter(pk=report.pk).update(publication="draft")
    desk.sync()
    for found in (desk.listed(*window), desk.imported(address, *window)):
        assert found["Contribution; with, signs"][0] == f"{moved} 18:00"
        # A cancelled date stays in the feed as cancelled, and khal says so.
        assert "cancelled" in found["Hearing"][2].lower()
    listed = desk.listed(*window)
    assert "تقرير الدولة" not in listed, "a date taken back is gone at the next fetch"

    revoke_feed(feed=feed, by=coordinator)
    assert answers(address) == 404
    assert answers(f"{live_server.url}/calendar/feed/{secret[:-1]}{'A' if secret[-1] != 'A' else 'B'}.ics") == 404
    assert desk.sync(check=False).returncode != 0
    assert desk.listed(*window) == listed, "what the calendar keeps is not lost"


def test_a_filter_in_the_address_reaches_the_program(programs, live_server, tmp_path):
    today = clock.today()
    coordinator = make_person(Role.COORDINATOR, make_cluster("MOZ"))
    fields = {"country": make_country("MOZ"), "mechanism": make_mechanism()}
    make_entry(title="Contribution", due_on=today + dt.timedelta(days=30), **fields)
    make_entry(title="Report", kind="report_due", due_on=today + dt.timedelta(days=31), **fields)
    _feed, secret = create_feed(name="Reports", by=coordinator)
    desk = Desk(programs, tmp_path, f"{live_server.url}/calendar/feed/{secret}.ics?kind=report_due")
    desk.sync()
    assert set(desk.listed(today, today + dt.timedelta(days=60))) == {"Report"}
