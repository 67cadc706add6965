"""Families of mechanisms, kinds of rules, confidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Family(models.TextChoices):
    """The kind of a mechanism; each has a hue and a shape in the interface."""

    UPR = "upr", _("Universal Periodic Review")
    TREATY_BODY = "treaty_body", _("Treaty bodies")
    SPECIAL_PROCEDURE = "special_procedure", _("Special procedures")
    HRC = "hrc", _("Human Rights Council")
    REGIONAL = "regional", _("Regional mechanisms")
    INVESTIGATION = "investigation", _("Investigations")
    OTHER_MONITORING = "other_monitoring", _("Other monitoring mechanisms")
    NATIONAL = "national", _("National institutions and reporting")
    UN_BODY = "un_body", _("Other bodies of the United Nations")
    FUND = "fund", _("Funds")
    TOOL = "tool", _("Tools")


# Of the row that stands for an engagement without one body (MATRIX E009). No family: no list of families names it; its
# sign is that of anything else.
NO_FAMILY = "other"
NO_MECHANISM = "no-single-mechanism"


class Region(models.TextChoices):
    """Where a regional body works."""

    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("The Americas")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")


class MechanismState(models.TextChoices):
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")
    MERGED = "merged", _("Merged")
    DORMANT = "dormant", _("Not started")
    UNKNOWN = "unknown", _("Not known")


class AuthorType(models.TextChoices):
    ANY = "any", _("All authors")
    SINGLE = "single", _("Single stakeholder")
    JOINT = "joint", _("Joint submission")
    NGO = "ngo", _("Civil society")
    NHRI = "nhri", _("National human rights institution")
    UN = "un", _("UN entity")
    STATE = "state", pgettext_lazy("author", "State")


class LimitUnit(models.TextChoices):
    WORDS = "words", _("words")
    PAGES = "pages", _("pages")
    MINUTES = "minutes", _("minutes")
    PARAGRAPHS = "paragraphs", _("paragraphs")


class Anchor(models.TextChoices):
    """What a relative deadline counts from."""

    SESSION_OPENS = "session_opens", _("the session opens")
    SESSION_CLOSES = "session_closes", _("the session closes")
    REVIEW = "review", _("the review")
    REVIEW_ADOPTED = "review_adopted", _("the Council adopts the outcome")
    REPORT_DUE = "report_due", _("the State report is due")
    LIST_ADOPTED = "list_adopted", _("the list of issues is adopted")
    # Each calendar year, for dates that come every year (calls of funds).
    YEAR = "year", _("the year begins")


class RuleKind(models.TextChoices):
    RELATIVE = "relative", _("counted from the anchor")
    CALENDAR_DAY = "calendar_day", _("a fixed day of the year")
    WINDOW = "window", _("a window that opens and closes")


class Roll(models.TextChoices):
    NONE = "none", _("not moved")
    BACK = "back", _("moved to the working day before")
    FORWARD = "forward", _("moved to the next working day")


class Obligation(models.TextChoices):
    MUST = "must", _("The State must")
    MAY = "may", _("The State may")
    INPUT = "input", _("Input possible")
    NONE = "none", _("For information")


class MechanismKind(models.TextChoices):
    """What a step of the library is for."""

    UPR = "upr", _("Universal Periodic Review")
    TREATY_BODY = "treaty_body", _("Treaty bodies")
    SPECIAL_PROCEDURE = "special_procedure", _("Special procedures")
    HRC = "hrc", _("Human Rights Council")
    REGIONAL = "regional", _("Regional mechanisms")
    NHRI = "nhri", _("National human rights institutions")
    ANY = "any", _("Any or several")


class Phase(models.TextChoices):
    ANALYSE = "analyse", _("Human rights analysis")
    MAP_STAKEHOLDERS = "map_stakeholders", _("Stakeholder mapping")
    PLAN = "plan", _("Objectives, strategy and safeguards")
    USE_OUTCOMES = "use_outcomes", _("Communication and advocacy with outcomes")
    STAY_INFORMED = "stay_informed", _("Stay informed")
    EQUIP_MEMBERS = "equip_members", _("Inform and equip members")
    CONTRIBUTE = "contribute", _("Prepare and give inputs")
    PARTICIPATE = "participate", _("Take part in sessions, visits, events")
    FOLLOW_UP = "follow_up", _("Follow-up and implementation support")
    COORDINATE = "coordinate", _("Cluster arrangements and mainstreaming")


class Gate(models.TextChoices):
    RISK_ASSESSMENT = "risk_assessment", _("Risk form")
    HCT_POSITION = "hct_position", _("HCT position")
    MEMBER_POSITION = "member_position", _("Members' position")
    LEAD_AGENCY_ENDORSEMENT = "lead_agency_endorsement", _("Lead agency's endorsement")
    INFORMED_CONSENT = "informed_consent", _("Informed consent")
    RATIFICATION_CHECK = "ratification_check", _("Procedure accepted by the State")
    ISP_CHECK = "isp_check", _("Information-sharing protocol")
    REPRISAL_CHECK = "reprisal_check", _("Risk of reprisals looked at")


class StepCondition(models.TextChoices):
    """When a step of the library makes sense at all, as its source says."""

    INVESTIGATION = "investigation", _("only while an inquiry or independent investigation is active for the country")
    COMPLAINTS = "complaints", _("only where the State accepts the complaint procedure")
    INQUIRY = "inquiry", _("only where violations are systematic and the State has accepted the inquiry procedure")
    PEACEKEEPING = "peacekeeping", _("only where a peacekeeping mission is deployed")
    AFRICA = "africa", _("only in Africa")


class ThemeKind(models.TextChoices):
    SUBJECT = "subject", _("Subject")
    GROUP = "group", _("Group of persons")


class DocumentKind(models.TextChoices):
    GENERAL_COMMENT = "general_comment", _("General comment")
    THEMATIC_REPORT = "thematic_report", _("Thematic report")
    GUIDELINE = "guideline", _("Guideline")
    RESOLUTION = "resolution", _("Resolution")
    REPORT = "report", _("Report")
    PAGE = "page", _("Page or tool")


class Actor(models.TextChoices):
    """Who may take part; finer than the authors of a submission."""

    NGO = "ngo", _("Civil society")
    NHRI = "nhri", _("National human rights institution")
    UN = "un", _("UN entity")
    STATE = "state", pgettext_lazy("author", "State")
    INDIVIDUAL = "individual", _("Individual")


class InstrumentKind(models.TextChoices):
    TREATY = "treaty", _("Treaty")
    PROTOCOL = "protocol", _("Optional protocol")
    DECLARATION = "declaration", _("Declaration under an article")
    REGIONAL = "regional", _("Regional treaty")
    MEMBERSHIP = "membership", _("Membership of an organisation")
    INVITATION = "invitation", _("Standing invitation")
    CONSTITUTION = "constitution", _("Constitution")
    ACT = "act", _("Act or code")
    DECREE = "decree", _("Decree or regulation")
    OTHER_LAW = "other_law", _("Other domestic norm")

    @classmethod
    def domestic(cls):
        """Law of one country (MATRIX E003); all others stand between States or above them."""
        return (cls.CONSTITUTION, cls.ACT, cls.DECREE, cls.OTHER_LAW)


# Choices of forms and of other programs.
DOMESTIC_CHOICES = [(kind.value, kind.label) for kind in InstrumentKind.domestic()]


class Acceptance(models.TextChoices):
    """Where a country stands towards an instrument."""

    PARTY = "party", _("Party")
    SIGNATORY = "signatory", _("Signed only")
    NONE = "none", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNKNOWN = "unknown", _("Not known")


class DoorKind(models.TextChoices):
    COMPLAINT = "complaint", _("Individual complaint")
    INQUIRY = "inquiry", _("Inquiry")
    URGENT_ACTION = "urgent_action", _("Urgent action")
    INTERIM_MEASURES = "interim_measures", _("Interim measures")
    EARLY_WARNING = "early_warning", _("Early warning")
    REVIEW = "review", _("Review of the State")
    VISIT = "visit", _("Visit")
    COMMUNICATION = "communication", _("Communication")
    COURT = "court", _("Court")


class DoorNeed(models.TextChoices):
    PARTY = "party", _("the State is a party")
    NOT_OPTED_OUT = "not_opted_out", _("the State is a party and has not opted out")
    NOTHING = "nothing", _("it needs no acceptance")
    UN_MEMBER = "un_member", _("the State is a Member State of the UN")
    NOT_IN_FORCE = "not_in_force", _("it is in force, which it is not yet")

    @classmethod
    def without_instrument(cls):
        """Doors that no instrument opens."""
        return (cls.NOTHING, cls.UN_MEMBER)


class DoorState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    UNKNOWN = "unknown", _("Not known")


class Accreditation(models.TextChoices):
    A = "a", _("A status")
    A_DEFERRED = "a_deferred", _("A status, decision deferred")
    B = "b", _("B status")
    C = "c", _("C status (no longer given)")
    NONE = "none", _("Not accredited")
    UNKNOWN = "unknown", _("Not known")


class Holds(models.TextChoices):
    """What a version of a component of the engagement process holds beside its text."""

    TEXT = "text", _("Text only")
    STAKEHOLDERS = "stakeholders", _("Text and actors")
    MESSAGES = "messages", _("Text and messages")
    OBJECTIVES = "objectives", _("Text and objectives")


class FocalSide(models.TextChoices):
    """On whose side a focal point for cooperation works: the network has them within both (document 004, line 139)."""

    MECHANISM = "mechanism", _("Of the mechanism")
    OHCHR = "ohchr", _("Of OHCHR")


class ObstacleKind(models.TextChoices):
    """The three linked kinds of what stands in the way of engagement (document 001, line 91)."""

    STRUCTURAL = "structural", _("Structural")
    OPERATIONAL = "operational", _("Operational")
    KNOWLEDGE = "knowledge", _("Knowledge and capacity")
