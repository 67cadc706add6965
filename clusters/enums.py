"""Roles and the sets derived from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class OrganisationKind(models.TextChoices):
    """What an organisation is (MATRIX B018-B021, B029); without one nobody has recorded it."""

    HUMAN_RIGHTS = "human_rights", _("Human rights organisation")
    NATIONAL_NGO = "national_ngo", _("National NGO")
    LOCAL_NGO = "local_ngo", _("Local NGO")
    INTERNATIONAL_NGO = "international_ngo", _("International NGO")
    UN_AGENCY = "un_agency", _("UN agency")
    NHRI = "nhri", _("National human rights institution")
    LEGAL_AID = "legal_aid", _("Law clinic or legal aid")
    FAITH_BASED = "faith_based", _("Faith-based organisation")
    COMMUNITY_BASED = "community_based", _("Community-based organisation")
    TRADE_UNION = "trade_union", _("Trade union")
    MEDIA = "media", _("Media")
    ACADEMIA = "academia", _("Academia")
    PRIVATE_SECTOR = "private_sector", _("Private sector")
    GOVERNMENT_LINKED = "government_linked", _("Government-linked body")
    OTHER = "other", pgettext_lazy("kind of organisation", "Other")


class TaskTeamStatus(models.TextChoices):
    """Whether an organisation belongs to the Task Team (MATRIX B026); without one nobody has recorded it."""

    PROPOSED = "proposed", _("To be invited")
    INVITED = "invited", _("Invited to the Task Team")
    MEMBER = "member", _("Member of the Task Team")
    FORMER = "former", _("No longer a member of the Task Team")


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


class ProfileTopic(models.TextChoices):
    """What a cluster's profile tells, in the order shown (MATRIX A024, B009, B012, O006, V003-V010)."""

    ENGAGEMENT = "engagement", _("Engagement with mechanisms so far")
    ADVOCACY = "advocacy", _("Advocacy and strategy")
    HCT_STRATEGY = "hct_strategy", _("HCT protection strategy")
    APPROACH = "approach", _("Approach of the cluster's strategy")
    INSTITUTION = "institution", _("Work with the national human rights institution")
    MONITORING = "monitoring", _("Monitoring and legal analysis")
    OHCHR = "ohchr", _("OHCHR in the country")
    MISSION = "mission", _("Human rights component of a peace operation")
    PLANS = "plans", _("Plans and support")


class ProfileAnswer(models.TextChoices):
    """The short answer beside the words, where a topic has one."""

    ADOPTED = "adopted", _("Adopted")
    IN_PREPARATION = "in_preparation", _("In preparation")
    NO_STRATEGY = "no_strategy", _("None adopted")
    RIGHTS_BASED = "rights_based", _("Rights-based")
    NEEDS_BASED = "needs_based", _("Needs-based")
    MEMBER = "member", _("Member of the cluster")
    NOT_MEMBER = "not_member", _("Not a member of the cluster")
    STAND_ALONE = "stand_alone", _("Office of its own")
    IN_MISSION = "in_mission", _("Part of a peace operation")
    NO_PRESENCE = "no_presence", _("No presence")
    COMPONENT = "component", _("There is one")
    NO_COMPONENT = "no_component", _("There is none")


# Which answers a topic has; the others are told in words alone.
ANSWERS_OF = {
    ProfileTopic.HCT_STRATEGY: (ProfileAnswer.ADOPTED, ProfileAnswer.IN_PREPARATION, ProfileAnswer.NO_STRATEGY),
    ProfileTopic.APPROACH: (ProfileAnswer.RIGHTS_BASED, ProfileAnswer.NEEDS_BASED),
    ProfileTopic.INSTITUTION: (ProfileAnswer.MEMBER, ProfileAnswer.NOT_MEMBER),
    ProfileTopic.OHCHR: (ProfileAnswer.STAND_ALONE, ProfileAnswer.IN_MISSION, ProfileAnswer.NO_PRESENCE),
    ProfileTopic.MISSION: (ProfileAnswer.COMPONENT, ProfileAnswer.NO_COMPONENT),
}
# Topics that say how the unit is reached.
TOPICS_WITH_CONTACT = frozenset({ProfileTopic.OHCHR, ProfileTopic.MISSION})


class Aor(models.TextChoices):
    """The four areas of responsibility (MATRIX B031; 001:340-343)."""

    CHILD_PROTECTION = "child_protection", _("Child protection")
    GBV = "gbv", _("Gender-based violence")
    HLP = "hlp", _("Housing, land and property")
    MINE_ACTION = "mine_action", _("Mine action")

    @classmethod
    def ordered(cls, values):
        """`values` in the order of the list, none twice; raises ValueError for what is no area."""
        wanted = {cls(value) for value in values or ()}
        return [area.value for area in cls if area in wanted]

    @classmethod
    def words(cls, values):
        """The names of `values`; what is no area is left out."""
        return [area.label for area in cls if area.value in set(values)]
