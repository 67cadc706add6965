"""States and acts of the components of an engagement, and what their rows say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.enums import Stance as Stance


class ComponentState(models.TextChoices):
    """Quiet: not taken up (yet). No component leaves an engagement (MATRIX E024)."""

    QUIET = "quiet", _("Quiet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class ComponentAct(models.TextChoices):
    OPENED = "opened", _("Opened")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    # It was open already when something sent the cluster back to it.
    LOOKED_BACK = "looked_back", _("Looked back at")


class LookBackState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    TAKEN = "taken", _("Looked back")
    SET_ASIDE = "set_aside", _("Set aside")
