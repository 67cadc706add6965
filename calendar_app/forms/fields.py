"""Fields that several forms of the calendar share."""

import datetime as dt
from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 2000
LAST_YEAR = 2060


@cache
def known_zones():
    return frozenset(available_timezones())


class DayField(forms.DateField):
    """A day as the browser's own chooser sends it. Refuses days that do not exist and years that cannot be meant."""

    def __init__(self, **options):
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        options.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"])
        options.setdefault("error_messages", {"invalid": _("There is no such day. Write it as 2027-05-04.")})
        super().__init__(**options)

    def clean(self, value):
        day = super().clean(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(
                _("The year must lie between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return day


class HourField(forms.TimeField):
    """An hour of the day in the zone named beside it."""

    def __init__(self, **options):
        options.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        options.setdefault("error_messages", {"invalid": _("There is no such hour. Write it as 18:00.")})
        super().__init__(**options)

    def clean(self, value):
        hour = super().clean(value)
        return hour.replace(microsecond=0) if isinstance(hour, dt.time) else hour


class ZoneField(forms.CharField):
    """The name of a time zone in the IANA table ("Europe/Zurich")."""

    def __init__(self, **options):
        options.setdefault("max_length", 64)
        options.setdefault(
            "widget",
            forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
        )
        super().__init__(**options)

    def clean(self, value):
        zone = super().clean(value)
        if zone and zone not in known_zones():
            raise ValidationError(
                _("No time zone is called “%(zone)s”. Write it as Europe/Zurich or Africa/Banjul.") % {"zone": zone}
            )
        return zone


class VersionField(forms.IntegerField):
    """The version that was read; the action refuses when the row has moved on."""

    def __init__(self, **options):
        super().__init__(required=False, min_value=1, widget=forms.HiddenInput, **options)
