"""Composition root of the HRE Portal: settings, URLs, Celery, home and health pages. Nothing imports it."""

from hre_portal.celery import app as celery_app

__all__ = ["celery_app"]
