"""How sure a country visit is."""

from calendar_app.enums import Certainty, EntryKind, VisitStage


def is_unconfirmed_visit(entry):
    """A country visit of which it is not sure that it takes place."""
    if entry.kind != EntryKind.COUNTRY_VISIT:
        return False
    if entry.stage:
        return entry.stage not in (VisitStage.CONFIRMED, VisitStage.DONE)
    return entry.certainty != Certainty.CONFIRMED
