"""The portal refuses to start on a dangerous or unreadable setting, with a sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "HRE_ENV": "production",
    "HRE_SECRET_KEY": "a" * 30 + "bcdefghijklmnopqrstuvwxyz0123456789",
    "HRE_ALLOWED_HOSTS": "portal.example",
    "HRE_BASE_URL": "https://portal.example",
    "DATABASE_URL": "postgres://nobody@127.0.0.1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def start(tmp_path, *arguments, **settings):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("HRE_", "DJANGO_"))}
    for name in ("DATABASE_URL", "REDIS_URL", "PORT"):
        env.pop(name, None)
    env.update(settings, HRE_DATA_DIR=str(tmp_path))
    command = [sys.executable, "manage.py", *(arguments or ("check",))]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_nothing_set_is_the_embedded_default(tmp_path):
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "hre_secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"HRE_ENV": "staging"}, "HRE_ENV must be development or production"),
        ({**PRODUCTION, "HRE_DEMO": "1"}, "HRE_DEMO=1 cannot be combined with HRE_ENV=production"),
        ({**PRODUCTION, "HRE_SECRET_KEY": ""}, "HRE_SECRET_KEY is not set"),
        ({**PRODUCTION, "DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"HRE_UPR_CYCLE_MONTHS": "50"}, "HRE_UPR_CYCLE_MONTHS must be 48, 54 or 60"),
        ({"HRE_UPR_CYCLE_MONTHS": "long"}, "HRE_UPR_CYCLE_MONTHS must be a whole number"),
        ({"HRE_YEAR_PLANNING_FROM": "1 November"}, "HRE_YEAR_PLANNING_FROM must be a month and a day"),
        ({"HRE_SECOND_FACTOR_KEYS": "short"}, "HRE_SECOND_FACTOR_KEYS holds a key that is not 32 bytes"),
        ({"HRE_DEBUG": "maybe"}, "HRE_DEBUG must be 1 or 0"),
    ],
)
def test_refuses_to_start(tmp_path, settings, sentence):
    done = start(tmp_path, **settings)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_debug_is_never_on_in_production(tmp_path):
    show = "from django.conf import settings; print(settings.DEBUG, settings.HRE_MAIL_CATCHER_DIR)"
    done = start(tmp_path, "shell", "--no-imports", "-c", show, **PRODUCTION, HRE_DEBUG="1")
    assert done.stdout.strip() == "False None", done.stderr


def test_demonstration_people_are_refused_without_demonstration_mode(tmp_path):
    done = start(tmp_path, "load_demo", HRE_DEMO="0")
    assert done.returncode != 0
    assert "load_demo works only with HRE_DEMO=1" in done.stderr
