"""How the portal treats each kind of date: after how long a verified one wants a new look, and how long before people
are reminded."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EntryKind
from calendar_app.forms.leads import LeadsField
from calendar_app.models import KindRule
from calendar_app.recipients import usual_leads

LONGEST_DAYS = 1000
# Each column of the page: the field of `KindRule` and its form field, made anew for every kind.
COLUMNS = {
    "stale_days": lambda kind: DaysField(label=_("Verified: look again after days")),
    "stale_days_unconfirmed": lambda kind: DaysField(label=_("While not confirmed: after days")),
    "leads": lambda kind: LeadsField(
        label=_("Reminders: days before"), usual=usual_leads(kind), show_hidden_initial=True
    ),
}


class DaysField(forms.IntegerField):
    """A number of days; empty follows the portal's own."""

    def __init__(self, **options):
        super().__init__(required=False, min_value=1, max_value=LONGEST_DAYS, show_hidden_initial=True, **options)
        self.widget.attrs.update({"placeholder": settings.HRE_STALE_DAYS, "class": "input"})


class KindsForm(forms.Form):
    """One row a kind, all on one page. Fields are named "<kind>-<column>"; what the person did not touch is not
    saved, so that two people on the page do not undo each other."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        rules = {rule.kind: rule for rule in KindRule.objects.all()}
        for kind in EntryKind.values:
            for column, make in COLUMNS.items():
                field = make(kind)
                field.initial = getattr(rules.get(kind), column, None)
                self.fields[f"{kind}-{column}"] = field

    def rows(self):
        """[(kind in words, [bound field of each column])] in the order of the kinds."""
        return [(label, [self[f"{kind}-{column}"] for column in COLUMNS]) for kind, label in EntryKind.choices]

    def heads(self):
        """What stands above each column."""
        first = EntryKind.values[0]
        return [self.fields[f"{first}-{column}"].label for column in COLUMNS]

    def changes(self):
        """{kind: {column: value}} of what the person changed."""
        found = {}
        for name in self.changed_data:
            kind, _dash, column = name.partition("-")
            found.setdefault(kind, {})[column] = self.cleaned_data[name]
        return found
