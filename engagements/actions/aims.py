"""Writes to the objectives of a cluster that its plan lines serve (MATRIX A004, G009). Entered by hand."""

from django.db import transaction

from core import audit
from core.saving import save_version
from engagements import policy
from engagements.enums import AimPurpose
from engagements.models import PlanAim


@transaction.atomic
def add_aim(*, cluster, text, purpose, source="", is_legal_aid=False, by):
    """Write down an objective of the cluster's strategy. Coordinators only. Returns it; twice adds two."""
    policy.check_can_plan(by, cluster.pk)
    aim = PlanAim(
        cluster=cluster,
        text=text.strip(),
        purpose=purpose,
        source=source.strip(),
        is_legal_aid=is_legal_aid,
        created_by=by,
    )
    aim.full_clean(exclude=["cluster", "created_by"])
    aim.save(force_insert=True)
    _record("aim.added", aim, by=by, after={"purpose": str(aim.purpose)})
    return aim


@transaction.atomic
def change_aim(*, aim, text, purpose, expected_version, source="", is_legal_aid=False, is_retired=False, by):
    """Other words, another purpose, or followed no longer (`is_retired`). Coordinators only. Lines that serve it keep
    it. `Stale` when somebody changed it since `expected_version`."""
    policy.check_can_plan(by, aim.cluster_id)
    before = {"purpose": str(aim.purpose), "is_retired": aim.is_retired}
    aim.text, aim.purpose, aim.source, aim.is_retired = text.strip(), purpose, source.strip(), is_retired
    aim.is_legal_aid = is_legal_aid
    aim.full_clean(exclude=["cluster", "created_by"])
    save_version(
        aim,
        expected_version,
        by,
        text=aim.text,
        purpose=AimPurpose(aim.purpose),
        source=aim.source,
        is_legal_aid=is_legal_aid,
        is_retired=is_retired,
    )
    _record("aim.changed", aim, by=by, before=before, after={"purpose": str(aim.purpose), "is_retired": is_retired})
    return aim


def _record(verb, aim, *, by, before=None, after=None):
    audit.record(
        verb=verb,
        target=aim,
        by=by,
        cluster_id=aim.cluster_id,
        before=before,
        after=after,
        label=audit.neutral_label(aim),
    )
