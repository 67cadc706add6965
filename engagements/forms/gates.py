"""The small forms by which gates are settled."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import HctDecision, LeadAgencyWay, MemberAnswer
from engagements.forms.plans import DayInput


class _Dated(forms.Form):
    on = forms.DateField(label=_("Day"), widget=DayInput)


class HctForm(_Dated):
    position = forms.ChoiceField(label=_("Position"), choices=HctDecision.choices, widget=forms.RadioSelect)
    forum = forms.CharField(
        label=_("Forum"), max_length=200, help_text=_("Where it was said, for instance: HCT meeting, a call.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["position", "on", "forum", "note"]


class InformedForm(_Dated):
    how = forms.CharField(label=_("How"), max_length=300, help_text=_("For instance: in the monthly meeting."))


class LeadAgencyForm(_Dated):
    way = forms.ChoiceField(label=_("What it said"), choices=LeadAgencyWay.choices, widget=forms.RadioSelect)
    who = forms.CharField(label=_("Who in the lead agency"), max_length=200, help_text=_("The office is enough."))
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["way", "on", "who", "note"]


class AskForm(forms.Form):
    """Ask member organisations for their position."""

    organisations = forms.TypedMultipleChoiceField(
        label=_("Whom to ask"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(label=_("Answer until"), widget=DayInput)
    who_decides = forms.CharField(
        label=_("Who decides in the organisation"),
        max_length=200,
        required=False,
        help_text=_("For instance: the country director. Then nobody waits for the wrong person."),
    )
    note = forms.CharField(
        label=_("What is asked"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    silence_counts = forms.BooleanField(label=_("Silence after this day counts as no objection"), required=False)
    quorum = forms.IntegerField(
        label=_("Only if so many have answered"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("The quorum of the silence procedure. Left empty: none."),
    )
    lists_on_cover = forms.BooleanField(
        label=_("List on the cover who endorses it, as far as they agree to be named"), required=False
    )

    def __init__(self, *args, organisations, on_text=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not on_text:
            del self.fields["lists_on_cover"]
        self.known = {row.pk: row for row in organisations}
        self.fields["organisations"].choices = [(row.pk, str(row)) for row in organisations]
        if not self.is_bound:
            self.fields["organisations"].initial = [row.pk for row in organisations]

    def clean_quorum(self):
        return self.cleaned_data["quorum"] or 0

    def clean_organisations(self):
        return [self.known[pk] for pk in self.cleaned_data["organisations"]]


class PatternForm(forms.Form):
    pattern = forms.CharField(
        label=_("Why the violations are systematic"),
        required=False,
        max_length=10_000,
        help_text=_("How often, where, by whom, since when; no names, nothing that leads to a person."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """The position of an organisation; `given_where` only where a coordinator writes down what was said elsewhere."""

    answer = forms.ChoiceField(label=_("Position"), choices=MemberAnswer.choices, widget=forms.RadioSelect)
    decided_by = forms.CharField(
        label=_("Decided by"), max_length=200, required=False, help_text=_("The function is enough, no name needed.")
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=4000,
        help_text=_("Needed when you decline: what would have to change?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    given_where = forms.CharField(label=_("Where it was said"), max_length=200, required=False)
    may_be_named = forms.BooleanField(
        label=_("The organisation may be named on the cover of the document"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, is_recorded=False, asks_for_name=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_for_name:
            del self.fields["may_be_named"]
        if not is_recorded:
            del self.fields["given_where"]
