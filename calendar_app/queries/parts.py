"""What belongs to a date: its parts, what it is part of, its themes, the stages of a visit."""

from dataclasses import dataclass

from calendar_app.enums import EntryKind, VisitStage
from calendar_app.models import Entry, EntryTheme
from calendar_app.queries.agenda import in_order
from calendar_app.queries.rows import RowMaker, rows_of
from mechanisms.models import Theme

# A regional workshop has a handful of parts; more than this is a list of its own.
PARTS_MOST = 60
# The road of a visit; "postponed" is a stop beside it.
ROAD = (VisitStage.REQUESTED, VisitStage.AGREED, VisitStage.CONFIRMED, VisitStage.DONE)
# Only what takes place has parts: a day of its programme, its registration, its written input.
WITH_PARTS = frozenset(
    {
        EntryKind.CONSULTATION,
        EntryKind.COUNTRY_VISIT,
        EntryKind.RELATED_EVENT,
        EntryKind.SIDE_EVENT,
        EntryKind.THEMATIC_DAY,
        EntryKind.PROGRAMME_CYCLE,
        EntryKind.EXCHANGE,
    }
)


@dataclass(frozen=True, slots=True)
class Stage:
    label: str
    is_now: bool
    is_past: bool


def parent_of(reader, entry):
    """The date this one is part of, if the reader may see it. No query where there is none."""
    if entry.parent_id is None:
        return None
    return reader.entries.filter(pk=entry.parent_id).first()


def parts_of(reader, entry):
    """The rows of the dates inside this one that the reader may see. One query; none where there can be no parts."""
    if not can_have_parts(entry):
        return []
    maker = RowMaker(reader)
    return [maker.row(part) for part in in_order(rows_of(reader.entries.filter(parent=entry)))[:PARTS_MOST]]


def can_have_parts(entry):
    return entry.kind in WITH_PARTS and entry.parent_id is None and not entry.is_generated


def themes_of(entry):
    """The themes of a date that the caller has shown to be visible. One query."""
    return list(Theme.objects.filter(pk__in=theme_links(entry).values("theme")))


def links_of(user, entries):
    """For lists of dates that `user` sees: {"themes": {id: keys}, "visible_parents": ids}. Two queries at most."""
    themes = {}
    marked = EntryTheme.objects.unscoped("themes of dates that the reader sees").filter(entry__in=entries)
    for entry, key in marked.order_by("theme__key").values_list("entry", "theme__key"):
        themes.setdefault(entry, []).append(key)
    parents = {entry.parent_id for entry in entries if entry.parent_id}
    seen = Entry.objects.visible_to(user).filter(pk__in=parents).order_by() if parents else ()
    return {"themes": themes, "visible_parents": {entry.pk for entry in seen}}


def theme_ids(entry):
    return list(theme_links(entry).values_list("theme", flat=True))


def theme_links(entry):
    return EntryTheme.objects.unscoped("themes of a date that the reader sees").filter(entry=entry).order_by()


def stages_of(entry):
    """The road of a visit with the place where it stands; empty for other kinds and where no stage is recorded."""
    if entry.kind != EntryKind.COUNTRY_VISIT or not entry.stage:
        return []
    road = ROAD if entry.stage != VisitStage.POSTPONED else (*ROAD[:2], VisitStage.POSTPONED, *ROAD[2:])
    here = road.index(entry.stage)
    return [Stage(VisitStage(stage).label, index == here, index < here) for index, stage in enumerate(road)]
