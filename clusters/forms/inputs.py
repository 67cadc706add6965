"""Fields that several forms have."""

import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.rules import is_time_zone


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class ZoneInput(forms.TextInput):
    """A text field with the list of zones behind it: browsers search it while one types, without JavaScript."""

    def __init__(self):
        super().__init__(attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"})


def zone_names():
    """IANA names of places, and UTC: what people choose from. Technical aliases are left out."""
    return [
        "UTC",
        *sorted(
            name
            for name in zoneinfo.available_timezones()
            if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))
        ),
    ]


def zone_field():
    return forms.CharField(
        label=_("Time zone"),
        max_length=64,
        widget=ZoneInput(),
        help_text=_("Type a city of your zone, for instance Africa/Maputo. Reminders arrive in your morning."),
    )


class ZoneMixin:
    def clean_time_zone(self):
        zone = self.cleaned_data["time_zone"].strip()
        if not is_time_zone(zone):
            raise forms.ValidationError(_("There is no such time zone. Choose one from the list."))
        return zone
