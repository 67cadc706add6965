"""`make run`: the whole portal on this machine, with demonstration data, until Ctrl-C or SIGTERM.

Starts the web server, a Celery worker with beat on the embedded broker (or on REDIS_URL), and a mail catcher.
Data lives below `var/` (HRE_DATA_DIR moves it) and is kept from one run to the next.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

from processes import Group, free_port, is_free, wait_for_port

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class StopAskedFor(Exception):
    """Somebody asked us to end."""


def ask_to_stop(number, frame):
    raise StopAskedFor


def demo_password(data_dir):
    """The password of the demonstration logins: from the environment, or made once and kept."""
    given = os.environ.get("HRE_DEMO_PASSWORD")
    if given:
        return given
    kept = data_dir / "demo_password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text("-".join(secrets.token_hex(2) for _ in range(4)))
    return kept.read_text().strip()


def prepare_environment():
    env = dict(os.environ)
    try:
        port = int(env.setdefault("PORT", "8000"))
    except ValueError:
        sys.exit(f"PORT must be a number, not {env['PORT']!r}.")
    if not is_free(port):
        sys.exit(f"Port {port} is taken. Stop what listens there, or choose another: PORT={port + 1} make run")
    env.setdefault("HRE_ENV", "development")
    env.setdefault("HRE_DEMO", "1")
    env.setdefault("HRE_BASE_URL", f"http://127.0.0.1:{port}")
    data_dir = Path(env.get("HRE_DATA_DIR", ROOT / "var")).resolve()
    # Whitenoise warns about a missing folder, although in development it serves from static/ itself.
    (data_dir / "static").mkdir(parents=True, exist_ok=True)
    env["HRE_DATA_DIR"] = str(data_dir)
    if "HRE_EMAIL_HOST" not in env:
        mail_port = 8025 if is_free(8025) else free_port()
        env.update(HRE_EMAIL_HOST="127.0.0.1", HRE_EMAIL_PORT=str(mail_port), HRE_MAIL_CATCHER="1")
    env["HRE_DEMO_PASSWORD"] = demo_password(data_dir)
    env.setdefault("PYTHONUNBUFFERED", "1")
    if not env.get("REDIS_URL"):
        for folder in ("queue", "control"):
            (data_dir / "broker" / folder).mkdir(parents=True, exist_ok=True)
    return env, port, data_dir


def manage(env, *arguments):
    done = subprocess.run([BIN / "python", "manage.py", *arguments], cwd=ROOT, env=env, check=False)
    if done.returncode:
        sys.exit(f"`manage.py {' '.join(arguments)}` failed; the reason stands above.")


def prepare_data(env):
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "load_reference")
    if env["HRE_DEMO"] == "1":
        manage(env, "load_demo")


def start(group, env, port, data_dir):
    where = {"cwd": ROOT, "env": env}
    if env.get("HRE_MAIL_CATCHER") == "1":
        command = [BIN / "python", "scripts/mail_catcher.py", env["HRE_EMAIL_PORT"], str(data_dir / "mail")]
        group.start("mail catcher", command, **where)
    worker = [
        BIN / "celery",
        "-A",
        "hre_portal",
        "--quiet",
        "worker",
        "--beat",
        "--loglevel",
        "WARNING",
        "--without-gossip",
    ]
    worker += ["--without-mingle", "--without-heartbeat", "--schedule", str(data_dir / "beat-schedule")]
    if not env.get("REDIS_URL"):
        worker += ["--pool", "solo"]
    # Celery warns root at length; on one's own machine that is no news.
    quiet = {**env, "PYTHONWARNINGS": "ignore:You're running the worker"}
    group.start("worker", worker, cwd=ROOT, env=quiet)
    web = [BIN / "gunicorn", "hre_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    process = group.start("web server", [*web, "--preload", "--log-level", "warning"], **where)
    if not wait_for_port(port, 180, process):
        sys.exit("The web server did not start; the reason stands above.")


def greet(env, port, seconds):
    print(f"\n  HRE Portal: http://127.0.0.1:{port}/   (ready after {seconds:.0f} s; Ctrl-C ends it)")
    if env["HRE_DEMO"] == "1":
        print("  Demonstration logins, all with the password " + env["HRE_DEMO_PASSWORD"])
        print("    coordinator.moz@demo.example   member.nga@demo.example   coordinator.syr@demo.example")
        print("    taskteam@demo.example          admin@demo.example        (all of them: README.md)")
    if env.get("HRE_MAIL_CATCHER") == "1":
        print(f"  Mails sent by the portal: http://127.0.0.1:{port}/dev/mail/")
    print(flush=True)


def main():
    began = time.monotonic()
    for number in SIGNALS:
        signal.signal(number, ask_to_stop)
    group = Group()
    code = 0
    try:
        env, port, data_dir = prepare_environment()
        prepare_data(env)
        start(group, env, port, data_dir)
        if group.ended() is None:
            greet(env, port, time.monotonic() - began)
        while (ended := group.ended()) is None:
            time.sleep(0.3)
        name, process = ended
        how = f"ended by itself (code {process.returncode}; the reason stands above)"
        print(f"The {name} {how}; stopping the rest.", file=sys.stderr)
        code = 1
    except StopAskedFor:
        pass
    finally:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        group.stop()
    sys.exit(code)


if __name__ == "__main__":
    main()
