"""States of what a cluster prepares for a visit or a session, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InputState(models.TextChoices):
    """One item of the package for a visit, or of the material that headquarters asked for."""

    TO_PREPARE = "to_prepare", _("To prepare")
    READY = "ready", _("Ready")
    SENT = "sent", _("Sent")
    NOT_NOW = "not_now", _("Not now")


class StopState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Raised(models.TextChoices):
    """Whether a concern of the cluster was raised in the session (MATRIX J005)."""

    OPEN = "open", _("Not known yet")
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class PressState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    USED = "used", _("Used")
    NOT_USED = "not_used", _("Not used")


class Delivery(models.TextChoices):
    """How an oral statement was delivered."""

    IN_ROOM = "in_room", _("In the room")
    VIDEO = "video", _("By video")
    JOINT = "joint", _("Jointly with others")
    READ_BY_OTHER = "read_by_other", _("Read out by another body")
