"""Kinds, states and certainty of dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """The five kinds of dates named by the field consultation, told apart where the interface must."""

    SUBMISSION = "submission", _("Submission")
    REPORT_DUE = "report_due", _("Report due")
    CONSULTATION = "consultation", _("Consultation")
    COUNTRY_VISIT = "country_visit", _("Country visit")
    RELATED_EVENT = "related_event", _("Related event")
    SESSION = "session", _("Session")
    REVIEW = "review", _("Review")
    ADOPTION = "adoption", _("Adoption of the outcome")
    MID_TERM = "mid_term", _("Mid-term report")
    NEXT_REVIEW = "next_review", _("Next review")
    CALL_FOR_INPUT = "call_for_input", _("Call for input")
    PRESENTATION = "presentation", _("Presentation of a report")
    HEARING = "hearing", _("Hearing")
    FUND_CALL = "fund_call", _("Call of a fund")
    SIDE_EVENT = "side_event", _("Side event")
    THEMATIC_DAY = "thematic_day", _("Day of general discussion")
    PROGRAMME_CYCLE = "programme_cycle", _("Humanitarian programme cycle")
    EXCHANGE = "exchange", _("Peer exchange or webinar")


# Dates by which something must be handed in; only these have a "met".
DEADLINE_KINDS = frozenset(
    {
        EntryKind.SUBMISSION,
        EntryKind.REPORT_DUE,
        EntryKind.MID_TERM,
        EntryKind.CONSULTATION,
        EntryKind.CALL_FOR_INPUT,
        EntryKind.FUND_CALL,
        # Requests for a hearing are handed in while its window is open.
        EntryKind.HEARING,
    }
)


# The field must act within days; changes are told at once, and the ladder is shorter (MATRIX C021).
URGENT_KINDS = frozenset({EntryKind.COUNTRY_VISIT, EntryKind.CALL_FOR_INPUT})


class Precision(models.TextChoices):
    """How exactly a date is known. Only DAY and INSTANT may trigger reminders counted in days."""

    INSTANT = "instant", _("day and hour")
    DAY = "day", _("day")
    MONTH = "month", _("month only")
    SEASON = "season", _("about")
    NONE = "none", _("not announced")


EXACT = frozenset({Precision.INSTANT, Precision.DAY})


class Origin(models.TextChoices):
    """Where a date comes from. Official beats pinned beats computed."""

    OFFICIAL = "official", _("Official date")
    PINNED = "pinned", _("Set by hand")
    COMPUTED = "computed", _("Computed")


class Certainty(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    PROVISIONAL = "provisional", _("Provisional")
    ESTIMATE = "estimate", _("Estimate")
    NOT_ANNOUNCED = "not_announced", _("Not announced")


class EntryState(models.TextChoices):
    OPEN = "open", _("Open")
    MET = "met", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class SessionState(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    SHORTENED = "shortened", _("Shortened")
    MOVED = "moved", _("Moved")
    ONLINE = "online", _("Held online")
    CANCELLED = "cancelled", _("Cancelled")


class Audience(models.TextChoices):
    """Who sees a published entry."""

    OPEN = "open", _("Everyone with an account")
    MEMBERS = "members", _("Members of the cluster")
    COORDINATORS = "coordinators", _("Coordinators only")


class Publication(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class ReviewBasis(models.TextChoices):
    """How the place of a review in a session is known."""

    CONFIRMED = "confirmed", _("Confirmed")
    INFERRED = "inferred", _("Inferred from the previous cycle")
    TENTATIVE = "tentative", _("Tentative")
    UNKNOWN = "unknown", _("Not known")


class VisitStage(models.TextChoices):
    """How far a country visit has come (MATRIX D039)."""

    REQUESTED = "requested", _("Requested")
    AGREED = "agreed", _("Agreed")
    CONFIRMED = "confirmed", _("Confirmed")
    POSTPONED = "postponed", _("Postponed")
    DONE = "done", _("Done")


class ReviewDocumentKind(models.TextChoices):
    NATIONAL_REPORT = "national_report", _("National report")
    UN_COMPILATION = "un_compilation", _("Compilation of UN information")
    STAKEHOLDER_SUMMARY = "stakeholder_summary", _("Summary of stakeholders’ information")


class OutcomeKind(models.TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    REPORT = "report", _("Report")
    ADOPTED_REVIEW = "adopted_review", _("Adopted review")
    OBSERVATIONS = "observations", _("Concluding observations")
    DECISION = "decision", _("Decision or view")
    JUDGMENT = "judgment", _("Judgment")
    COMMUNICATION = "communication", _("Communication or appeal")
    STATEMENT = "statement", _("Statement")
    STANDARD = "standard", _("General comment or standard")


class Taking(models.TextChoices):
    """How a cluster takes part in a date."""

    ATTEND = "attend", _("We attend")
    WATCH = "watch", _("We watch")


class ImportFormat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    ICS = "ics", "ICS"


class ImportState(models.TextChoices):
    PREVIEW = "preview", _("Preview")
    APPLIED = "applied", _("Imported")
    UNDONE = "undone", _("Undone")


class ImportVerdict(models.TextChoices):
    """What a line of an import does to the calendar."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    BROKEN = "broken", _("Broken")
    # Somebody was quicker between the preview and the import; nothing is overwritten.
    MEANWHILE = "meanwhile", _("Changed meanwhile")


class UndoneAs(models.TextChoices):
    """What undoing an import did with a line of it."""

    REMOVED = "removed", _("Removed")
    CANCELLED = "cancelled", _("Cancelled")
    RESTORED = "restored", _("As before")
    LEFT = "left", _("Left as it is")
