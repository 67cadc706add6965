"""The floor of bench_pages.py: a bare Django view that makes the same queries as a page, and nothing else."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.conf import settings

settings.configure(
    SECRET_KEY="floor",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_DATABASE"],
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"},
        }
    },
)

import django

django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.urls import path

QUERIES = json.loads(Path(os.environ["BENCH_QUERIES"]).read_text())


def bare(request, page):
    rows = 0
    with connection.cursor() as cursor:
        for sql in QUERIES[page]:
            cursor.execute(sql)
            rows += len(cursor.fetchall())
    return HttpResponse(str(rows))


urlpatterns = [path("<str:page>", bare)]
application = get_wsgi_application()
