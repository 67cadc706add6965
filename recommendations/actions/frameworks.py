"""Writes to national plans and programming frameworks, and the ties of followed-up recommendations to them (MATRIX
A016). Coordinators of the cluster. The trail keeps kinds, years and ids, never titles."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.errors import Refused
from core.saving import change_version, save_version, stripped_of
from recommendations import policy
from recommendations.enums import FollowUpState
from recommendations.models import FollowUp, FollowUpTie, Framework

FIELDS = ("kind", "title", "year_from", "year_to", "url", "source")
_KEPT = ("kind", "year_from", "year_to")


def _record(verb, row, cluster_id, by, **changes):
    audit.record(verb=verb, target=row, by=by, cluster_id=cluster_id, label=audit.neutral_label(row), **changes)


def _kept(row):
    return {name: str(row.kind) if name == "kind" else getattr(row, name) for name in _KEPT}


def _validated(row):
    errors = {
        name: _("Say where this is known from.") if name == "source" else _("Give its title.")
        for name in ("title", "source")
        if not getattr(row, name)
    }
    if row.year_to is not None and row.year_from is not None and row.year_to < row.year_from:
        errors["year_to"] = _("It ends before it begins.")
    if errors:
        raise ValidationError(errors)
    row.full_clean(exclude=["cluster", "created_by"], validate_constraints=False)


@transaction.atomic
def add_framework(*, cluster, by, **values):
    """Put a plan or framework on record: kind, title, year_from, year_to (None: no end), url, source. Coordinators of
    the cluster. Twice records two."""
    policy.check_may_adopt(by, cluster.pk)
    row = Framework(cluster=cluster, created_by=by, **stripped_of(values, FIELDS))
    _validated(row)
    row.save(force_insert=True)
    _record("framework.added", row, cluster.pk, by, after=_kept(row))
    return row


@transaction.atomic
def change_framework(*, framework, expected_version, by, **values):
    """Change what is on record. Coordinators; `Stale` when somebody was quicker; the same again changes nothing."""
    policy.check_may_adopt(by, framework.cluster_id)
    values, before = stripped_of(values, FIELDS), _kept(framework)
    if change_version(framework, values, expected_version, by, check=_validated, updated_at=clock.now()):
        _record("framework.changed", framework, framework.cluster_id, by, before=before, after=_kept(framework))
    return framework


@transaction.atomic
def retire_framework(*, framework, is_retired, expected_version, by):
    """Offer it no more, or again. Coordinators; ties stay; the same again changes nothing."""
    policy.check_may_adopt(by, framework.cluster_id)
    if framework.is_retired == is_retired:
        return framework
    save_version(framework, expected_version, by, is_retired=is_retired, updated_at=clock.now())
    verb = "framework.retired" if is_retired else "framework.restored"
    _record(verb, framework, framework.cluster_id, by)
    return framework


@transaction.atomic
def tie_follow_up(*, follow_up, framework, place="", by):
    """Say that a followed-up recommendation belongs into a plan or framework of the same cluster, and at which `place`
    of it. Coordinators. A second time for the same one is a ValidationError; a retired one and a follow-up that has
    ended are refused."""
    policy.check_may_adopt(by, follow_up.cluster_id)
    if not FollowUp.objects.visible_to(by).filter(pk=follow_up.pk).exists():
        raise Refused(_("This follow-up is not yours to change."))
    if follow_up.state != FollowUpState.FOLLOWED:
        raise Refused(_("This follow-up has ended. Take it up again first."))
    if framework.cluster_id != follow_up.cluster_id or framework.is_retired:
        raise ValidationError({"framework": _("Choose a plan or framework of your cluster.")})
    tie = FollowUpTie(follow_up=follow_up, framework=framework, place=place.strip(), created_by=by)
    tie.full_clean(exclude=["follow_up", "framework", "created_by"], validate_unique=False, validate_constraints=False)
    try:
        # Inside a savepoint, so that two who press at once both get a sentence.
        with transaction.atomic():
            tie.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError({"framework": _("It is tied to this one already.")}) from error
    _record("follow_up.tied", follow_up, follow_up.cluster_id, by, after={"framework": framework.pk})
    return tie


@transaction.atomic
def untie_follow_up(*, tie, by):
    """Take a tie back. Coordinators. Taken back already: nothing happens."""
    follow_up = tie.follow_up
    policy.check_may_adopt(by, follow_up.cluster_id)
    gone, _rows = FollowUpTie.objects.visible_to(by).filter(pk=tie.pk).delete()
    if gone:
        _record("follow_up.untied", follow_up, follow_up.cluster_id, by, before={"framework": tie.framework_id})
