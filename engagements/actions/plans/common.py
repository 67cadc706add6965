"""What writes to plan lines share: their trail, holding a row, the checks of a line."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import audit
from engagements import policy, rules
from engagements.actions.line_checks import check_tags
from engagements.enums import Channel, Exposure, OnBehalfOf
from engagements.models import PlanLine

TARGET = "engagements.planline"
# What gates look at on the line itself.
_GATES_LOOK_AT = (
    "channel",
    "through_whom",
    "exposure",
    "on_behalf_of",
    "supporters",
    "pattern",
    "policy_version",
)


def parent_of(plan_line_id):
    """How audit entries of a line's steps, readers and risk form name the line they belong to."""
    return f"{TARGET}:{plan_line_id}"


def record(verb, target, plan_line, *, by, before=None, after=None, reason=""):
    """One audit entry about `plan_line` or a part of it. Labels are neutral; a reason is kept unless confidential."""
    is_line = isinstance(target, PlanLine)
    audit.record(
        verb=verb,
        target=target,
        by=by,
        cluster_id=plan_line.cluster_id,
        parent="" if is_line else parent_of(plan_line.pk),
        before=before,
        after=after,
        reason="" if plan_line.exposure == Exposure.CONFIDENTIAL else reason,
        label=audit.neutral_label(target),
    )


def hold(plan_line, by):
    """Hold the line's row until the transaction ends: what gates depend on does not change while something is sent,
    and nothing is sent while it changes. Call it after the check. On SQLite writers wait for one another anyway."""
    rows = PlanLine.objects.visible_to(by).filter(pk=plan_line.pk).select_for_update(of=("self",))
    list(rows.order_by().values_list("pk", flat=True))
    # What a page has read before counts no longer.
    policy.forget_standing(plan_line)
    plan_line.refresh_from_db(fields=_GATES_LOOK_AT)


def check_line(line, changed=("groups",)):
    check_tags(line, changed)
    if problems := rules.span_problems(line.starts_on, line.ends_on):
        raise ValidationError(problems)
    if line.channel == Channel.INDIRECT and not line.through_whom.strip():
        raise ValidationError({"through_whom": _("Say through whom the information goes.")})
    if line.on_behalf_of == OnBehalfOf.LIKE_MINDED and not line.supporters:
        raise ValidationError({"on_behalf_of": _("First ask the members: those who agree are the like-minded ones.")})
    line.full_clean(exclude=["created_by", "cluster", "mechanism", "review", "entry", "aim", "policy_version"])
