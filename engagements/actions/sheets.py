"""Writes to what a cluster keeps lists of: monitoring tools, the sharing matrix, strategies, briefings, registers.

Coordinators only. Texts never enter the trail.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from engagements import policy
from engagements.actions.records import add_row, change_row, check_plan_line, stripped
from engagements.enums import RegisterKind, StrategyKind, StrategyStatus
from engagements.models import (
    AdviceStrategy,
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
    AdvocacyStrategy: (
        "strategy",
        ("place", "kind", "status", "has_rights_section", "approach", "adopted_on", "resource"),
    ),
    HctBriefing: ("briefing", ("held_on", "next_on")),
    RegisterEntry: ("register", ("kind", "stage", "on", "marks")),
}


@dataclass(frozen=True)
class _Links:
    """What rows of a list point to: in which field, by which table and its two columns, at rows of which model."""

    field: str
    table: type
    owner: str
    target: str
    model: type
    unknown: object


_LINKS = {
    HctBriefing: _Links("issues", BriefingIssue, "briefing", "issue", AdvocacyIssue, _("This issue does not exist.")),
    RegisterEntry: _Links(
        "strategies", AdviceStrategy, "entry", "strategy", AdvocacyStrategy, _("This strategy does not exist.")
    ),
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


def _check_linked(row, linked):
    if type(row) is RegisterEntry and linked and row.kind != RegisterKind.ADVICE:
        raise ValidationError({"strategies": _("Only an advice note names strategies.")})


def _version_used(resource):
    """The version that a guidance has now, kept with what was written by it."""
    parts = (resource.edition, resource.issued_on.isoformat() if resource.issued_on else "")
    return ", ".join(part for part in parts if part)


def _with_version(fields, chosen_before):
    """`fields` of a strategy with the version of the guidance, where another one is chosen; else as they are."""
    if "resource" not in fields or fields["resource"] == chosen_before:
        return fields
    resource = fields["resource"]
    if resource is not None and resource.is_retired:
        raise ValidationError({"resource": _("This guidance is no longer offered.")})
    return {**fields, "resource_version": _version_used(resource) if resource is not None else ""}


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
    links = _LINKS.get(model)
    linked = fields.pop(links.field, None) if links else None
    if model is AdvocacyStrategy:
        fields = _with_version(fields, None)
    row = model(cluster=cluster, plan_line=plan_line, created_by=by, **stripped(fields))
    _check(model, {name: getattr(row, name) for name in _CHECKED.get(model, ())})
    verb, kept = _SHEETS[model]
    add_row(row, verb=f"{verb}.created", by=by, cluster_id=cluster.pk, kept=(*kept, "exposure", "plan_line"))
    _check_linked(row, linked)
    if linked:
        _link(links, row, linked, by)
    return row


@transaction.atomic
def edit_sheet(*, record, expected_version, by, **changes):
    """Change a row. `issues` of a briefing and `strategies` of an advice note replace the list; left out, it stays."""
    policy.check_can_advocate(by, record.cluster_id)
    if "plan_line" in changes:
        check_plan_line(changes["plan_line"], record.cluster_id, by)
    model = type(record)
    links = _LINKS.get(model)
    linked = changes.pop(links.field, None) if links else None
    _check_linked(record, linked)
    if model is AdvocacyStrategy:
        changes = _with_version(changes, record.resource)
    _check(model, {name: changes.get(name, getattr(record, name)) for name in _CHECKED.get(model, ())})
    verb, kept = _SHEETS[model]
    known = links.table.objects.visible_to(by).filter(**{links.owner: record}) if linked is not None else None
    others = known is not None and {one.pk for one in linked} != set(known.values_list(links.target, flat=True))
    change_row(
        record,
        parts=(links.field,) if others else (),
        verb=f"{verb}.changed",
        expected_version=expected_version,
        by=by,
        cluster_id=record.cluster_id,
        changes=changes,
        kept=(*kept, "exposure", "plan_line"),
    )
    if others:
        known.delete()
        _link(links, record, linked, by)
    return record


def _link(links, row, linked, by):
    """Rows of the same cluster that the writer sees; those she does not see stay as they are."""
    wanted = {one.pk for one in linked}
    seen = links.model.objects.visible_to(by).filter(cluster_id=row.cluster_id, pk__in=wanted)
    if seen.count() != len(wanted):
        raise ValidationError({links.field: links.unknown})
    links.table.objects.bulk_create(
        [links.table(**{links.owner: row, f"{links.target}_id": pk}) for pk in sorted(wanted)]
    )
