"""Celery application.

With `REDIS_URL` the broker is Redis; without it a folder below the data folder serves as an
embedded broker. Messages carry ids only: what must not be lost stands in the database, and the
sweeper finds it again (see `core/outbox.py`), so a lost message costs one beat interval.
"""

import os

from celery import Celery

from hre_portal import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hre_portal.settings")

broker.register()
app = Celery("hre_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
