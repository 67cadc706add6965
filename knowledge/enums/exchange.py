"""Live exchange among peers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExchangeKind(models.TextChoices):
    """What peers talk about (001:131, 001:193, 001:248)."""

    ADVOCACY = "advocacy", _("Advocacy on human rights")
    MECHANISMS = "mechanisms", _("Engagement with mechanisms")
    INSTITUTIONS = "institutions", _("National human rights institutions")
    OPEN = "open", _("Open exchange")


class ExchangeState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Reply(models.TextChoices):
    COMING = "coming", _("I take part")
    NOT_COMING = "not_coming", _("I cannot take part")
