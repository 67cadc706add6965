"""Forms of issues, actions and of what partners can bear."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from engagements.enums.sectors import Sector
from engagements.forms.records import ProvisionsMixin, RecordForm
from engagements.models import AdvocacyAction, AdvocacyIssue, AdvocacyMessage, AnalysisFinding, PartnerTolerance


class IssueForm(ProvisionsMixin, RecordForm):
    class Meta:
        model = AdvocacyIssue
        fields = ["title", "why", "level", "level_reason", "lead", "horizon", "finding", "plan_line", "exposure"]
        labels = {
            "title": _("What should change?"),
            "why": _("Why does it matter?"),
            "level": _("At which level is it raised?"),
            "level_reason": _("Why at this level?"),
            "lead": _("Who leads?"),
            "finding": _("Rests on the finding"),
            "horizon": _("How soon can it move?"),
            "exposure": _("Who may know?"),
        }
        help_texts = {
            "level_reason": _("What speaks for keeping it here, or for taking it further up."),
            "lead": _("A role, not a person, so that a hand-over loses nothing."),
        }
        widgets = {"why": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, provisions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("finding", AnalysisFinding.objects.visible_to(self.user).filter(cluster=self.cluster))
        self.add_provisions(provisions, country_id=self.cluster.country_id)

    def clean(self):
        cleaned = super().clean()
        self.check_provisions()
        return cleaned


class ActionForm(RecordForm):
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners named"),
        help_text=_("Organisations that stand beside the cluster in this action."),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )

    sectors = forms.MultipleChoiceField(
        label=_("Other sectors that take part"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )

    class Meta:
        model = AdvocacyAction
        fields = ["what", "level", "channel", "lead", "due_on", "message", "sectors"]
        labels = {
            "what": _("What is done?"),
            "level": _("Level"),
            "lead": _("Who leads?"),
            "due_on": _("When?"),
        }

    field_order = ["what", "level", "channel", "lead", "due_on", "message", "partners", "sectors"]

    def __init__(self, *args, issue, **kwargs):
        super().__init__(*args, **kwargs)
        messages = AdvocacyMessage.objects.visible_to(self.user).filter(issue=issue)
        self.fields["message"].label_from_instance = lambda one: f"{one.get_audience_display()}: {one.text[:60]}"
        self.offer("message", messages)
        self.fields["partners"].queryset = Organisation.objects.order_by("name")


class ToleranceForm(forms.ModelForm):
    """`instance` is never given: the action finds the row of the organisation itself."""

    class Meta:
        model = PartnerTolerance
        fields = ["organisation", "tolerance", "note"]
        labels = {"tolerance": _("How much risk can it carry?")}
        help_texts = {"note": _("Only the coordinators of the cluster read this.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def _post_clean(self):
        """Nothing is put on a record; the action checks."""
