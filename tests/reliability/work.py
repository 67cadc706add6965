"""What the processes of these tests do, with the portal's ordinary settings: `python -m tests.reliability.work <verb>`.

Each verb prints one line of JSON.
"""

import datetime as dt
import json
import os
import sys
import time

import django

LEADS = 20
PASSWORD = "!"


def migrate():
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return "done"


def seed(mails):
    """`mails` pairs of a coordinator and a date a week ahead."""
    from calendar_app.models import Entry
    from clusters.models import Cluster, Country, Membership, User
    from core import clock
    from mechanisms.models import Mechanism

    leads, dates = LEADS, int(mails) // LEADS
    today = clock.today()
    country = Country.objects.create(iso3="MOZ", name="Mozambique")
    cluster = Cluster.objects.create(country=country, name="Protection Cluster")
    people = User.objects.bulk_create(
        User(email=f"lead{n}@test.example", name=f"Lead {n}", password=PASSWORD, reminder_hour=0) for n in range(leads)
    )
    Membership.objects.bulk_create(
        Membership(user=person, cluster=cluster, role="coordinator", starts_on=dt.date(2020, 1, 1)) for person in people
    )
    mechanism = Mechanism.objects.create(key="upr", family="upr", name="Universal Periodic Review", short_name="UPR")
    Entry.objects.bulk_create(
        Entry(
            kind="submission",
            title=f"Date {n}",
            mechanism=mechanism,
            country=country,
            due_on=today + dt.timedelta(days=7),
            precision="day",
            origin="official",
            certainty="confirmed",
            publication="published",
        )
        for n in range(dates)
    )
    return leads * dates


def plan():
    from calendar_app.reminders import plan_reminders

    return plan_reminders().queued


def deliver():
    """Empty the outbox until nothing waits, taking back what dead workers held."""
    from core import outbox
    from core.models import Delivery

    sent = 0
    while Delivery.objects.filter(state__in=["queued", "retry", "sending"]).exists():
        outbox.take_back_expired()
        sent += outbox.deliver_due().total()
        time.sleep(0.1)
    return sent


def wake():
    from core import outbox

    outbox.wake()
    return "done"


def plan_and_wake():
    """As a request or beat would: the wake-up rides on the commit."""
    from calendar_app.reminders import plan_reminders

    started = time.monotonic()
    queued = plan_reminders().queued
    return {"queued": queued, "seconds": time.monotonic() - started}


def report():
    from django.db.models import Count

    from core import health
    from core.models import Delivery

    states = dict(Delivery.objects.values_list("state").annotate(Count("pk")).order_by())
    return {"states": states, **health.report()}


def load_demo():
    """The reference data and the demonstration world, as `make run` loads them."""
    import contextlib
    import io

    from django.core.management import call_command

    with contextlib.redirect_stdout(io.StringIO()):
        call_command("load_reference", verbosity=0)
        call_command("load_demo", verbosity=0)
    return "done"


def add_dates(*countries):
    """A Task Team officer enters one date for each country, nine days ahead. {ISO code: id, day, and the words of
    country, title and day in the language of its demonstration coordinator}."""
    from django.utils import translation

    from calendar_app.actions import create_entry
    from clusters.models import Country, User
    from core import clock, dates
    from mechanisms.models import Mechanism

    officer, upr = User.objects.get(email="taskteam@demo.example"), Mechanism.objects.get(key="upr")
    found = {}
    for code in countries:
        entry = create_entry(
            kind="submission",
            title=f"Contribution {code}",
            mechanism=upr,
            country=Country.objects.get(pk=code),
            due_on=clock.today() + dt.timedelta(days=9),
            source="https://example.org/announcement",
            publication="published",
            by=officer,
        )
        with translation.override(User.objects.get(email=f"coordinator.{code.lower()}@demo.example").language):
            found[code] = {
                "pk": entry.pk,
                "due_on": entry.due_on.isoformat(),
                "country": str(entry.country),
                "title": entry.title,
                "day": dates.day_text(entry.due_on),
            }
    return found


def run_periodic_on(day, hour):
    """What cron does, at this hour (UTC) of another day: plans, looks again, sends."""
    import contextlib
    import io

    import time_machine
    from django.core.management import call_command

    at = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(int(hour)), dt.UTC)
    with time_machine.travel(at), contextlib.redirect_stdout(io.StringIO()):
        call_command("run_periodic")
    return "done"


def main(verb, *arguments):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hre_portal.settings")
    django.setup()
    sys.stdout.write(json.dumps(globals()[verb](*arguments)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
