"""The step library."""

from django.utils.translation import gettext as _

from core.importing import edits_by_people, read_csv, read_yaml, sync
from mechanisms.enums import Gate, MechanismKind, Phase, StepCondition
from mechanisms.models import StepTemplate

PHASE_COLUMNS = (
    "phase",
    "position",
    "portal_default_lead_days_before",
    "portal_default_lead_days_during",
    "portal_default_lead_days_after",
)
STEP_FIELDS = (
    "key",
    "title",
    "title_fr",
    "title_ar",
    "mechanism_kind",
    "phase",
    "who",
    "timing",
    "confidentiality",
    "gates",
    "group",
    "source",
    "portal_default_lead",
    "also_in",
    "variant_of",
    "parts",
    "condition",
)
LEADS = ("before", "during", "after")
# The conditions in the words of the library.
CONDITIONS = {
    "an inquiry or independent investigation is active for the country": StepCondition.INVESTIGATION,
    "the State accepts the committee's complaint procedure": StepCondition.COMPLAINTS,
    "violations are systematic AND the State has accepted the inquiry procedure": StepCondition.INQUIRY,
    "a peacekeeping mission is deployed": StepCondition.PEACEKEEPING,
    "the country is in Africa": StepCondition.AFRICA,
}


def load_steps(folder, report):
    """Load `steps.yaml` with the default days of `phases.csv`. The sources give no days: `lead_days` is the
    portal's own default, which the Task Team may change."""
    leads = _default_leads(folder)
    rows = read_yaml(folder, "steps.yaml", "steps", STEP_FIELDS)
    keys = {row.text("key", required=True): row.text("key") for row in rows}
    wanted = []
    for position, row in enumerate(rows, start=1):
        phase = row.choice("phase", Phase)
        lead = row.text("portal_default_lead", required=True)
        if lead not in (*LEADS, "none"):
            raise row.broken("portal_default_lead", _("“%(value)s” is not known.") % {"value": lead})
        confidentiality = row.table("confidentiality")
        gates = row.names("gates")
        for gate in gates:
            if gate not in Gate.values:
                raise row.broken("gates", _("“%(value)s” is not known.") % {"value": gate})
        condition = row.text("condition")
        if condition and condition not in CONDITIONS:
            raise row.broken("condition", _("“%(value)s” is not known.") % {"value": condition})
        values = {
            "key": row.text("key"),
            "mechanism_kind": row.choice("mechanism_kind", MechanismKind),
            "phase": phase,
            "title": row.text("title", required=True),
            "title_fr": row.text("title_fr"),
            "title_ar": row.text("title_ar"),
            "who": row.names("who"),
            "timing": row.table("timing"),
            "lead_days": None if lead == "none" else leads[phase][lead],
            "confidentiality_options": confidentiality.get("options", []),
            "confidentiality_default": confidentiality.get("default", ""),
            "gates": gates,
            "condition": str(CONDITIONS[condition]) if condition else "",
            "group": row.text("group"),
            "variant_of": row.one_of("variant_of", keys) or "",
            "source": row.text("source", required=True),
            "position": position,
        }
        wanted.append((row, values["key"], values))
    existing = {step.key: step for step in StepTemplate.objects.all()}
    sync(StepTemplate, wanted, existing=existing, report=report, edits=edits_by_people(StepTemplate))


def _default_leads(folder):
    leads = {}
    for row in read_csv(folder, "phases.csv", PHASE_COLUMNS):
        leads[row.choice("phase", Phase)] = {
            when: row.number(f"portal_default_lead_days_{when}", default=0) for when in LEADS
        }
    for phase in Phase.values:
        if phase not in leads:
            raise row.broken("phase", _("the phase “%(phase)s” is missing.") % {"phase": phase})
    return leads
