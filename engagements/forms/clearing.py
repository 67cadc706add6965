"""The small forms of the do-no-harm check and of clearing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.forms.plans import DayInput
from engagements.forms.submissions import CleanTextField


class JustifyForm(forms.Form):
    """Why a finding stays in the text."""

    reason = CleanTextField(
        label=_("Why this may stay"),
        max_length=2000,
        help_text=_("For instance: a public office holder, named in an official document; the person has agreed."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SpellingForm(forms.Form):
    """Declare a change after sign-off as spelling only."""

    reason = CleanTextField(label=_("What was corrected"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ObjectForm(forms.Form):
    """Object to a spelling-only change."""

    objection = CleanTextField(
        label=_("What is more than spelling"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DueForm(forms.Form):
    """Until when the roles are asked to sign."""

    due_on = forms.DateField(
        label=_("Answer until"), required=False, widget=DayInput, help_text=_("Left empty: a week from today.")
    )
