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


class YesNo(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class RiskCategory(models.TextChoices):
    """Kinds of harm to reckon with (workshop paper, lines 83 and 85; MATRIX H028)."""

    LEGAL = "legal", _("Legal harassment, prosecution")
    PHYSICAL = "physical", _("Threats and physical attack")
    DEFAMATION = "defamation", _("Defamation, being called an enemy of the country")
    ONLINE = "online", _("Online attacks")
    SURVEILLANCE = "surveillance", _("Surveillance")
    BLOCKING = "blocking", _("Blocked websites, limits on media")
    WORK = "work", _("Restrictions on work: registration, visas, funds, access")


class RiskDecision(models.TextChoices):
    """What may follow (MATRIX H008)."""

    GO = "go", _("Go")
    GO_WITH_MITIGATION = "go_with_mitigation", _("Go, with the measures named")
    GO_CONFIDENTIALLY = "go_confidentially", _("Go, confidentially")
    GO_INDIRECTLY = "go_indirectly", _("Go, indirectly through another body")
    WAIT = "wait", _("Wait")
    NO_GO = "no_go", _("No-go")
