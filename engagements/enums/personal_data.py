"""Kinds of personal data that a text must not carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonalData(models.TextChoices):
    NAME = "name", _("Name of a person")
    PHONE = "phone", _("Phone number")
    EMAIL = "email", _("E-mail address")
    BIRTH_DATE = "birth_date", _("Date of birth")
    COORDINATES = "coordinates", _("Coordinates of a place")
    ID_NUMBER = "id_number", _("Number of a document")
    SMALL_GROUP = "small_group", _("Few people at an exact place")
