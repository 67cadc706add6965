"""The coordinator's letter on human rights engagement: its five areas, and where a cluster stands with a step."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterArea(models.TextChoices):
    """The five areas of the annex (seed 003, lines 51 to 87); the values are the groups of the step library."""

    PARTICIPATION = "003-area1-participation", _("Participation of human rights actors")
    ANALYSIS = "003-area2-analysis", _("Monitoring, analysis and reporting")
    DATA = "003-area3-data", _("Data collection and sharing of information")
    ADVOCACY = "003-area4-advocacy", _("Advocacy and human rights mechanisms")
    MAINSTREAMING = "003-area5-mainstreaming", _("Mainstreaming and integration")


class LetterStatus(models.TextChoices):
    """The letter asks to consider its steps, "as relevant": none is an obligation (MATRIX T)."""

    NOT_STARTED = "not_started", _("Not started")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    NOT_APPLICABLE = "not_applicable", _("Not applicable here")
