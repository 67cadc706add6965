"""Typed reading of settings from the environment. Each name read here stands in `deploy/env.example`."""

import contextlib
import datetime as dt
import os
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name, default=""):
    return os.environ.get(name, default)


def flag(name, *, default=False):
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name, default):
    value = os.environ.get(name, "")
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def month_and_day(name, default):
    """A day that comes every year, written MM-DD, as (month, day). 29 February does not come every year."""
    value = os.environ.get(name, "") or default
    try:
        # A year without 29 February.
        day = dt.date.fromisoformat(f"2027-{value}")
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a month and a day (MM-DD), not {value!r}.") from None
    return day.month, day.day


def words(name, default=()):
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def fernet_keys(name):
    """Keys for sealing what is stored: each 32 bytes in URL-safe base64. None set: an empty list."""
    keys = words(name)
    for key in keys:
        try:
            Fernet(key)
        except ValueError:
            # The key itself never stands in a message.
            raise ImproperlyConfigured(f"{name} holds a key that is not 32 bytes in URL-safe base64.") from None
    return keys


def secret(name, *, required, data_dir: Path, generate):
    """A secret from the environment; where it is not required, made once and kept in the data folder."""
    value = os.environ.get(name, "")
    if value:
        return value
    if required:
        raise ImproperlyConfigured(f"{name} is not set. Production needs it: see deploy/env.example.")
    kept = data_dir / name.lower()
    if not (kept.exists() and kept.stat().st_size):
        data_dir.mkdir(parents=True, exist_ok=True)
        # The web server and the worker start together: whole files only, so that none reads half a secret, and the
        # first to put its own there wins. An empty one is left from a start that was killed.
        with tempfile.NamedTemporaryFile("w", dir=data_dir, prefix=f"{kept.name}.") as made:
            made.write(generate())
            made.flush()
            if kept.exists() and not kept.stat().st_size:
                kept.unlink(missing_ok=True)
            with contextlib.suppress(FileExistsError):
                os.link(made.name, kept)
    return kept.read_text().strip()
