"""Kinds, states and sides of the contacts that a cluster has, and how often regular ones come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InteractionKind(models.TextChoices):
    MEETING = "meeting", _("Meeting")
    CLUSTER_MEETING = "cluster_meeting", _("Meeting of the cluster")
    WORKSHOP = "workshop", _("Workshop")
    BRIEFING = "briefing", _("Briefing")
    COMMITTEE_BRIEFING = "committee_briefing", _("Briefing of a committee")
    THEMATIC_BRIEFING = "thematic_briefing", _("Thematic briefing")
    VISIT_SUPPORT = "visit_support", _("Support of a visit")
    INFORMATION = "information", _("Information passed on")
    INVITATION = "invitation", _("Invitation of an expert")
    LEARNING = "learning", _("Learning session for members")
    STATEMENT = "statement", _("Oral statement delivered")


# Something is read out or said in turn: they have talking points to take along.
BRIEFINGS = frozenset({InteractionKind.BRIEFING, InteractionKind.COMMITTEE_BRIEFING, InteractionKind.THEMATIC_BRIEFING})


# Information leaves the cluster: what must be settled before a text is sent must be settled before these.
PASSED_ON = frozenset({InteractionKind.INFORMATION, InteractionKind.STATEMENT})


# People come together: they have an agenda and an invitation list.
GATHERINGS = frozenset(
    {
        InteractionKind.MEETING,
        InteractionKind.CLUSTER_MEETING,
        InteractionKind.WORKSHOP,
        InteractionKind.LEARNING,
    }
)


class InteractionState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    HELD = "held", _("Held")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")


# Still ahead: somebody is waited for.
AHEAD = (InteractionState.PROPOSED, InteractionState.ACCEPTED)


class Side(models.TextChoices):
    """On whose side the other person stands (MATRIX D034: the reporting cycle brings all of them into dialogue)."""

    STATE = "state", _("State")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    UN = "un", _("United Nations")
    MECHANISM = "mechanism", _("Mechanism")
    HUMANITARIAN = "humanitarian", _("Humanitarian")
    NHRI = "nhri", _("National human rights institution")
    OTHER = "other", _("Other")


class Moment(models.TextChoices):
    """When a briefing is offered to somebody who visits (MATRIX D041)."""

    BEFORE = "before", _("Before the visit")
    DURING = "during", _("During the visit")
    AFTER = "after", _("After the visit")


class SeriesUnit(models.TextChoices):
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
