"""Forms of requests for inputs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import AskedDoor, Exposure
from engagements.forms.interactions import FUNCTION_ONLY, MARKS
from engagements.forms.plans import DayInput
from engagements.forms.submissions import CleanTextField
from mechanisms.models import Mechanism


class RequestForm(forms.Form):
    """From whom, when, due, about what, and by which door it came."""

    asked_by = CleanTextField(label=_("From whom"), max_length=200, help_text=FUNCTION_ONLY)
    mechanism = forms.ModelChoiceField(
        label=_("Mechanism"), queryset=Mechanism.objects.none(), required=False, empty_label=_("None, or not known")
    )
    door = forms.ChoiceField(label=_("How it came"), choices=AskedDoor)
    asked_on = forms.DateField(label=_("Asked on"), widget=DayInput)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=DayInput)
    about = CleanTextField(label=_("About what"), max_length=300)
    details = CleanTextField(
        label=_("What exactly is asked"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    exposure = forms.ChoiceField(
        label=_("Who may know?"), choices=MARKS, initial=Exposure.RESTRICTED, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mechanism"].queryset = Mechanism.objects.order_by("family", "name")


class TakeUpForm(forms.Form):
    """On a plan line that is there, or on a new one."""

    plan_line = forms.ModelChoiceField(
        label=_("Plan line"), queryset=None, required=False, empty_label=_("A new plan line")
    )
    mechanism = forms.ModelChoiceField(
        label=_("Mechanism of the new line"), queryset=Mechanism.objects.none(), required=False
    )
    title = CleanTextField(label=_("Title of the new line"), max_length=200, required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan_line"].queryset = lines
        self.fields["mechanism"].queryset = Mechanism.objects.order_by("family", "name")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("plan_line"):
            for name, sentence in (
                ("mechanism", _("Choose the mechanism of the new line.")),
                ("title", _("Give the new line a title.")),
                ("year", _("Say for which year.")),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned


class DeclineForm(forms.Form):
    reason = CleanTextField(label=_("Why it is declined"), max_length=300)
