"""Words of findings, of the decision aid, of strategies, briefings and monitoring tools."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DutyBearer(models.TextChoices):
    """Only bodies of the State bear the duty (MATRIX B016)."""

    GOVERNMENT = "government", _("Government")
    MINISTRY = "ministry", _("Ministry")
    ARMED_FORCES = "armed_forces", _("Armed forces")
    POLICE = "police", _("Police and security forces")
    COURTS = "courts", _("Courts and prosecution")
    PRISONS = "prisons", _("Prison administration")
    PARLIAMENT = "parliament", _("Parliament")
    LOCAL = "local", _("Local authorities")
    OTHER = "other", _("Other body of the State")


class Systematic(models.TextChoices):
    YES = "yes", _("Systematic or widespread")
    NO = "no", _("Single events")
    UNCLEAR = "unclear", _("Not clear yet")


class SourceKind(models.TextChoices):
    """Kinds of sources; names are never kept."""

    MONITORING = "monitoring", _("Protection monitoring")
    HOUSEHOLDS = "households", _("Household survey")
    GROUPS = "groups", _("Group discussions")
    INTERVIEWS = "interviews", _("Interviews with informed people")
    MEMBERS = "members", _("Reports of member organisations")
    AUTHORITIES = "authorities", _("Authorities")
    OHCHR = "ohchr", _("OHCHR or UN human rights monitoring")
    NHRI = "nhri", _("National human rights institution")
    COURTS = "courts", _("Judgments and laws")
    PUBLIC = "public", _("Public reports")


class AidResponsible(models.TextChoices):
    """First question of the decision aid: whose duty is it?"""

    STATE = "state", _("The State acted, or those who act for it")
    FAILED = "failed", _("Others acted; the State did not protect, investigate or repair")
    UNCLEAR = "unclear", _("Not clear yet")


class AidStrength(models.TextChoices):
    """Second question: how much do we know?"""

    PATTERN = "pattern", _("A pattern: several places or times, several kinds of sources")
    SOME = "some", _("Several events, not yet compared")
    SINGLE = "single", _("One event or one person")


class AidSafety(models.TextChoices):
    """Third question: how can it be told without harm?"""

    OPEN = "open", _("Openly, in the name of the cluster")
    AGGREGATED = "aggregated", _("As totals and trends only")
    CONFIDENTIAL = "confidential", _("In confidence only")
    NOT_NOW = "not_now", _("Not safely at present")


class AidGravity(models.TextChoices):
    """Fourth question: how grave and how urgent?"""

    GRAVE = "grave", _("Grave and going on")
    SERIOUS = "serious", _("Serious, without immediate danger to life or liberty")
    SLOW = "slow", _("Slow or structural")


class StrategyPlace(models.TextChoices):
    """The three places that guidance is to cover (MATRIX O012)."""

    ACTIVITIES = "activities", _("Cluster activities")
    CLUSTER = "cluster", _("Cluster strategy")
    HCT = "hct", _("HCT protection strategy")


class StrategyKind(models.TextChoices):
    STAND_ALONE = "stand_alone", _("Stand-alone strategy")
    SECTION = "section", _("Section of a strategy")
    MESSAGES = "messages", _("Set of messages")
    NONE = "none", _("None")


class StrategyStatus(models.TextChoices):
    MISSING = "missing", _("Not begun")
    WRITING = "writing", _("Being written")
    ADOPTED = "adopted", _("Adopted")
    REVISION = "revision", _("Being revised")


class Approach(models.TextChoices):
    RIGHTS = "rights", _("Rights-based")
    NEEDS = "needs", _("Needs-based")
    BOTH = "both", _("Both")
    UNKNOWN = "unknown", _("Not known")


class Depth(models.TextChoices):
    BROAD = "broad", _("Broad strokes")
    IN_DEPTH = "in_depth", _("In-depth")


class SharedForm(models.TextChoices):
    """In what form data leave the cluster."""

    NOTHING = "nothing", _("Nothing")
    TRENDS = "trends", _("Totals and trends")
    ANALYSIS = "analysis", _("Analysis of patterns")
    EVENTS = "events", _("Single events, without names")


class RegisterKind(models.TextChoices):
    """What else a cluster keeps track of (guide letter, areas 2 to 5)."""

    ADVICE = "advice", _("Advice notes")
    LAW = "law", _("Laws and policies")
    PROGRAMME = "programme", _("Programmes and projects")
    CYCLE = "cycle", _("Products of the programme cycle")
    SECTOR = "sector", _("Work with other sectors")
    DATA = "data", _("Data cooperation")


class RegisterStage(models.TextChoices):
    IDEA = "idea", _("Idea")
    WRITING = "writing", _("Being written")
    DISCUSSED = "discussed", _("Under discussion")
    AGREED = "agreed", _("Agreed or adopted")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
