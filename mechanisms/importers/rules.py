"""What mechanisms accept, and how their dates are computed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync
from mechanisms.enums import Anchor, AuthorType, LimitUnit, Obligation, Roll, RuleKind
from mechanisms.models import DeadlineRule, SubmissionRequirement

REQUIREMENT_COLUMNS = (
    "mechanism",
    "key",
    "title",
    "author_type",
    "limit",
    "unit",
    "limit_confidence",
    "counts_footnotes",
    "formats",
    "channel",
    "languages",
    "at",
    "time_zone",
    "publicity",
    "confidence",
    "source",
    "note",
)
RULE_COLUMNS = (
    "key",
    "mechanism",
    "title",
    "title_fr",
    "title_ar",
    "entry_kind",
    "anchor",
    "session_kind",
    "kind",
    "month",
    "day",
    "years",
    "in_months",
    "opens_months",
    "opens_days",
    "months",
    "uses_cycle",
    "days",
    "at",
    "time_zone",
    "roll",
    "is_approximate",
    "author_type",
    "obligation",
    "confidence",
    "source",
    "note",
)


def load_requirements(folder, report, mechanisms):
    """Load `requirements.csv`. A limit known from memory only is kept with that confidence and never serves as a
    rule; a limit without a unit breaks the file."""
    wanted = []
    for row in read_csv(folder, "requirements.csv", REQUIREMENT_COLUMNS):
        mechanism = row.one_of("mechanism", mechanisms, required=True)
        key = row.text("key", required=True)
        values = {name: row.text(name) for name in ("formats", "channel", "languages", "publicity", "source", "note")}
        values |= {
            "mechanism_id": mechanism,
            "key": key,
            "title": row.text("title", required=True),
            "author_type": row.choice("author_type", AuthorType),
            "limit": row.number("limit"),
            "unit": row.choice("unit", LimitUnit, blank=True),
            "limit_confidence": row.choice("limit_confidence", Confidence),
            "counts_footnotes": row.yes("counts_footnotes"),
            "at": row.hour("at"),
            "time_zone": row.zone("time_zone"),
            "confidence": row.choice("confidence", Confidence),
        }
        if values["limit"] is not None and not values["unit"]:
            raise row.broken("unit", _("a limit needs a unit."))
        wanted.append((row, (mechanism, key), values))
    existing = {(item.mechanism_id, item.key): item for item in SubmissionRequirement.objects.all()}
    sync(SubmissionRequirement, wanted, existing=existing, report=report, edits=edits_by_people(SubmissionRequirement))


def load_deadline_rules(folder, report, mechanisms, entry_kinds):
    """Load `deadline_rules.csv`. `entry_kinds`: the kinds of dates of the calendar, which this floor does not know.

    A rule that computes needs a source that may serve as one: memory is refused. A rule without months, days and
    confidence names a date that is published for each session and never computed."""
    wanted = []
    for row in read_csv(folder, "deadline_rules.csv", RULE_COLUMNS):
        key = row.text("key", required=True)
        values = {
            name: row.text(name) for name in ("title_fr", "title_ar", "session_kind", "in_months", "source", "note")
        }
        values |= {
            "mechanism_id": row.one_of("mechanism", mechanisms, required=True),
            "key": key,
            "kind": row.choice("kind", RuleKind),
            "month": row.number("month"),
            "day": row.number("day"),
            "years": row.number("years", default=0),
            "opens_months": row.number("opens_months", default=0),
            "opens_days": row.number("opens_days", default=0),
            "title": row.text("title", required=True),
            "entry_kind": row.choice("entry_kind", entry_kinds),
            "anchor": row.choice("anchor", Anchor),
            "months": row.number("months", default=0),
            "uses_cycle": row.yes("uses_cycle"),
            "days": row.number("days", default=0),
            "at": row.hour("at"),
            "time_zone": row.zone("time_zone"),
            "roll": row.choice("roll", Roll),
            "is_approximate": row.yes("is_approximate"),
            "author_type": row.choice("author_type", AuthorType),
            "obligation": row.choice("obligation", Obligation),
            "confidence": row.choice("confidence", Confidence),
        }
        computes = values["months"] or values["days"] or values["confidence"] == Confidence.MEMORY
        computes = computes or values["kind"] != RuleKind.RELATIVE
        if computes and values["confidence"] not in Confidence.usable():
            raise row.broken("confidence", _("a rule needs a source."))
        try:
            DeadlineRule(**values).clean()
        except ValidationError as error:
            name, messages = next(iter(error.message_dict.items()))
            raise row.broken(name, messages[0]) from error
        wanted.append((row, key, values))
    existing = {rule.key: rule for rule in DeadlineRule.objects.select_related("mechanism")}
    sync(DeadlineRule, wanted, existing=existing, report=report, edits=edits_by_people(DeadlineRule))
    return {key: rule.pk for key, rule in existing.items()}
