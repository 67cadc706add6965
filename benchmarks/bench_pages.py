"""Home, country calendar (50 of 20,000 dates) and open doors of a country under gunicorn with 2 workers, beside a bare
view with their queries.

Goal: at most 15 queries, as many for 500 dates in the span as for 50; p95 within 4 times the floor.
"""

import concurrent.futures
import gzip
import http.client
import json
import os
import sys
import time
from pathlib import Path

from measure import ROOT, add_entries, load_world, percentile, report, scratch_portal
from processes import Group, free_port, wait_for_port

PAGES = {
    "home": "/",
    "calendar": "/calendar/?country=MOZ",
    "year": "/calendar/?country=MOZ&view=year",
    "timeline": "/calendar/?country=MOZ&view=timeline",
    "doors": "/countries/MOZ/",
}
# Each view of the calendar is asked with few and with many dates of a country in its span.
FEW, MANY = 50, 500
VIEWS = {
    "agenda": "/calendar/?country=FJI",
    "month": "/calendar/?country=FJI&view=month&month={first:%Y-%m}",
    "year": "/calendar/?country=FJI&view=year&year={first:%Y}",
    "timeline": "/calendar/?country=FJI&view=timeline",
}
# Page and floor take turns, so that whatever else the machine does meets both alike.
ROUNDS, REQUESTS, WARM = 8, 40, 10


def capture(client, address):
    """The SELECTs that a page makes, its status and its size as sent."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answers {answer.status_code}")
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")], len(gzip.compress(answer.content))


def same_for_many(client):
    """Whether each view of the calendar costs as many queries for `MANY` dates in its span as for `FEW`."""
    from core import clock

    this_year = clock.today().year
    first = clock.today().replace(year=this_year + 1, month=1, day=1)
    asked, there = {view: [] for view in VIEWS}, 0
    for wanted in (FEW, MANY):
        # A tenth of what is added is of the country.
        add_entries((wanted - there) * 10, country="FJI", first_day=first, days=20)
        there = wanted
        for view, address in VIEWS.items():
            queries, size = capture(client, address.format(first=first))
            asked[view].append((len(queries), size / 1024))
    kept = True
    for view, ((few, _size), (many, size)) in asked.items():
        kept &= report(f"{view}: queries for {FEW} dates in the span", few, "", limit=15)
        kept &= report(f"{view}: queries for {MANY} dates in the span", many, "", limit=few)
        kept &= report(f"{view}: {MANY} dates in the span, compressed", size, "KB", limit=30)
    return kept


def times(port, address, cookie="", *, requests=REQUESTS):
    """Durations in milliseconds of `requests` requests by two clients at once."""

    def client(count):
        measured = []
        for _ in range(count):
            began = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            connection.close()
            if answer.status != 200:
                raise RuntimeError(f"{address}: {answer.status}")
            measured.append((time.perf_counter() - began) * 1000)
        return measured

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return [one for measured in pool.map(client, [requests // 2] * 2) for one in measured]


def main():
    kept = True
    with scratch_portal() as folder:
        load_world()
        add_entries(20_000)
        from django.conf import settings
        from django.test import Client

        from clusters.models import User

        settings.ALLOWED_HOSTS = ["*"]
        client = Client()
        client.force_login(User.objects.get(email="coordinator.moz@demo.example"))
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        captured, sizes = {}, {}
        for page, address in PAGES.items():
            captured[page], sizes[page] = capture(client, address)
        queries = folder / "queries.json"
        queries.write_text(json.dumps(captured))
        env = {
            **os.environ,
            "BENCH_QUERIES": str(queries),
            "BENCH_DATABASE": str(folder / "portal.sqlite3"),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'benchmarks'}",
        }
        group = Group()
        try:
            ports = {}
            for name, target in (("portal", "hre_portal.wsgi"), ("bare", "bare")):
                ports[name] = free_port()
                command = [
                    Path(sys.executable).parent / "gunicorn",
                    f"{target}:application",
                    "--workers",
                    "2",
                    "--preload",
                ]
                command += ["--bind", f"127.0.0.1:{ports[name]}", "--log-level", "error"]
                process = group.start(name, command, cwd=ROOT, env=env)
                if not wait_for_port(ports[name], 60, process):
                    sys.exit(f"gunicorn for {name} did not start")
            for page, address in PAGES.items():
                asked = {"bare": (ports["bare"], f"/{page}"), "portal": (ports["portal"], address, cookie)}
                found = {name: [] for name in asked}
                for name in asked:
                    times(*asked[name], requests=2 * WARM)
                for _ in range(ROUNDS):
                    for name in asked:
                        found[name] += times(*asked[name])
                floor, measured = found["bare"], found["portal"]
                kept &= report(f"{page}: queries", len(captured[page]), "", limit=15)
                kept &= report(f"{page}: compressed", sizes[page] / 1024, "KB", limit=30)
                report(f"{page}: p50", percentile(measured, 0.5), floor=percentile(floor, 0.5))
                slow, slow_floor = percentile(measured, 0.95), percentile(floor, 0.95)
                # The page of a country writes fifty explained doors; its goal is the number of queries and the size.
                kept &= report(f"{page}: p95", slow, floor=slow_floor, ratio_limit=None if page == "doors" else 4)
        finally:
            group.stop()
        kept &= same_for_many(client)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
