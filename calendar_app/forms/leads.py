"""Days before a date, typed as numbers with commas; a person's own days for each kind of date."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.preferences import FURTHEST_LEAD
from calendar_app.enums import EntryKind
from calendar_app.models import OwnLadder
from calendar_app.recipients import kind_leads

MOST_LEADS = 10


def leads_text(leads):
    """[60, 7] as "60, 7", longest first."""
    return ", ".join(str(days) for days in sorted(set(leads), reverse=True))


class LeadsField(forms.CharField):
    """ "60, 30, 7" as [60, 30, 7], longest first. Commas, semicolons, Arabic commas and spaces part the numbers; empty
    gives an empty list."""

    def __init__(self, *, usual=(), **options):
        super().__init__(required=False, max_length=80, **options)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "class": "input"})
        if usual:
            self.widget.attrs["placeholder"] = leads_text(usual)

    def prepare_value(self, value):
        return leads_text(value) if isinstance(value, list | tuple) else value

    def to_python(self, value):
        if isinstance(value, list | tuple):
            return sorted(set(value), reverse=True)
        text = super().to_python(value)
        for mark in "،、;٬":
            text = text.replace(mark, ",")
        try:
            leads = {int(part) for part in text.replace(",", " ").split()}
        except ValueError:
            raise forms.ValidationError(_("Only whole numbers of days, separated by commas.")) from None
        if len(leads) > MOST_LEADS or any(not 0 <= days <= FURTHEST_LEAD for days in leads):
            raise forms.ValidationError(_("At most ten numbers, each from 0 to 365."))
        return sorted(leads, reverse=True)

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != self.to_python(initial or [])
        except forms.ValidationError:
            return True


class OwnLaddersForm(forms.Form):
    """One row a kind: own days, or no reminders at all. Empty and not ticked follows what holds anyway."""

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        own = dict(OwnLadder.objects.filter(user=user).values_list("kind", "leads"))
        of_kind = kind_leads()
        for kind, label in EntryKind.choices:
            usual = user.reminder_leads or of_kind.get(kind) or settings.HRE_REMINDER_LEADS
            days = LeadsField(label=_("Days before"), usual=usual)
            days.initial = own.get(kind) or []
            none = forms.BooleanField(label=_("No reminders"), required=False, initial=own.get(kind) == [])
            self.fields[f"{kind}-days"], self.fields[f"{kind}-none"] = days, none
            for field, what in ((days, days.label), (none, none.label)):
                field.widget.attrs["aria-label"] = f"{label}: {what}"

    def rows(self):
        """[(kind in words, field of the days, field of none)]."""
        return [(label, self[f"{kind}-days"], self[f"{kind}-none"]) for kind, label in EntryKind.choices]

    def clean(self):
        for kind in EntryKind.values:
            if self.cleaned_data.get(f"{kind}-none") and self.cleaned_data.get(f"{kind}-days"):
                self.add_error(f"{kind}-days", _("Either days or none: empty the field or untick the box."))
        return self.cleaned_data

    def ladders(self):
        """{kind: days before, [] for no reminders, None to follow what holds anyway}."""
        return {
            kind: [] if self.cleaned_data[f"{kind}-none"] else self.cleaned_data[f"{kind}-days"] or None
            for kind in EntryKind.values
        }
