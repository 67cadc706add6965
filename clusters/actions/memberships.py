"""Roles that people hold: given, changed, ended. They take effect at the next request."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters import policy, queries
from clusters.enums import LEAD_ROLES, Role
from clusters.models import Cluster, Membership, User
from core import audit, clock
from core.errors import Refused


@transaction.atomic
def grant_role(*, user, role, cluster, by, organisation=None, starts_on=None, ends_on=None):
    """Give a person who has an account another role in `cluster` (None: world level). Nobody gives a role to
    oneself, nor one above the own (`policy.check_can_grant`). Returns the membership."""
    policy.check_can_grant(by, role, cluster)
    if user.pk == by.pk:
        raise Refused(_("You cannot give yourself a role. Ask a colleague who leads the cluster, or the Task Team."))
    if role == Role.MEMBER and organisation is None:
        raise ValidationError({"organisation": _("A member speaks for an organisation. Choose it.")})
    # Pressed twice, the second press waits here and then finds the role held.
    User.objects.select_for_update().get(pk=user.pk)
    starts_on = starts_on or clock.today()
    overlapping = Membership.objects.filter(
        user=user, role=role, cluster=cluster, starts_on__lte=ends_on or dt.date.max
    )
    if overlapping.exclude(ends_on__lt=starts_on).exists():
        raise ValidationError({"role": _("This person holds the role already.")})
    membership = Membership(
        user=user, role=role, cluster=cluster, organisation=organisation, starts_on=starts_on, ends_on=ends_on
    )
    membership.full_clean()
    membership.save()
    _record("membership.begun", membership, by, after=_facts(membership))
    return membership


@transaction.atomic
def change_membership(*, membership, organisation, ends_on, by):
    """Another organisation, or another last day (None: open end). The role itself is not changed: end it and give
    another, so that the trail tells both."""
    policy.check_can_grant(by, membership.role, membership.cluster)
    today = clock.today()
    _lock(membership)
    if membership.ends_on is not None and membership.ends_on < today:
        raise Refused(_("This role has ended. Give it anew."))
    if ends_on is not None and ends_on < today:
        raise ValidationError({"ends_on": _("This day is in the past. To end the role at once, use the button below.")})
    if membership.role == Role.MEMBER and organisation is None:
        raise ValidationError({"organisation": _("A member speaks for an organisation. Choose it.")})
    longer = membership.ends_on is not None and (ends_on is None or ends_on > membership.ends_on)
    if longer and membership.user_id == by.pk:
        raise Refused(_("You cannot lengthen your own role. Ask a colleague who leads the cluster, or the Task Team."))
    before = _facts(membership)
    membership.organisation = organisation
    membership.ends_on = ends_on
    membership.full_clean()
    membership.save(update_fields=["organisation", "ends_on"])
    if before != _facts(membership):
        _record("membership.changed", membership, by, before=before, after=_facts(membership))
    return membership


@transaction.atomic
def end_membership(*, membership, by):
    """End the role now: the next request of the person no longer has it. One that has not begun before today leaves
    no row, only its entry in the trail. The last lead of a cluster, and the last administrator, stay until
    somebody else is there. Ended already: refused."""
    policy.check_can_grant(by, membership.role, membership.cluster)
    today = clock.today()
    _lock(membership)
    if membership.ends_on is not None and membership.ends_on < today:
        raise Refused(_("This role has ended already."))
    if membership.starts_on <= today:
        check_not_last(membership, on=today)
    before = _facts(membership)
    if membership.starts_on < today:
        membership.ends_on = today - dt.timedelta(days=1)
        membership.save(update_fields=["ends_on"])
        _record("membership.ended", membership, by, before=before, after=_facts(membership))
    else:
        _record("membership.ended", membership, by, before=before)
        membership.delete()
    return membership


def check_not_last(membership, *, on):
    """Raises Refused if nobody else would lead the cluster (or administer the portal) on the day `on`."""
    if membership.role in LEAD_ROLES and not queries.has_other_lead(membership.cluster, besides=membership, on=on):
        raise Refused(_("Nobody else leads this cluster. Invite another coordinator first."))
    if membership.role == Role.ADMINISTRATOR and not queries.has_other_administrator(besides=membership, on=on):
        raise Refused(_("Nobody else administers the portal. Invite another administrator first."))


def _lock(membership):
    """Two people who end each other's roles at once must not leave a cluster without a lead: changes to the people
    of one cluster (or of the world level, held by the person's row) queue behind each other."""
    if membership.cluster_id:
        Cluster.objects.select_for_update().get(pk=membership.cluster_id)
    else:
        holders = Membership.objects.filter(cluster=None).values("user_id")
        list(User.objects.select_for_update().filter(pk__in=holders).order_by("pk").values_list("pk"))
    membership.refresh_from_db()


def _facts(membership):
    return {
        "role": membership.role,
        "organisation": str(membership.organisation) if membership.organisation else None,
        "starts_on": membership.starts_on.isoformat(),
        "ends_on": membership.ends_on.isoformat() if membership.ends_on else None,
    }


def _record(verb, membership, by, before=None, after=None):
    audit.record(
        verb=verb,
        target=membership,
        label=str(membership),
        cluster_id=membership.cluster_id,
        by=by,
        before=before,
        after=after,
    )
