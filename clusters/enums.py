"""Roles and the sets derived from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    CO_COORDINATOR = "co_coordinator", _("Co-coordinator")
    SAG = "sag", _("SAG member")
    MEMBER = "member", _("Member")
    OHCHR = "ohchr", _("OHCHR partner")
    TASK_TEAM = "task_team", _("Task Team")
    GPC = "gpc", _("Global Protection Cluster")
    ADMINISTRATOR = "administrator", _("Administrator")


# Roles held in a cluster, and roles held at world level (membership without a cluster).
GLOBAL_ROLES = frozenset({Role.TASK_TEAM, Role.GPC, Role.ADMINISTRATOR})
CLUSTER_ROLES = frozenset(Role) - GLOBAL_ROLES
# Who leads a cluster: full rights inside it (MATRIX B001, B002).
LEAD_ROLES = frozenset({Role.COORDINATOR, Role.CO_COORDINATOR})
# The circle that belongs to the cluster; an OHCHR partner sees only what is shared by name (MATRIX B009).
INSIDE_ROLES = frozenset({Role.COORDINATOR, Role.CO_COORDINATOR, Role.SAG, Role.MEMBER})
# Roles that may not log in without a second factor (demonstration apart).
SECOND_FACTOR_ROLES = frozenset({Role.TASK_TEAM, Role.ADMINISTRATOR})


class Rhythm(models.TextChoices):
    """How a person wants reminders."""

    EACH = "each", _("One mail per reminder")
    DAILY = "daily", _("One mail a day")
    WEEKLY = "weekly", _("One mail a week")
    NONE = "none", _("No reminders by mail")


class InvitationState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
