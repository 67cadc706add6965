"""Who matters for protection in a country, and how a cluster works with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActorFamily(models.TextChoices):
    """The five families of actors who must combine on protection problems (003:16)."""

    HUMANITARIAN = "humanitarian", _("Humanitarian")
    RIGHTS = "rights", _("Human rights")
    DEVELOPMENT = "development", _("Development")
    PEACE = "peace", _("Peace and security")
    POLITICAL = "political", _("Political")


class StakeholderKind(models.TextChoices):
    OHCHR = "ohchr", _("OHCHR presence")
    ADVISER = "human_rights_adviser", _("Human rights adviser")
    NHRI = "nhri", _("National human rights institution")
    RIGHTS_ORGANISATION = "rights_organisation", _("Human rights organisation")
    CIVIL_SOCIETY = "civil_society", _("Civil society organisation")
    DEFENDER = "defender", _("Human rights defender")
    COMMUNITY = "community", _("Community")
    LEGAL_AID = "legal_aid", _("Law clinic or legal aid")
    UNION = "union", _("Trade union")
    FAITH = "faith", _("Faith-based organisation")
    MEDIA = "media", _("Media")
    ACADEMIA = "academia", _("Academia")
    BUSINESS = "business", _("Private sector")
    MINISTRY = "ministry", _("Ministry or State body")
    PARLIAMENT = "parliament", _("Parliament")
    UN_AGENCY = "un_agency", _("UN agency")
    DEVELOPMENT = "development", _("Development programme")
    PEACE_OPERATION = "peace_operation", _("Peace operation")
    MISSION = "mission", _("Embassy or permanent mission")
    OTHER = "other", pgettext_lazy("kind of stakeholder", "Other")


class Level(models.TextChoices):
    """Where they are at home: local and national actors are invited first (003:54; MATRIX T002)."""

    LOCAL = "local", _("Local")
    NATIONAL = "national", pgettext_lazy("level of a stakeholder", "National")
    INTERNATIONAL = "international", pgettext_lazy("level of a stakeholder", "International")


class Brings(models.TextChoices):
    """What they bring: the values of 004:25 and 004:30, legal help and access beside them."""

    EXPERTISE = "expertise", _("Expertise")
    AWARENESS = "awareness", _("Awareness")
    MONITORING = "monitoring", _("Monitoring")
    STANDARDS = "standards", _("Standards")
    MOBILISATION = "mobilisation", _("Mobilisation")
    LEGAL = "legal", _("Legal help")
    ACCESS = "access", _("Access to communities")
    DECISION = "decision", _("A say in decisions")


class WayOfWorking(models.TextChoices):
    """How actors carry out their part, which differs: some organisations advocate and denounce, national institutions
    rather advise and investigate (000:92)."""

    ADVOCATE = "advocate", _("Advocate")
    DENOUNCE = "denounce", _("Denounce violations")
    ADVISE = "advise", _("Advise authorities")
    INVESTIGATE = "investigate", _("Investigate violations")


class Stance(models.TextChoices):
    """Where an actor stands towards what the cluster wants to reach."""

    SUPPORTS = "supports", _("Supports")
    LEANS = "leans", _("Leans towards support")
    UNDECIDED = "undecided", _("Undecided")
    RESISTS = "resists", _("Resists")
    AT_RISK = "at_risk", _("Could be harmed")
    UNKNOWN = "unknown", _("Not known")


class Relation(models.TextChoices):
    """How the cluster works with them (001:402-411)."""

    REGULAR = "regular", _("Regular contact")
    SOMETIMES = "sometimes", _("Contact now and then")
    NOT_YET = "not_yet", _("No contact yet")
    NOT_NOW = "not_now", _("No contact for now")


class Channels(models.TextChoices):
    """Through which channels they can speak with us (003:79): partners differ in the risk that they can carry."""

    UNKNOWN = "unknown", _("Not asked yet")
    PRIVATE = "private", _("In private only")
    PRIVATE_FIRST = "private_first", _("In private first, in public once agreed")
    PUBLIC = "public", _("In public as well")
