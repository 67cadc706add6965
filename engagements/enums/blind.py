"""Consultations in which nobody learns who else was asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskedBy(models.TextChoices):
    """How somebody was asked, and how the answer came: never by an account, those asked have none."""

    IN_PERSON = "in_person", _("In person")
    CALL = "call", _("By a secure call")
    MESSAGE = "message", _("By a secure message")
    PARTNER = "partner", _("Through somebody whom both trust")
