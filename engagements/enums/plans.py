"""Marks, channels and states of plan lines and their steps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Exposure(models.TextChoices):
    """The mark: who may know. Ordered from open to closed in RANK."""

    OPEN = "open", _("Open")
    MEMBERS = "members_only", _("Members only")
    RESTRICTED = "restricted", _("Restricted")
    CONFIDENTIAL = "confidential", _("Confidential")


EXPOSURE_RANK = {mark: rank for rank, mark in enumerate(Exposure)}
# Shared in the cluster, and for the few: nothing outside the page itself names what is closed.
SHARED_MARKS = (Exposure.OPEN, Exposure.MEMBERS)
CLOSED_MARKS = (Exposure.RESTRICTED, Exposure.CONFIDENTIAL)


def strictest(*marks):
    """The mark that binds where several meet: the most closed of them, at least one. ValueError for a mark that there
    is not."""
    return max(map(Exposure, marks), key=EXPOSURE_RANK.__getitem__)


class Trigger(models.TextChoices):
    PLANNED = "planned", _("Planned")
    REQUEST = "request", _("Outside request")
    OPPORTUNITY = "opportunity", _("Opportunity")


class Channel(models.TextChoices):
    DIRECT = "direct", _("Direct")
    INDIRECT = "indirect", _("Indirect, through another body")


class OnBehalfOf(models.TextChoices):
    """A lead agency's act never ticks the cluster's own step (MATRIX A009)."""

    CLUSTER = "cluster", _("Protection cluster")
    LEAD_AGENCY = "lead_agency", _("Cluster lead agency")
    MEMBER = "member", _("Member organisation")
    LIKE_MINDED = "like_minded", _("Like-minded members")


class Reason(models.TextChoices):
    """The seven reasons to engage (guide 1, slide 5)."""

    PEOPLES_REALITY = "peoples_reality", _("Read people's reality, root causes and groups left behind")
    ADVOCACY = "advocacy", _("Stronger, more strategic advocacy")
    DELICATE_ISSUES = "delicate_issues", _("Raise delicate issues with a mechanism's wording")
    NETWORKS = "networks", _("Build networks in the country")
    AWARENESS = "awareness", _("Raise awareness of rights and inequality")
    PRIORITIES = "priorities", _("Find advocacy priorities in recommendations")
    AGENDA_2030 = "agenda_2030", _("Tie recommendations to the 2030 Agenda")


class LineState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    NOT_NOW = "not_now", _("Not now")


class StepState(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    NOT_NOW = "not_now", _("Not now")


class StepOwner(models.TextChoices):
    """Steps belong to roles, so that a hand-over loses none."""

    COORDINATOR = "coordinator", _("Coordinator")
    CO_COORDINATOR = "co_coordinator", _("Co-coordinator")
    SAG = "sag", _("SAG member")
    MEMBER = "member", _("Members")
    TASK_TEAM = "task_team", _("Task Team")
