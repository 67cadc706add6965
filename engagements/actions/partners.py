"""With whom a step is done (MATRIX A008, B011)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from engagements import policy
from engagements.actions.plans import record
from engagements.enums import StepPart
from engagements.models import EngagementStep, StepPartner
from engagements.queries.step_partners import day_of_step, partner_of
from stakeholders.enums import StakeholderKind
from stakeholders.models import Stakeholder


@transaction.atomic
def add_partner(*, step, stakeholder, part=StepPart.PARTNER, by):
    """Let a stakeholder of the cluster's register take part in `step`, or give them another part. Coordinators. The
    same again writes nothing. A human rights adviser only on a day of their deployment (the day on which the step is
    due, otherwise today). The trail keeps the entry's number, never a name. Returns the row."""
    line = step.plan_line
    policy.check_can_plan(by, line.cluster_id)
    policy.check_still_visible(line, by)
    if part not in StepPart.values:
        raise ValidationError({"part": _("Choose a part from the list.")})
    seen = Stakeholder.objects.visible_to(by).filter(pk=stakeholder.pk, cluster=line.cluster_id, is_archived=False)
    if not seen.exists():
        raise ValidationError({"stakeholder": _("This entry is not in the register of the cluster.")})
    if stakeholder.kind == StakeholderKind.ADVISER and not stakeholder.is_deployed_on(day_of_step(by, step)):
        raise Refused(_("This adviser is not deployed on the day of the step, as far as is recorded."))
    # Two presses at once wait for one another.
    list(EngagementStep.objects.visible_to(by).filter(pk=step.pk).select_for_update(of=("self",)).order_by())
    row = partner_of(by, step, stakeholder.pk)
    if row is not None and row.part == part:
        return row
    before = {"part": str(row.part)} if row else None
    if row is None:
        row = StepPartner(step=step, stakeholder=stakeholder, part=part, added_by=by)
        row.save(force_insert=True)
    else:
        row.part = part
        row.save(update_fields=["part"])
    after = {"stakeholder": stakeholder.pk, "part": str(part)}
    record("step.partner_added", row, line, by=by, before=before, after=after)
    return row


@transaction.atomic
def remove_partner(*, step, stakeholder_id, by):
    """Take somebody off a step. Coordinators; nothing happens where they take no part."""
    line = step.plan_line
    policy.check_can_plan(by, line.cluster_id)
    row = partner_of(by, step, stakeholder_id)
    if row is None:
        return
    record("step.partner_removed", row, line, by=by, before={"stakeholder": row.stakeholder_id, "part": str(row.part)})
    row.delete()
