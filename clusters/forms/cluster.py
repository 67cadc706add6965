"""How a cluster stands, and who advises it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import ANSWERS_OF, TOPICS_WITH_CONTACT
from clusters.forms.inputs import DayInput
from clusters.models import Organisation


class ProfileNoteForm(forms.Form):
    """How one topic of a cluster's profile stands; answer and contact only where the topic has them."""

    answer = forms.ChoiceField(label=_("In short"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )
    contact = forms.CharField(
        label=_("How to reach it"),
        required=False,
        max_length=250,
        help_text=_("An office or a unit, not a person's private number."),
    )
    as_of = forms.DateField(label=_("As of"), widget=DayInput())
    source = forms.CharField(
        label=_("Source"), required=False, max_length=500, help_text=_("Where this can be read, or who decided it.")
    )
    # What the writer has seen.
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, **kwargs)
        answers = ANSWERS_OF.get(topic, ())
        if answers:
            self.fields["answer"].choices = [("", _("Not said")), *((answer.value, answer.label) for answer in answers)]
        else:
            del self.fields["answer"]
        if topic not in TOPICS_WITH_CONTACT:
            del self.fields["contact"]


class SeatForm(forms.Form):
    """A seat in the advisory group."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label=_("Not in the portal: named below"),
    )
    body = forms.CharField(
        label=_("Or the body by its name"),
        help_text=_("Where the organisation is not in the portal."),
        max_length=200,
        required=False,
    )
    is_ohchr = forms.BooleanField(label=_("This is the seat of OHCHR"), required=False)
    held_by = forms.CharField(
        label=_("Held by"),
        help_text=_("The function, for instance “Head of protection”. People with an account show by themselves."),
        max_length=150,
        required=False,
    )
    starts_on = forms.DateField(label=_("Since"), widget=DayInput(), required=False)
    ends_on = forms.DateField(label=_("Until"), widget=DayInput(), required=False)
