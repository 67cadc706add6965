"""Choices of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a paragraph is, as the Universal Human Rights Index sorts them."""

    RECOMMENDATION = "recommendation", _("Recommendation")
    CONCERN = "concern", _("Concern or observation")
    OTHER = "other", pgettext_lazy("kind of paragraph", "Other")


class Position(models.TextChoices):
    """Where the State stands towards a recommendation of the UPR (MATRIX K010); empty for all other mechanisms."""

    AWAITING = "awaiting", _("Awaiting the State’s position")
    SUPPORTED = "supported", _("Supported")
    NOTED = "noted", _("Noted")
    PARTLY = "partly", _("Supported in part")

    @classmethod
    def answered(cls):
        return (cls.SUPPORTED, cls.NOTED, cls.PARTLY)


class Wording(models.TextChoices):
    """Whose words the text is."""

    OFFICIAL = "official", _("Words of the document")
    # A report of the Working Group before the Council adopts it.
    DRAFT = "draft", _("Words of a draft, before adoption")
    RECORDED = "recorded", _("As recorded by another organisation")


class SourceFormat(models.TextChoices):
    """What kind of file an import came from."""

    UHRI_XLSX = "uhri_xlsx", _("Universal Human Rights Index, Excel")
    UHRI_JSON = "uhri_json", _("Universal Human Rights Index, JSON")
    UPR_INFO = "upr_info", _("UPR Info database, CSV")
    THEMATIC_LIST = "thematic", _("Thematic list of OHCHR, Word")


class Mark(models.TextChoices):
    """Who may know that a cluster follows a recommendation up."""

    OPEN = "open", _("Open")
    MEMBERS = "members_only", _("Members only")
    COORDINATORS = "coordinators", _("Coordinators only")


class StateBody(models.TextChoices):
    """Who can be responsible for carrying a recommendation out: bodies of the State alone (MATRIX K024, K061)."""

    GOVERNMENT = "government", _("The government as a whole")
    MINISTRY = "ministry", _("Ministry or agency")
    NMRF = "nmrf", _("National mechanism for reporting and follow-up")
    PARLIAMENT = "parliament", _("Parliament")
    JUDICIARY = "judiciary", _("Courts and prosecution")
    FORCES = "forces", _("Armed and security forces")
    LOCAL = "local", _("Regional or local authority")
    SEVERAL = "several", _("Several bodies of the State")


class FollowUpState(models.TextChoices):
    FOLLOWED = "followed", _("Followed up")
    ENDED = "ended", pgettext_lazy("follow-up", "Ended")


class ActivityKind(models.TextChoices):
    SUPPORT = "support", _("Supporting activity")
    OFFER = "technical_assistance", _("Technical assistance offer")


class ActivityOwner(models.TextChoices):
    """The role that sees to an activity, so that a hand-over loses none."""

    COORDINATOR = "coordinator", _("Coordinator")
    CO_COORDINATOR = "co_coordinator", _("Co-coordinator")
    SAG = "sag", _("SAG member")
    MEMBER = "member", _("Members")


class ConditionKind(models.TextChoices):
    """What decides whether a recommendation is carried out well (MATRIX K062)."""

    ENABLER = "enabler", pgettext_lazy("condition of a follow-up", "What helps")
    OBSTACLE = "obstacle", pgettext_lazy("condition of a follow-up", "What stands in the way")


class Progress(models.TextChoices):
    PLANNED = "planned", _("Planned")
    GOING_ON = "going_on", _("Going on")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class OfferState(models.TextChoices):
    """Where an offer of technical assistance stands (MATRIX D032)."""

    OFFERED = "offered", pgettext_lazy("technical assistance", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("technical assistance", "Accepted")
    DECLINED = "declined", pgettext_lazy("technical assistance", "Declined")
    DELIVERED = "delivered", pgettext_lazy("technical assistance", "Delivered")


class Goal(models.TextChoices):
    """The 17 goals of the 2030 Agenda (A/RES/70/1), by their short names."""

    POVERTY = "1", _("No poverty")
    HUNGER = "2", _("Zero hunger")
    HEALTH = "3", _("Good health and well-being")
    EDUCATION = "4", _("Quality education")
    GENDER = "5", _("Gender equality")
    WATER = "6", _("Clean water and sanitation")
    ENERGY = "7", _("Affordable and clean energy")
    WORK = "8", _("Decent work and economic growth")
    INDUSTRY = "9", _("Industry, innovation and infrastructure")
    INEQUALITIES = "10", _("Reduced inequalities")
    CITIES = "11", _("Sustainable cities and communities")
    CONSUMPTION = "12", _("Responsible consumption and production")
    CLIMATE = "13", _("Climate action")
    WATER_LIFE = "14", _("Life below water")
    LAND_LIFE = "15", _("Life on land")
    PEACE = "16", _("Peace, justice and strong institutions")
    PARTNERSHIPS = "17", _("Partnerships for the goals")


class FrameworkKind(models.TextChoices):
    """Documents by which a country and those who help it plan (MATRIX A016)."""

    NATIONAL = "national", _("National development plan")
    COOPERATION = "cooperation", _("UN Sustainable Development Cooperation Framework")
    RESPONSE = "response", _("Humanitarian response plan")
    OTHER = "other", _("Other policy or programming framework")
