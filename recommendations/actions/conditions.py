"""Writes to the conditions of a follow-up: what helps, what stands in the way. Coordinators of the cluster. The trail
keeps kinds, days and keys of the list, never what was written."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.errors import Refused, Stale
from core.saving import change_version, save_version
from recommendations import policy
from recommendations.enums import ConditionKind, FollowUpState
from recommendations.models import FollowUpCondition

MOST = 50


def _record(verb, row, by, *, before=None, after=None):
    audit.record(
        verb=verb,
        target=row,
        by=by,
        cluster_id=row.follow_up.cluster_id,
        parent=f"recommendations.followup:{row.follow_up_id}",
        before=before,
        after=after,
        label=audit.neutral_label(row),
    )


def _kept(row):
    return {
        "kind": str(row.kind),
        "obstacle": row.obstacle.key if row.obstacle is not None else "",
        "settled_on": row.settled_on.isoformat() if row.settled_on else None,
    }


def _check_may(follow_up, by):
    policy.check_may_adopt(by, follow_up.cluster_id)
    if follow_up.state != FollowUpState.FOLLOWED:
        raise Refused(_("This follow-up has ended. Take it up again first."))


def _check(row):
    if row.obstacle is not None and row.kind != ConditionKind.OBSTACLE:
        raise ValidationError({"obstacle": _("Only what stands in the way is an obstacle of the list.")})
    row.full_clean(exclude=["follow_up", "obstacle", "created_by"], validate_unique=False)


def _words(text, obstacle):
    """What was written, or the name of the obstacle where that says it all."""
    return text.strip() or (str(obstacle) if obstacle is not None else "")


@transaction.atomic
def add_condition(*, follow_up, kind, text="", obstacle=None, approach="", by):
    """Say what helps that the recommendation is carried out, or what stands in the way: in words, or as an `obstacle`
    of the list, whose name then stands for the words. `approach`: what the cluster does about it. Coordinators, while
    it is followed up. At most fifty; twice adds twice."""
    _check_may(follow_up, by)
    if kind not in ConditionKind.values:
        raise ValidationError({"kind": _("Choose a kind.")})
    if obstacle is not None and not obstacle.is_active:
        raise ValidationError({"obstacle": _("This obstacle is no longer offered.")})
    if FollowUpCondition.objects.visible_to(by).filter(follow_up=follow_up).count() >= MOST:
        raise Refused(_("There are fifty conditions already. Keep to those that decide."))
    row = FollowUpCondition(
        follow_up=follow_up,
        kind=kind,
        text=_words(text, obstacle),
        obstacle=obstacle,
        approach=approach.strip(),
        created_by=by,
    )
    _check(row)
    row.save(force_insert=True)
    _record("follow_up_condition.added", row, by, after=_kept(row))
    return row


@transaction.atomic
def change_condition(*, condition, expected_version, by, **values):
    """Other words (`text`), another `obstacle` of the list, another `approach`; what is not named stays. Coordinators.
    `Stale` when somebody was quicker; the same again changes nothing."""
    _check_may(condition.follow_up, by)
    if unknown := set(values) - {"text", "obstacle", "approach"}:
        raise TypeError(f"not of a condition: {sorted(unknown)}")
    obstacle = values.get("obstacle", condition.obstacle)
    if obstacle is not None and not obstacle.is_active and obstacle.pk != condition.obstacle_id:
        raise ValidationError({"obstacle": _("This obstacle is no longer offered.")})
    wanted = {
        "text": _words(values.get("text", condition.text), obstacle),
        "obstacle": obstacle,
        "approach": values.get("approach", condition.approach).strip(),
    }
    before = _kept(condition)
    if change_version(condition, wanted, expected_version, by, check=_check, updated_at=clock.now()):
        _record("follow_up_condition.changed", condition, by, before=before, after=_kept(condition))
    return condition


@transaction.atomic
def settle_condition(*, condition, is_settled, expected_version, by):
    """What helps is in place now, what stood in the way is out of it (from today by the clock of `by`), or not any
    more. Coordinators. `Stale` when somebody was quicker; the same again changes nothing."""
    _check_may(condition.follow_up, by)
    if is_settled == (condition.settled_on is not None):
        return condition
    before = _kept(condition)
    settled_on = clock.day_of(by) if is_settled else None
    save_version(condition, expected_version, by, settled_on=settled_on, updated_at=clock.now())
    condition.settled_on = settled_on
    _record("follow_up_condition.settled", condition, by, before=before, after=_kept(condition))
    return condition


@transaction.atomic
def remove_condition(*, condition, expected_version, by):
    """Take off what was added by mistake; what is settled is marked so instead. Coordinators. `Stale` when somebody
    was quicker."""
    _check_may(condition.follow_up, by)
    _record("follow_up_condition.removed", condition, by, before=_kept(condition))
    rows = FollowUpCondition.objects.visible_to(by).filter(pk=condition.pk, version=expected_version)
    gone, _rows = rows.delete()
    if not gone:
        raise Stale
