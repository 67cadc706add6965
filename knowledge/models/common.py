"""Fields that tables of this room share."""

from django.conf import settings
from django.db import models


def person(verbose_name, **options):
    options = {"null": True, "blank": True, "on_delete": models.SET_NULL, **options}
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=verbose_name, related_name="+", **options)
