"""Who may take part in what a mechanism does."""

from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync
from mechanisms.enums import Actor
from mechanisms.models import ParticipationRule

COLUMNS = ("mechanism", "actor", "may", "status_needed", "speaking", "confidence", "source", "note")


def load_participation(folder, report, mechanisms):
    """Load `participation.csv`: one row for each kind of actor of a mechanism."""
    wanted = []
    for row in read_csv(folder, "participation.csv", COLUMNS):
        mechanism = row.one_of("mechanism", mechanisms, required=True)
        actor = row.choice("actor", Actor)
        values = {name: row.text(name) for name in ("status_needed", "speaking", "source", "note")}
        values |= {
            "mechanism_id": mechanism,
            "actor": actor,
            "may": row.text("may", required=True),
            "confidence": row.choice("confidence", Confidence),
        }
        wanted.append((row, (mechanism, actor), values))
    existing = {(rule.mechanism_id, rule.actor): rule for rule in ParticipationRule.objects.select_related("mechanism")}
    sync(ParticipationRule, wanted, existing=existing, report=report, edits=edits_by_people(ParticipationRule))
