"""Forms of findings and of the lists of a cluster."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from engagements.enums import RegisterKind, SourceKind
from engagements.enums.sectors import Sector
from engagements.forms.records import ProvisionsMixin, RecordForm
from engagements.models import (
    AdvocacyIssue,
    AdvocacyStrategy,
    AnalysisFinding,
    HctBriefing,
    MonitoringTool,
    RegisterEntry,
    SharingRow,
)
from engagements.rules.registers import REGISTERS
from mechanisms.models import Mechanism

_LONG = {"rows": 3}
RATINGS = [("", _("Not judged")), (1, _("1: hardly")), (2, _("2: in part")), (3, _("3: mostly")), (4, _("4: well"))]


class TicksField(forms.MultipleChoiceField):
    """Points to tick; an empty list is an answer."""

    def __init__(self, **options):
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}), **options)


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
            name: forms.Textarea(attrs=_LONG) for name in ("threat", "context", "effects", "capacities", "root_causes")
        }

    def __init__(self, *args, groups, provisions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = [(group.key, str(group)) for group in groups]
        self.fields["analyst"].queryset = Organisation.objects.order_by("name")
        self.fields["analyst"].empty_label = _("Not said")
        self.add_provisions(provisions)

    def clean(self):
        cleaned = super().clean()
        self.check_provisions()
        return cleaned


class ToolForm(RecordForm):
    class Meta:
        model = MonitoringTool
        fields = [
            "name",
            "depth",
            "has_violations",
            "monitoring",
            "analysis",
            "advocacy",
            "can_analyse",
            "can_follow_up",
            "can_scale_up",
            "exposure",
        ]
        labels = {
            "name": _("Which tool?"),
            "depth": _("How deep does it go?"),
            "has_violations": _("It records violations of human rights"),
            "monitoring": _("1. What is collected, and how?"),
            "analysis": _("2. Who analyses it, with what?"),
            "advocacy": _("3. How does it reach advocacy?"),
            "can_analyse": _("How well can you analyse?"),
            "can_follow_up": _("Follow up?"),
            "can_scale_up": _("Scale up?"),
            "exposure": _("Who may know?"),
        }
        widgets = {name: forms.Textarea(attrs=_LONG) for name in ("monitoring", "analysis", "advocacy")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("can_analyse", "can_follow_up", "can_scale_up"):
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label, choices=RATINGS, coerce=int, empty_value=None, required=False
            )

    rows = [
        ["name"],
        ["depth"],
        ["has_violations"],
        ["monitoring"],
        ["analysis"],
        ["advocacy"],
        ["can_analyse", "can_follow_up", "can_scale_up"],
        ["exposure"],
    ]


class SharingForm(RecordForm):
    class Meta:
        model = SharingRow
        fields = ["data", "mechanism", "recipient", "form", "rhythm", "condition", "exposure"]
        labels = {
            "data": _("Which data?"),
            "mechanism": _("To which mechanism?"),
            "recipient": _("Or to whom else?"),
            "form": _("In what form?"),
            "rhythm": _("How often?"),
            "condition": _("On what condition?"),
            "exposure": _("Who may know?"),
        }

    rows = [["data"], ["mechanism", "recipient"], ["form", "rhythm"], ["condition"], ["exposure"]]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mechanism"].queryset = Mechanism.objects.exclude(kind="family").order_by("family", "position")
        self.fields["mechanism"].empty_label = _("None")


class StrategyForm(RecordForm):
    class Meta:
        model = AdvocacyStrategy
        fields = [
            "place",
            "kind",
            "status",
            "title",
            "has_rights_section",
            "approach",
            "guidance",
            "adopted_on",
            "note",
            "exposure",
        ]
        labels = {
            "place": _("Where?"),
            "kind": _("What is there?"),
            "status": _("How far is it?"),
            "has_rights_section": _("It has a part on human rights, or messages on them"),
            "guidance": _("Which guidance was used, in which version?"),
            "exposure": _("Who may know?"),
        }
        widgets = {"note": forms.Textarea(attrs=_LONG)}

    rows = [
        ["place", "kind", "status"],
        ["title"],
        ["has_rights_section"],
        ["approach", "adopted_on"],
        ["guidance"],
        ["note"],
        ["exposure"],
    ]


class BriefingForm(RecordForm):
    issues = forms.ModelMultipleChoiceField(
        label=_("Issues brought up"),
        queryset=AdvocacyIssue.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = HctBriefing
        fields = [
            "subject",
            "held_on",
            "forum",
            "presenters",
            "issues",
            "asked",
            "taken",
            "next_on",
            "plan_line",
            "exposure",
        ]
        labels = {
            "subject": _("On what?"),
            "held_on": _("When?"),
            "forum": _("Before whom?"),
            "presenters": _("Presented by"),
            "exposure": _("Who may know?"),
        }
        help_texts = {
            "forum": _("The HCT, or the body that stands in for it."),
            "presenters": _("Functions, no names: coordinator and human rights adviser, for instance."),
            "taken": _("Leave it empty until it was held."),
        }
        widgets = {name: forms.Textarea(attrs=_LONG) for name in ("asked", "taken")}

    rows = [
        ["subject"],
        ["held_on", "next_on"],
        ["forum"],
        ["presenters"],
        ["issues"],
        ["asked"],
        ["taken"],
        ["plan_line"],
        ["exposure"],
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        issues = AdvocacyIssue.objects.visible_to(self.user).filter(cluster=self.cluster).order_by("state", "title")
        self.fields["issues"].queryset = issues


class RegisterForm(RecordForm):
    """One form for all registers: the words of the columns come from rules/registers.py."""

    marks = TicksField(label="")

    class Meta:
        model = RegisterEntry
        fields = ["title", "stage", "on", "who", "role", "marks", "reference", "text", "plan_line", "exposure"]
        labels = {"stage": _("How far is it?"), "exposure": _("Who may know?")}
        widgets = {"text": forms.Textarea(attrs=_LONG)}

    rows = [
        ["title"],
        ["stage", "on"],
        ["who"],
        ["role"],
        ["marks"],
        ["reference"],
        ["text"],
        ["plan_line"],
        ["exposure"],
    ]

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        register = REGISTERS[RegisterKind(kind)]
        for name in ("title", "on", "who", "role", "reference"):
            self.fields[name].label = getattr(register, name)
        self.fields["marks"].label = register.marks_label
        self.fields["marks"].choices = register.marks
