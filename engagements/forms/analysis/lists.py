"""The lists of a cluster: tools, sharing, strategies, briefings, registers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.enums import RegisterKind, StrategyKind
from engagements.forms.analysis.fields import LONG, RATINGS, TicksField
from engagements.forms.records import RecordForm
from engagements.models import AdvocacyIssue, AdvocacyStrategy, HctBriefing, MonitoringTool, RegisterEntry, SharingRow
from engagements.rules.registers import REGISTERS
from knowledge.queries.resources import guidance
from mechanisms.models import Mechanism


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
        widgets = {name: forms.Textarea(attrs=LONG) for name in ("monitoring", "analysis", "advocacy")}

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
            "resource",
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
            "resource": _("Which guidance was used?"),
            "guidance": _("Another guidance, and in which version?"),
            "exposure": _("Who may know?"),
        }
        help_texts = {
            "resource": _("The version that the portal offers today is kept with the strategy."),
            "guidance": _("If it is not in the list."),
        }
        widgets = {"note": forms.Textarea(attrs=LONG)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stored = self.instance.resource_id
        self.fields["resource"].queryset = guidance(self.user, also=stored)
        self.fields["resource"].empty_label = _("None of these")

    rows = [
        ["place", "kind", "status"],
        ["title"],
        ["has_rights_section"],
        ["approach", "adopted_on"],
        ["resource"],
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
        widgets = {name: forms.Textarea(attrs=LONG) for name in ("asked", "taken")}

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
    strategies = forms.ModelMultipleChoiceField(
        label=_("Strategies on record that it bears on"),
        queryset=AdvocacyStrategy.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = RegisterEntry
        fields = ["title", "stage", "on", "who", "role", "marks", "reference", "text", "plan_line", "exposure"]
        labels = {"stage": _("How far is it?"), "exposure": _("Who may know?")}
        widgets = {"text": forms.Textarea(attrs=LONG)}

    rows = [
        ["title"],
        ["stage", "on"],
        ["who"],
        ["role"],
        ["strategies"],
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
        strategies = AdvocacyStrategy.objects.visible_to(self.user).filter(cluster=self.cluster)
        strategies = strategies.exclude(kind=StrategyKind.NONE).order_by("place", "pk")
        if kind == RegisterKind.ADVICE and strategies.exists():
            self.fields["strategies"].queryset = strategies
        else:
            del self.fields["strategies"]
            self.rows = [row for row in self.rows if row != ["strategies"]]
