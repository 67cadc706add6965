"""10,000 reminders planned, claimed and delivered to a loopback mail server, beside bare smtplib over one connection.

Goal: the rate printed beside the floor. The floor sends one and the same ready-made message and notes nothing; the
portal plans, claims, reads each date again as its recipient may see it, writes the mail, sends it and notes that.
On SQLite, and on PostgreSQL where `make bench` started one.
"""

import asyncio
import contextlib
import os
import resource
import shutil
import smtplib
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

from measure import ROOT
from processes import free_port, wait_for_port

MAILS = int(os.environ.get("HRE_BENCH_MAILS", "10000"))
LEADS = 100


def sink(port):
    """A mail server in a process of its own that accepts everything and keeps nothing."""
    from aiosmtpd.smtp import SMTP

    class Accept:
        async def handle_DATA(self, server, session, envelope):
            return "250 OK"

    async def serve():
        server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(Accept(), enable_SMTPUTF8=True), "127.0.0.1", port
        )
        await server.serve_forever()

    asyncio.run(serve())


def bare(port, message):
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for number in range(MAILS):
            connection.sendmail("portal@localhost", [f"lead{number}@test.example"], message)
    return time.perf_counter() - began


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one_message(kind):
    """The bytes of a mail as the portal writes it."""
    from core import mail, outbox
    from core.models import Delivery
    from core.outbox import kinds

    row = Delivery.objects.filter(state="queued").select_related("recipient").first()
    page = mail.single(kinds.get_kind(kind).prepare(row, row.recipient))
    made = mail.message(page, mail.bodies(page), to=row.recipient.email, delivery_id=row.pk)
    assert outbox.kind_label(kind)
    return made.message().as_bytes(linesep="\r\n")


def measure(engine, port):
    import django

    django.setup()
    from django.core.management import call_command

    from calendar_app.reminders import REMINDER, plan_reminders
    from core import outbox
    from tests.reliability import work

    call_command("migrate", verbosity=0)
    work.LEADS = LEADS
    pairs = work.seed(MAILS)
    before = peak_mib()
    began = time.perf_counter()
    planned = plan_reminders()
    planning, grown = time.perf_counter() - began, peak_mib() - before
    assert planned.queued == pairs == MAILS, planned
    began = time.perf_counter()
    assert plan_reminders().queued == 0
    again = time.perf_counter() - began
    floor = bare(port, one_message(REMINDER))
    began = time.perf_counter()
    done = outbox.deliver_due(seconds=3600)
    delivering = time.perf_counter() - began
    assert dict(done) == {"sent": MAILS}, done
    per = 10_000 / MAILS
    say = lambda what, seconds: print(  # noqa: E731
        f"{engine:<11} {what:<46} {seconds:8.2f} s  {MAILS / seconds:8.0f}/s", flush=True
    )
    say("bare smtplib, one connection", floor)
    say("plan, claim, look again, write, send, note", planning + delivering)
    say("  of which planned (with skipped rungs)", planning)
    say("  of which delivered", delivering)
    say("planned again, nothing to do", again)
    print(f"{engine:<11} ratio to bare smtplib {(planning + delivering) / floor:.1f} x")
    print(
        f"{engine:<11} planning 10,000 pairs: {planning * per:.2f} s, memory at most {grown:.0f} MiB more", flush=True
    )


@contextlib.contextmanager
def databases():
    """(name, DATABASE_URL) of each engine that is there."""
    found, server, name = [("SQLite", "")], None, f"bench_{uuid.uuid4().hex[:10]}"
    if url := os.environ.get("HRE_TEST_DATABASE_URL"):
        import psycopg2

        server = psycopg2.connect(url)
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        found.append(("PostgreSQL", f"{url.rpartition('/')[0]}/{name}"))
    yield found
    if server is not None:
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.close()


def main():
    port = free_port()
    catcher = subprocess.Popen([sys.executable, __file__, "--sink", str(port)])
    try:
        if not wait_for_port(port, 15, catcher):
            sys.exit("The mail server of the benchmark did not start.")
        with databases() as found:
            for engine, url in found:
                folder = Path(tempfile.mkdtemp(prefix="hre-bench-"))
                env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
                env |= {
                    "HRE_DATA_DIR": str(folder),
                    "HRE_LOG_LEVEL": "WARNING",
                    "HRE_EMAIL_HOST": "127.0.0.1",
                    "HRE_EMAIL_PORT": str(port),
                    "DJANGO_SETTINGS_MODULE": "hre_portal.settings",
                    "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts"), str(ROOT / "benchmarks")]),
                }
                if url:
                    env["DATABASE_URL"] = url
                try:
                    subprocess.run([sys.executable, __file__, "--on", engine, str(port)], env=env, check=True, cwd=ROOT)
                finally:
                    shutil.rmtree(folder, ignore_errors=True)
    finally:
        catcher.terminate()
        catcher.wait()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--sink", port]:
            sink(int(port))
        case ["--on", engine, port]:
            measure(engine, int(port))
        case _:
            main()
