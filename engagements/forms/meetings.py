"""Forms of agendas and notes of meetings; the rules stand in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import Exposure, NoteKind
from engagements.forms.submissions import CleanTextField

MARKS = [
    (Exposure.OPEN, _("Open: the cluster, the Task Team and the Global Protection Cluster")),
    (Exposure.MEMBERS, _("Members only: the members of the cluster and the Task Team")),
    (Exposure.RESTRICTED, _("Restricted: the coordinators and whoever wrote it")),
    (Exposure.CONFIDENTIAL, _("Confidential: whoever wrote it and the people named on the plan line")),
]


class AgendaItemForm(forms.Form):
    text = CleanTextField(label=_("Item"), max_length=300, strip=True)
    is_rights = forms.BooleanField(label=_("On human rights"), required=False)
    has_findings = forms.BooleanField(
        label=_("Human rights findings or recommendations were presented"), required=False
    )


class NoteForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        help_text=_("An advocacy point can go on to the list for the humanitarian country team."),
        choices=NoteKind.choices,
        initial=NoteKind.NOTE,
        widget=forms.RadioSelect,
    )
    text = CleanTextField(
        label=_("Text"),
        help_text=_("Functions, not people; an advocacy point in one or two sentences."),
        max_length=4000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    exposure = forms.ChoiceField(
        label=_("Who may know?"),
        help_text=_("Never more people than see the meeting itself."),
        choices=MARKS,
        initial=Exposure.RESTRICTED,
        widget=forms.RadioSelect,
    )
