"""Who sees individual cases: handler and deputies named, as long as they belong to the cluster. Nobody by role."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Membership
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in, held_memberships, reaches, running
from core import memo, policy
from core.errors import Refused
from engagements.models import CaseDeputy, CaseMove, CaseReferral, ReferralCapacity
from engagements.policy.common import check_role
from engagements.policy.marks import visible_by_mark
from engagements.policy.sharing import covered

_BELONG = INSIDE_ROLES | {Role.OHCHR}


def _deputised_case_ids(user):
    return CaseDeputy.objects.unscoped("whether the asker is a deputy").filter(user=user).values("case_id")


@policy.register(CaseReferral)
def visible_cases(user):
    return _named(user) | Q(cluster__in=glass_cluster_ids(user))


def _named(user):
    """Handler, or a deputy with whom closed material may be shared; both of the cluster."""
    deputy = Q(pk__in=_deputised_case_ids(user)) & covered(user, line="plan_line")
    return (Q(handler=user) | deputy) & Q(cluster__in=cluster_ids(user, _BELONG))


def _through_visible_case(user):
    return Q(case__in=CaseReferral.objects.visible_to(user).values("pk"))


@policy.register(CaseDeputy)
def visible_deputies(user):
    return _through_visible_case(user)


@policy.register(CaseMove)
def visible_moves(user):
    return _through_visible_case(user)


def is_of_case(user, case):
    """Whether `user` may act on the case: handler or deputy, still of the cluster. Broken glass only reads."""
    if not user.is_active:
        return False
    rows = CaseReferral.objects.unscoped("whether this person is of the case, without broken glass")
    return rows.filter(_named(user), pk=case.pk).exists()


def check_can_act_on_case(user, case):
    if not is_of_case(user, case):
        raise Refused(_("Only the handler and the deputies may change this."))


def check_can_handle_case(user, case):
    """Deputies are the handler's to name; consent is hers to record."""
    if case.handler_id != user.pk or not has_role_in(user, case.cluster_id, _BELONG):
        raise Refused(_("Only the handler may do this."))


def check_can_open_case(user, cluster_id):
    check_role(user, cluster_id, INSIDE_ROLES, _("Only people of this cluster may refer a case."))


def handler_has_left(case):
    """Whether the handler holds no role in the cluster any more, or has no account."""
    if not case.handler.is_active:
        return True
    where = reaches(case.cluster_id)
    held = Membership.objects.filter(running(), where, user_id=case.handler_id, role__in=sorted(_BELONG))
    return not held.exists()


@policy.register(ReferralCapacity)
def visible_capacities(user):
    return visible_by_mark(user, line="")


def own_organisation_ids(user, cluster):
    """Ids of the organisations for which `user` speaks in `cluster` (a key or a row), or in the national cluster above
    it, now; none for a closed account. One query, none within a request."""
    if not user.is_active:
        return set()
    if memo.remembers():
        here = getattr(cluster, "pk", cluster)
        rows = [row for row in held_memberships(user) if here in (row.cluster_id, row.node_id)]
        return {row.organisation_id for row in rows if row.organisation_id and row.role in INSIDE_ROLES}
    held = Membership.objects.filter(
        running(), reaches(cluster), user=user, role__in=sorted(INSIDE_ROLES), organisation__isnull=False
    )
    return set(held.order_by().values_list("organisation_id", flat=True))


def check_can_write_capacity(user, cluster_id, organisation_id):
    """The coordinators for every organisation; a member for her own."""
    if has_role_in(user, cluster_id, LEAD_ROLES):
        return
    if organisation_id not in own_organisation_ids(user, cluster_id):
        raise Refused(_("Only the coordinators and the organisation itself may say what help it offers."))
