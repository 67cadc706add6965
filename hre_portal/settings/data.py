"""Database, cache, files."""

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from hre_portal import env
from hre_portal.settings.base import BASE_DIR, HRE_DATA_DIR, PRODUCTION

DATABASE_URL = env.text("DATABASE_URL")
if PRODUCTION and not DATABASE_URL:
    raise ImproperlyConfigured("DATABASE_URL is not set. Production needs PostgreSQL: see deploy/env.example.")
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HRE_DATA_DIR / "portal.sqlite3",
            "OPTIONS": {
                # Several writers (web, worker, beat) without "database is locked".
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                "timeout": 20,
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
REDIS_CONNECT_SECONDS, REDIS_ANSWER_SECONDS = 2, 5
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # A machine that does not even refuse must not hold a request for minutes.
            "OPTIONS": {"socket_connect_timeout": REDIS_CONNECT_SECONDS, "socket_timeout": REDIS_ANSWER_SECONDS},
        }
    }
else:
    # A folder, not process memory: rate limits must hold across all web processes.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": HRE_DATA_DIR / "cache",
            # Django keeps 300 and then throws a third away at random, counted tries among them: whoever tries three
            # hundred addresses would wipe out her own count.
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }

# Private files (rendered submissions) never live below a public address; views hand them out.
HRE_PRIVATE_DIR = Path(env.text("HRE_PRIVATE_DIR", str(HRE_DATA_DIR / "private")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HRE_PRIVATE_DIR}},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("HRE_STATIC_ROOT", str(HRE_DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_MAX_AGE = 31_536_000 if PRODUCTION else 60
