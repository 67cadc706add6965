"""Forms of consultations in confidence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums.blind import AskedBy
from engagements.forms.interactions import StakeholderChoice
from engagements.forms.plans import DayInput
from engagements.forms.safety import NO_NAMES, NamesNobody
from stakeholders.models import Stakeholder


class QuestionForm(NamesNobody):
    question = forms.CharField(
        label=_("The one question"), help_text=NO_NAMES, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = forms.DateField(label=_("Answers until"), required=False, widget=DayInput)


class AskedForm(forms.Form):
    stakeholder = StakeholderChoice(
        label=_("Whom we asked"), queryset=Stakeholder.objects.none(), empty_label=_("Choose from the register")
    )
    asked_on = forms.DateField(label=_("Asked on"), widget=DayInput)
    asked_how = forms.ChoiceField(label=_("How"), choices=AskedBy.choices)

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["stakeholder"].queryset = people


class AnswerGivenForm(NamesNobody):
    answered_on = forms.DateField(label=_("Answered on"), widget=DayInput)
    answered_how = forms.ChoiceField(label=_("How"), choices=AskedBy.choices)
    answer = forms.CharField(
        label=_("Answer"), help_text=NO_NAMES, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ConclusionForm(NamesNobody):
    conclusion = forms.CharField(
        label=_("What follows from all answers"),
        help_text=_("Without saying who held what."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
