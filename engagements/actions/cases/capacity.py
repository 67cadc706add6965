"""The register of legal help."""

from django.db import transaction

from core import audit, clock
from core.saving import save_version
from engagements import policy
from engagements.models import ReferralCapacity


@transaction.atomic
def save_capacity(
    *, cluster, organisation, rights, areas, reach, exposure, looked_at_on=None, capacity=None, expected_version=0, by
):
    """Enter or change what legal help an organisation offers. Coordinators; a member for her own organisation. Rights
    and areas name no case; who may know is the mark's to say."""
    policy.check_can_write_capacity(by, cluster.pk, organisation.pk)
    texts = {"rights": rights.strip(), "areas": areas.strip(), "reach": reach.strip()}
    values = {**texts, "organisation": organisation, "exposure": exposure, "looked_at_on": looked_at_on}
    is_new = capacity is None
    if is_new:
        capacity = ReferralCapacity(cluster=cluster, created_by=by, **values)
        capacity.full_clean()
        capacity.save(force_insert=True)
    else:
        if capacity.organisation_id != organisation.pk:
            policy.check_can_write_capacity(by, cluster.pk, capacity.organisation_id)
        trial = ReferralCapacity(cluster=cluster, created_by=capacity.created_by, **values)
        trial.full_clean()
        save_version(capacity, expected_version, by, updated_at=clock.now(), **values)
    policy.check_still_visible(capacity, by)
    audit.record(
        verb="capacity.entered" if is_new else "capacity.changed",
        target=capacity,
        by=by,
        cluster_id=cluster.pk,
        after={"organisation": str(organisation), "exposure": str(exposure)},
        label=str(capacity),
    )
    return capacity
