"""Write down the version of the protocol that a cluster adopted: who, when, and a handful of rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import Exposure, HctDemand, MemberDemand
from engagements.forms.plans import DayInput
from mechanisms.enums import Family

# The rule for everything, and room for as many special ones as a meeting can keep in mind.
SPECIAL_RULES = 4
_ANY_FAMILY = [("", _("Any mechanism")), *Family.choices]
_ANY_MARK = [("", _("Any mark")), *Exposure.choices]


class PolicyForm(forms.Form):
    adopted_on = forms.DateField(label=_("Adopted on"), widget=DayInput)
    adopted_by = forms.CharField(
        label=_("Adopted by"),
        max_length=200,
        help_text=_("In words, for instance: the cluster's meeting, the Strategic Advisory Group."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=4000,
        help_text=_("How autonomous and how inclusive the cluster wants to be, in your own words."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RuleForm(forms.Form):
    """One rule. The first speaks about everything and needs neither kind nor mark."""

    family = forms.ChoiceField(label=_("Mechanism"), choices=_ANY_FAMILY, required=False)
    exposure = forms.ChoiceField(label=_("Who may know"), choices=_ANY_MARK, required=False)
    members = forms.ChoiceField(label=_("Members"), choices=MemberDemand.choices, initial=MemberDemand.NONE)
    organisations = forms.TypedMultipleChoiceField(
        label=_("Organisations whose position is needed"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only where each organisation named is asked."),
    )
    members_on_text = forms.BooleanField(
        label=_("Members are asked on the fixed text itself, each time"), required=False
    )
    hct = forms.ChoiceField(label=_("Humanitarian Country Team"), choices=HctDemand.choices, initial=HctDemand.NONE)
    needs_risk_form = forms.BooleanField(label=_("Risk form decided"), required=False, initial=True)
    needs_lead_agency = forms.BooleanField(
        label=_("Channel or endorsement of the lead agency, for the very version"), required=False
    )
    needs_sag = forms.BooleanField(label=_("Sign-off of the Strategic Advisory Group on each text"), required=False)

    def __init__(self, *args, organisations, is_first, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_first = is_first
        self.fields["organisations"].choices = [(row.pk, str(row)) for row in organisations]
        if is_first:
            del self.fields["family"], self.fields["exposure"]
        elif not self.is_bound and "members" not in self.initial:
            # An empty special rule is left out; its boxes begin like the portal's default.
            self.initial.setdefault("needs_risk_form", True)

    def is_left_out(self):
        """A special rule that names neither a kind nor a mark."""
        return not self.is_first and not (self.cleaned_data["family"] or self.cleaned_data["exposure"])

    def rule(self):
        return {"family": "", "exposure": "", **self.cleaned_data}


def rule_forms(data, *, organisations, rows):
    """The first rule and the special ones: from what was sent, else from the rules of the version in force."""
    forms_ = []
    for number in range(1 + SPECIAL_RULES):
        row = rows[number] if number < len(rows) else None
        initial = {name: getattr(row, name) for name in RuleForm.base_fields} if row is not None else {}
        forms_.append(
            RuleForm(
                data,
                prefix=f"rule{number}",
                initial=initial,
                organisations=organisations,
                is_first=number == 0,
            )
        )
    return forms_
