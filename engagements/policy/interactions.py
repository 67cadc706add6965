"""Who sees and who may record interactions and series of them."""

from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from core import policy
from engagements.models import Interaction, InteractionSeries
from engagements.policy.common import check_role
from engagements.policy.marks import visible_by_mark


@policy.register(Interaction)
def visible_interactions(user):
    return visible_by_mark(user)


@policy.register(InteractionSeries)
def visible_interaction_series(user):
    return visible_by_mark(user)


def can_record(roles):
    """Whoever belongs to the cluster meets people on its behalf."""
    return bool(roles & INSIDE_ROLES)


def can_change_interaction(user, roles, interaction):
    """The coordinators, and whoever recorded it for as long as she belongs to the cluster."""
    return bool(roles & LEAD_ROLES) or (interaction.created_by_id == user.pk and can_record(roles))


def check_can_record(user, cluster_id):
    check_role(user, cluster_id, INSIDE_ROLES, _("Only people of this cluster may record its interactions."))


def check_can_change_interaction(user, interaction):
    mine = interaction.created_by_id == user.pk
    check_role(
        user,
        interaction.cluster_id,
        INSIDE_ROLES if mine else LEAD_ROLES,
        _("Only the coordinators and the person who recorded it may change this."),
    )


def check_can_keep_series(user, cluster_id):
    check_role(user, cluster_id, LEAD_ROLES, _("Only the coordinators of this cluster may keep a series."))
