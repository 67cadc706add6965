"""How a person wants to be reminded."""

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clusters.enums import Rhythm
from core.words import listed

OFFERED_LEADS = (90, 60, 30, 21, 14, 7, 3, 1)


def _lead_label(days):
    return ngettext("%(days)s day before", "%(days)s days before", days) % {"days": days}


class ReminderForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("How"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("With one mail a day or a week, all reminders and changes come together in the morning."),
    )
    hour = forms.TypedChoiceField(
        label=_("Hour of the morning mail"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        help_text=_("In your own time zone."),
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the weekly mail"),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        required=False,
        help_text=_("Only for one mail a week. What cannot wait until then comes on the next morning."),
    )
    leads = forms.TypedMultipleChoiceField(
        label=_("Days before"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, user, **kwargs):
        initial = {
            "rhythm": user.reminder_rhythm,
            "hour": user.reminder_hour,
            "weekday": user.reminder_weekday,
            "leads": user.reminder_leads or settings.HRE_REMINDER_LEADS,
        }
        super().__init__(*args, initial=initial, **kwargs)
        offered = sorted({*OFFERED_LEADS, *settings.HRE_REMINDER_LEADS, *user.reminder_leads}, reverse=True)
        self.fields["leads"].choices = [(days, _lead_label(days)) for days in offered]
        usual = listed(str(days) for days in sorted(settings.HRE_REMINDER_LEADS, reverse=True))
        self.fields["leads"].help_text = _("Choose none to follow the portal's usual days (%(days)s).") % {
            "days": usual
        }

    def clean_weekday(self):
        """A form without the field leaves the day as it is."""
        day = self.cleaned_data["weekday"]
        return None if day == "" else day

    def clean_leads(self):
        """The portal's own ladder is stored as none, so that a change of it reaches everyone who follows it."""
        chosen = self.cleaned_data["leads"]
        return [] if set(chosen) == set(settings.HRE_REMINDER_LEADS) else chosen
