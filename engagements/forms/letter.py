"""The form of one step of the letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements import rules
from engagements.enums import LetterStatus


class LetterStepForm(forms.Form):
    """Where the cluster stands, and what shows it. As many lines of evidence as may be kept; the first three are
    shown at once, the others where they are used."""

    status = forms.ChoiceField(
        label=_("Where does the cluster stand?"), choices=LetterStatus.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why does it not apply?"),
        help_text=_("Only where it does not apply here: in one sentence."),
        required=False,
        max_length=400,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What was agreed, what is in the way. No names of persons."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, rules.MOST_EVIDENCE + 1):
            self.fields[f"label_{number}"] = forms.CharField(
                label=_("Evidence %(number)s: what it is") % {"number": number}, required=False, max_length=200
            )
            self.fields[f"address_{number}"] = forms.CharField(
                label=_("Evidence %(number)s: its address") % {"number": number}, required=False, max_length=500
            )

    @classmethod
    def initial_of(cls, row):
        """The form's values of a stored row."""
        if row is None:
            return {"status": LetterStatus.NOT_STARTED}
        values = {"status": row.status, "reason": row.reason, "note": row.note}
        for number, one in enumerate(row.evidence, start=1):
            values |= {f"label_{number}": one["label"], f"address_{number}": one["address"]}
        return values

    @classmethod
    def with_evidence(cls, values, more):
        """`values` with the pieces of evidence in `more`: instead of older words about the same page, otherwise in
        empty lines, as far as there is room."""
        kept = [
            {"label": values[f"label_{number}"], "address": values[f"address_{number}"]}
            for number in range(1, rules.MOST_EVIDENCE + 1)
            if values.get(f"address_{number}") and values[f"address_{number}"] not in {one["address"] for one in more}
        ]
        found = dict(values)
        for number, one in enumerate([*kept, *more][: rules.MOST_EVIDENCE], start=1):
            found |= {f"label_{number}": one["label"], f"address_{number}": one["address"]}
        return found

    def pairs(self):
        """[(field of the words, field of the address)] for the page."""
        return [(self[f"label_{number}"], self[f"address_{number}"]) for number in range(1, rules.MOST_EVIDENCE + 1)]

    def values(self):
        """What the action takes."""
        data = self.cleaned_data
        evidence = [
            {"label": data[f"label_{number}"], "address": data[f"address_{number}"]}
            for number in range(1, rules.MOST_EVIDENCE + 1)
        ]
        return {"status": data["status"], "reason": data["reason"], "note": data["note"], "evidence": evidence}
