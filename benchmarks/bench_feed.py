"""A personal iCalendar feed of 1,000 dates among 10,000, in process, beside the same queries alone.

Goal: under 100 ms and at most 10 queries.
"""

import sys

from measure import add_entries, load_world, median_cpu_ms, median_ms, report, scratch_portal

LIMIT_MS, LIMIT_QUERIES = 100, 10


def main():
    with scratch_portal():
        load_world()
        add_entries(10_000)
        from django.conf import settings
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext
        from django.urls import reverse

        from calendar_app.subscriptions import create_feed
        from clusters.models import Country, User

        settings.ALLOWED_HOSTS = ["*"]
        person = User.objects.get(email="coordinator.moz@demo.example")
        _feed, secret = create_feed(name="Mozambique", country=Country.objects.get(pk="MOZ"), by=person)
        client, address = Client(), reverse("calendar:feed", args=[secret])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        captured = [query["sql"] for query in queries]
        if answer.status_code != 200:
            sys.exit(f"The feed answers {answer.status_code}.")
        dates = answer.content.count(b"BEGIN:VEVENT")

        def floor():
            with connection.cursor() as cursor:
                for sql in captured:
                    if sql.startswith("SELECT"):
                        cursor.execute(sql)
                        cursor.fetchall()

        def page():
            client.get(address)

        what = f"feed of {dates} dates"
        kept = report(f"{what}: processor", median_cpu_ms(page), floor=median_cpu_ms(floor), limit=LIMIT_MS)
        report(f"{what}: clock", median_ms(page), floor=median_ms(floor))
        kept &= report("feed: queries", len(captured), "", limit=LIMIT_QUERIES)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
