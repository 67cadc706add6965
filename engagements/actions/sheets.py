"""Writes to what a cluster keeps lists of: monitoring tools, the sharing matrix, strategies, briefings, registers.

Coordinators only. Texts never enter the trail.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from engagements import policy
from engagements.actions.records import add_row, change_row, check_plan_line, stripped
from engagements.enums import StrategyKind, StrategyStatus
from engagements.models import (
    AdvocacyIssue,
    AdvocacyStrategy,
    BriefingIssue,
    HctBriefing,
    MonitoringTool,
    RegisterEntry,
    SharingRow,
)
from engagements.rules.registers import REGISTERS

# Model: (how its acts are called in the trail, fields whose values the trail keeps).
_SHEETS = {
    MonitoringTool: ("tool", ("depth", "has_violations", "can_analyse", "can_follow_up", "can_scale_up")),
    SharingRow: ("sharing", ("mechanism", "form")),
    AdvocacyStrategy: ("strategy", ("place", "kind", "status", "has_rights_section", "approach", "adopted_on")),
    HctBriefing: ("briefing", ("held_on", "next_on")),
    RegisterEntry: ("register", ("kind", "stage", "on", "marks")),
}


def _check(model, values):
    """Sentences at the fields for what the tables would refuse as well."""
    if model is SharingRow and not values["mechanism"] and not values["recipient"].strip():
        raise ValidationError({"mechanism": _("Choose a mechanism or name the recipient.")})
    is_none = model is AdvocacyStrategy and values["kind"] == StrategyKind.NONE
    if is_none and (values["status"] != StrategyStatus.MISSING or values["has_rights_section"]):
        raise ValidationError({"kind": _("Where there is none, nothing is written or adopted.")})
    if model is HctBriefing and values["next_on"] and values["next_on"] <= values["held_on"]:
        raise ValidationError({"next_on": _("The next briefing comes after this one.")})
    if model is RegisterEntry and set(values["marks"] or ()) - REGISTERS[values["kind"]].mark_keys:
        raise ValidationError({"marks": _("Choose points from the list.")})


_CHECKED = {
    SharingRow: ("mechanism", "recipient"),
    AdvocacyStrategy: ("kind", "status", "has_rights_section"),
    HctBriefing: ("held_on", "next_on"),
    RegisterEntry: ("kind", "marks"),
}


@transaction.atomic
def create_sheet(*, model, cluster, by, plan_line=None, **fields):
    """A new row of one of the lists. Raises `ValidationError` at the field; twice makes two rows."""
    policy.check_can_advocate(by, cluster.pk)
    check_plan_line(plan_line, cluster.pk, by)
    issues = fields.pop("issues", None)
    row = model(cluster=cluster, plan_line=plan_line, created_by=by, **stripped(fields))
    _check(model, {name: getattr(row, name) for name in _CHECKED.get(model, ())})
    verb, kept = _SHEETS[model]
    add_row(row, verb=f"{verb}.created", by=by, cluster_id=cluster.pk, kept=(*kept, "exposure", "plan_line"))
    if issues is not None:
        _set_issues(row, issues, by)
    return row


@transaction.atomic
def edit_sheet(*, record, expected_version, by, **changes):
    """Change a row. `issues` (of a briefing) replaces the list; left out, it stays."""
    policy.check_can_advocate(by, record.cluster_id)
    if "plan_line" in changes:
        check_plan_line(changes["plan_line"], record.cluster_id, by)
    issues = changes.pop("issues", None)
    model = type(record)
    _check(model, {name: changes.get(name, getattr(record, name)) for name in _CHECKED.get(model, ())})
    verb, kept = _SHEETS[model]
    known = BriefingIssue.objects.visible_to(by).filter(briefing=record) if issues is not None else None
    others = known is not None and {one.pk for one in issues} != set(known.values_list("issue_id", flat=True))
    change_row(
        record,
        parts=("issues",) if others else (),
        verb=f"{verb}.changed",
        expected_version=expected_version,
        by=by,
        cluster_id=record.cluster_id,
        changes=changes,
        kept=(*kept, "exposure", "plan_line"),
    )
    if others:
        known.delete()
        _set_issues(record, issues, by)
    return record


def _set_issues(briefing, issues, by):
    """Issues of the same cluster that the writer sees; those she does not see stay as they are."""
    wanted = {issue.pk for issue in issues}
    seen = AdvocacyIssue.objects.visible_to(by).filter(cluster_id=briefing.cluster_id, pk__in=wanted)
    if seen.count() != len(wanted):
        raise ValidationError({"issues": _("This issue does not exist.")})
    BriefingIssue.objects.bulk_create([BriefingIssue(briefing=briefing, issue_id=pk) for pk in sorted(wanted)])
