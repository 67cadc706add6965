"""The coordinators of Syria, Mozambique and Mali in the demonstration world get their reminders from a real mail server
on loopback, each in her own language: the clock of the portal's processes is set to the morning on which they are
due."""

import datetime as dt

import pytest

from tests.reliability.conftest import Portal
from tests.reliability.sink import Sink

COUNTRIES = ("SYR", "MOZ", "MLI")
DAYS_BEFORE = 7


@pytest.fixture
def world(portal: Portal):
    portal.env |= {"HRE_DEMO": "1", "HRE_DEMO_PASSWORD": "only for this test"}
    portal.do("load_demo")
    return portal


def coordinator(code):
    return f"coordinator.{code.lower()}@demo.example"


def test_each_coordinator_is_reminded_of_her_own_country(world):
    dates = world.do("add_dates", *COUNTRIES)
    with Sink() as sink:
        world.mail_to(sink)
        # After the morning mail of every zone, and again an hour later: nothing comes twice.
        morning = dt.date.fromisoformat(dates["SYR"]["due_on"]) - dt.timedelta(days=DAYS_BEFORE)
        for hour in (12, 13):
            world.do("run_periodic_on", morning, hour)
        for code, date in dates.items():
            mine = [message for to, message in sink.messages if to == coordinator(code)]
            about = [message for message in mine if date["title"] in subject(message)]
            assert len(about) == 1, (date, [subject(message) for message in mine])
            text = subject(about[0])
            assert text.startswith(date["country"])
            assert date["day"] in text
            assert f"/calendar/dates/{date['pk']}/" in about[0].get_body(("plain",)).get_content()
            assert about[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            others = tuple(found["country"] for other, found in dates.items() if other != code)
            assert not any(subject(message).startswith(others) for message in mine)
            assert len({message["Message-ID"] for _to, message in sink.messages}) == len(sink.messages)


def subject(message):
    return " ".join(str(message["Subject"]).split())
