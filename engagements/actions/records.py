"""How every record with a mark is made and changed: policy first, then the row, then the trail.

The trail keeps states, marks and ids; of texts only that they changed. Whoever writes must still see the row after.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.saving import change_version, stripped
from engagements import policy
from engagements.models import AnalysisFinding, PlanLine

# Never checked as a form would: set by the portal itself.
_OWN = ("created_by",)


def trail(verb, row, *, by, cluster_id, parent="", before=None, after=None):
    """One entry with a neutral label."""
    audit.record(
        verb=verb,
        target=row,
        by=by,
        cluster_id=cluster_id,
        parent=parent,
        before=before,
        after=after,
        label=audit.neutral_label(row),
    )


def check_plan_line(plan_line, cluster_id, by):
    """A record may hang on a line of the same cluster that the writer sees; any other does not exist for her."""
    if plan_line is None:
        return
    if plan_line.cluster_id != cluster_id or not PlanLine.objects.visible_to(by).filter(pk=plan_line.pk).exists():
        raise ValidationError({"plan_line": _("This plan line does not exist.")})


def check_finding(finding, cluster_id, by):
    """The same for a finding on which something rests."""
    if finding is None:
        return
    seen = AnalysisFinding.objects.visible_to(by).filter(pk=finding.pk, cluster_id=cluster_id).exists()
    if not seen:
        raise ValidationError({"finding": _("This finding does not exist.")})


def clean_row(row):
    """Field by field and the table's own rules, with sentences at the fields; relations were checked by the action."""
    relations = [field.name for field in row._meta.fields if field.is_relation]
    row.full_clean(exclude=[*relations, *_OWN], validate_unique=False)


@transaction.atomic
def add_row(row, *, verb, by, cluster_id, parent="", kept=()):
    """Save a new `row` after its checks. `kept`: fields whose values the trail may keep."""
    clean_row(row)
    row.save(force_insert=True)
    policy.check_still_visible(row, by)
    trail(verb, row, by=by, cluster_id=cluster_id, parent=parent, after=plain(row, kept) or None)
    return row


@transaction.atomic
def change_row(row, *, verb, expected_version, by, cluster_id, changes, parent="", kept=(), parts=()):
    """Write `changes` if nobody wrote since `expected_version`, otherwise `Stale`. `parts` names what changes
    beside the row itself (its instruments, its partners). Nothing changed: nothing happens. Returns the row."""
    values, old, has_parts = stripped(changes), plain(row, kept), bool(parts)
    changes = change_version(
        row, values, expected_version, by, check=clean_row, always=has_parts, updated_at=clock.now()
    )
    if not changes and not has_parts:
        return row
    policy.check_still_visible(row, by)
    after = plain(row, [name for name in kept if name in changes])
    before = {name: old[name] for name in after}
    texts = sorted([*(name for name in changes if name not in kept), *parts])
    if texts:
        after["texts"] = texts
    trail(verb, row, by=by, cluster_id=cluster_id, parent=parent, before=before or None, after=after)
    return row


def plain(row, names):
    """{name: plain value} for the trail; of a relation its id."""
    found = {}
    for name in names:
        field = row._meta.get_field(name)
        value = getattr(row, field.attname)
        if hasattr(value, "isoformat"):
            value = value.isoformat()
        found[name] = value if isinstance(value, int | bool | list | type(None)) else str(value)
    return found
