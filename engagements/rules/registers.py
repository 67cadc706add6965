"""What each register asks for: the same columns under the words that fit, and points to tick. Pure.

The kinds and points are those of the letter to coordinators (areas 2 to 5; steps 2c, 2d, 2e, 3a, 4a, 4b, 5a to 5d).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from engagements.enums import RegisterKind


@dataclass(frozen=True)
class Register:
    """Words for the columns of `RegisterEntry`; an empty word leaves the column out."""

    lede: object
    title: object
    on: object
    who: object
    role: object
    reference: object
    marks_label: object
    marks: tuple

    @property
    def mark_keys(self):
        return {key for key, _label in self.marks}

    def mark_labels(self, keys):
        """The words of the points ticked, in the order of the list."""
        return [label for key, label in self.marks if key in keys]


REGISTERS = {
    RegisterKind.ADVICE: Register(
        lede=_("Joint advice for cluster and HCT on humanitarian and human rights law."),
        title=_("On what?"),
        on=_("Given on"),
        who=_("Prepared with"),
        role=_("Strategies and instruments it bears on"),
        reference=_("Where it is kept"),
        marks_label=_("For whom, on which law"),
        marks=(
            ("cluster", _("For the cluster")),
            ("hct", _("For the HCT")),
            ("ihl", _("International humanitarian law")),
            ("ihrl", _("International human rights law")),
        ),
    ),
    RegisterKind.LAW: Register(
        lede=_("Laws and policies that protect people, above all displaced people, and how far they are."),
        title=_("Law or policy"),
        on=_("Last step on"),
        who=_("Who is at it"),
        role=_("What the cluster does; support asked for"),
        reference=_("Text or reference"),
        marks_label=_("Builds on"),
        marks=(
            ("guiding_principles", _("Guiding Principles on Internal Displacement")),
            ("kampala", _("Kampala Convention")),
            ("support", _("Support of the Law and Policy task team asked for")),
        ),
    ),
    RegisterKind.PROGRAMME: Register(
        lede=_("Programmes and projects on human rights, their funding, and whether they stand in the response plan."),
        title=_("Programme or project"),
        on=_("From"),
        who=_("Run by"),
        role=_("Gap in funding"),
        reference=_("Year and number in the plan"),
        marks_label=_("Kind and funding"),
        marks=(
            ("research", _("Research")),
            ("campaign", _("Campaign")),
            ("education", _("Education")),
            ("documentation", _("Documentation, monitoring, reporting")),
            ("actors", _("Strengthens human rights actors")),
            ("pooled", _("Pooled fund")),
            ("in_plan", _("In the response plan")),
            ("other_fund", _("Other shared funding")),
        ),
    ),
    RegisterKind.CYCLE: Register(
        lede=_("Whether needs overviews, response plans and other products of the programme cycle speak of rights."),
        title=_("Product and year"),
        on=_("Due on"),
        who=_("Who drafts"),
        role=_("What the cluster asks for"),
        reference=_("Text or page"),
        marks_label=_("Is it there?"),
        marks=(
            ("narrative", _("Rights in the narrative")),
            ("objective", _("Strategic objective in the language of rights")),
            ("activities", _("Room for documentation, monitoring and reporting")),
            ("advisers", _("OHCHR or adviser at the drafting table")),
            ("analysis", _("Analysis update with a part on human rights")),
        ),
    ),
    RegisterKind.SECTOR: Register(
        lede=_("What is done with other sectors so that protection rests on rights, and which local actors take part."),
        title=_("Activity"),
        on=_("From"),
        who=_("Local human rights actors that take part"),
        role=_("What the cluster brings"),
        reference=_("Reference"),
        marks_label=_("With"),
        marks=(
            ("shelter", _("Shelter and camps")),
            ("health", _("Health")),
            ("food", _("Food security")),
            ("wash", _("Water and sanitation")),
            ("education", _("Education")),
            ("early_recovery", _("Early recovery")),
            ("other", _("Another sector")),
        ),
    ),
    RegisterKind.DATA: Register(
        lede=_("What was agreed with human rights actors on matching and cross-checking data."),
        title=_("Data sets and definitions"),
        on=_("Agreed on"),
        who=_("With whom"),
        role=_("What it costs to take part"),
        reference=_("Where the agreement is kept"),
        marks_label=_("Cross-checked"),
        marks=(
            ("monthly", _("Every month")),
            ("quarterly", _("Every quarter")),
            ("on_event", _("After each large event")),
            ("casualties", _("Casualty figures")),
            ("definitions", _("Definitions are agreed")),
        ),
    ),
}
