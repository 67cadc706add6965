"""The lines, levels and decisions of a risk form."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RiskLine(models.TextChoices):
    """Do no harm and the four humanitarian principles, then who could suffer retaliation."""

    DO_NO_HARM = "do_no_harm", _("Do no harm")
    HUMANITY = "humanity", _("Humanity")
    NEUTRALITY = "neutrality", _("Neutrality")
    IMPARTIALITY = "impartiality", _("Impartiality")
    INDEPENDENCE = "independence", _("Independence")
    RETALIATION_SOURCES = "retaliation_sources", _("Retaliation against sources and persons of concern")
    RETALIATION_MEMBERS = "retaliation_members", _("Retaliation against member organisations and staff")
    RETALIATION_OPERATIONS = "retaliation_operations", _("Consequences for operations and access")


class RiskLevel(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class RiskDecision(models.TextChoices):
    GO = "go", _("Go")
    GO_WITH_MITIGATION = "go_with_mitigation", _("Go, with the measures named")
    NO_GO = "no_go", _("No-go")
