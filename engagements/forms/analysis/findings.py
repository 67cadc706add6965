"""Findings of the analysis."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from engagements.enums import SourceKind
from engagements.enums.sectors import Sector
from engagements.forms.analysis.fields import LONG, TicksField
from engagements.forms.records import ProvisionsMixin, RecordForm
from engagements.models import AnalysisFinding


class FindingForm(ProvisionsMixin, RecordForm):
    groups = TicksField(label=_("Whose rights were looked at?"), help_text=_("Groups, never persons."))
    source_kinds = TicksField(
        label=_("Kinds of sources"), help_text=_("Never who said it."), choices=SourceKind.choices
    )

    sectors = TicksField(label=_("Other sectors that it touches"), choices=Sector.choices)

    class Meta:
        model = AnalysisFinding
        fields = [
            "title",
            "threat",
            "context",
            "effects",
            "capacities",
            "root_causes",
            "right",
            "duty_bearer",
            "duty_bearer_detail",
            "groups",
            "sectors",
            "areas",
            "period_from",
            "period_to",
            "systematic",
            "systematic_how",
            "source_kinds",
            "analyst",
            "contributors",
            "plan_line",
            "exposure",
        ]
        labels = {
            "title": _("Which pattern?"),
            "threat": _("The threat: what happens, to whom, by whom?"),
            "context": _("The context: what makes it possible?"),
            "effects": _("Its effects on people"),
            "capacities": _("Capacities to deal with it"),
            "root_causes": _("Root causes"),
            "right": _("Which right is violated?"),
            "duty_bearer": _("Which body of the State bears the duty?"),
            "duty_bearer_detail": _("Which one exactly?"),
            "systematic": _("Is it systematic?"),
            "systematic_how": _("How does that show?"),
            "analyst": _("Analysed by"),
            "contributors": _("Who contributed?"),
            "exposure": _("Who may know?"),
        }
        help_texts = {
            "areas": _("Provinces or districts; no smaller place."),
            "contributors": _("Organisations or functions, no names."),
        }
        widgets = {
            name: forms.Textarea(attrs=LONG) for name in ("threat", "context", "effects", "capacities", "root_causes")
        }

    def __init__(self, *args, groups, provisions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = [(group.key, str(group)) for group in groups]
        self.fields["analyst"].queryset = Organisation.objects.order_by("name")
        self.fields["analyst"].empty_label = _("Not said")
        self.add_provisions(provisions, country_id=self.cluster.country_id)

    def clean(self):
        cleaned = super().clean()
        self.check_provisions()
        return cleaned
