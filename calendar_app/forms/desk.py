"""What the Task Team says of a country's calendar."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from calendar_app.actions.desk import LONGEST_DAYS
from calendar_app.forms.fields import VersionField


class CalendarForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands with the calendar, for everyone: for instance what is not looked after yet."),
    )
    stale_days = forms.IntegerField(
        label=_("Go through it every so many days"), required=False, min_value=1, max_value=LONGEST_DAYS
    )
    version = VersionField()

    def __init__(self, *args, calendar, **options):
        if calendar is not None:
            names = ("note", "stale_days", "version")
            options.setdefault("initial", {name: getattr(calendar, name) for name in names})
        super().__init__(*args, **options)
        days = settings.HRE_CALENDAR_STALE_DAYS
        words = ngettext("Empty: %(days)s day.", "Empty: %(days)s days.", days)
        self.fields["stale_days"].help_text = words % {"days": days}

    def values(self):
        data = dict(self.cleaned_data)
        # Where nobody has written anything yet there is no version to have read.
        data["expected_version"] = data.pop("version") or 0
        return data


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why it is not kept any more"), max_length=500)
