"""Country visits and calls for input from the reference files."""

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from calendar_app import rules
from calendar_app.actions.changes import SEEN_FIELDS
from calendar_app.actions.entry_links import set_themes
from calendar_app.actions.visits import STAGE_CERTAINTY
from calendar_app.enums import (
    EXACT,
    Audience,
    Certainty,
    EntryKind,
    EntryState,
    Origin,
    Precision,
    Publication,
    VisitStage,
)
from calendar_app.models import Entry
from core import audit
from core.enums import Confidence
from core.importing import edits_by_people, read_csv, sync
from mechanisms.models import Mechanism, Theme

COLUMNS = (
    "key",
    "kind",
    "mechanism",
    "country",
    "title",
    "title_fr",
    "title_ar",
    "begins_on",
    "due_on",
    "precision",
    "certainty",
    "stage",
    "state",
    "was_begins_on",
    "was_due_on",
    "audience",
    "publication",
    "themes",
    "place",
    "confidence",
    "source",
    "note",
)
# The row of the file is found again by this, whatever people rename.
NAMESPACE = uuid.UUID("6f1f7f64-6c0b-5d0e-9d55-0d8b5f5f2b11")
POSTPONED = gettext_noop("The reference data says that the visit was postponed.")


def load_visits(folder, report, countries, mechanisms):
    """Load `visits_calls.csv`: visits with their stage, calls for input. A date that a person has touched or verified
    stays as it is; the difference is reported. The second run writes nothing."""
    zones = dict(Mechanism.objects.filter(pk__in=mechanisms.values()).values_list("pk", "time_zone"))
    themes = {theme.key: theme for theme in Theme.objects.all()}
    wanted, marks = [], []
    for row in read_csv(folder, "visits_calls.csv", COLUMNS):
        values = _values(row, countries, mechanisms)
        values["time_zone"] = zones[values["mechanism_id"]] or "Europe/Zurich"
        wanted.append((row, values["uid"], values))
        marks.append((row, values["uid"], [word.one_of("themes", themes) for word in _each(row, "themes")]))
    rows = Entry.objects.unscoped("the loader compares every reference date, whoever may see it")
    existing = {entry.uid: entry for entry in rows.filter(uid__in=[uid for _row, uid, _values in wanted])}
    known, edits = set(existing), edits_by_people(Entry)
    before = {uid: _as_seen(entry) for uid, entry in existing.items()}
    sync(
        Entry,
        wanted,
        existing=existing,
        report=report,
        edits=edits,
        whole_row=True,
        stamp=("updated_at",),
        rows=rows,
    )
    _raise_sequence([existing[uid] for uid, seen in before.items() if _as_seen(existing[uid]) != seen], rows)
    for row, uid, wanted_themes in marks:
        entry = existing[uid]
        if uid not in known:
            _tell_postponed(row, entry)
        if (Entry._meta.label_lower, str(entry.pk)) not in edits:
            set_themes(entry, wanted_themes)


def _as_seen(entry):
    return [getattr(entry, name) for name in SEEN_FIELDS]


def _raise_sequence(entries, rows):
    """What subscribers and writers have read of these dates is old: SEQUENCE of the feed, and the lock of a form."""
    for entry in entries:
        entry.sequence += 1
        entry.version += 1
    rows.bulk_update(entries, ["sequence", "version"], batch_size=200)


def _each(row, name):
    """The row once for each word of the column, so that an unknown one breaks at its place."""
    return [type(row)(row.file, row.line, {**row.values, name: word}) for word in row.text(name).split()]


def _values(row, countries, mechanisms):
    kind = row.choice("kind", EntryKind)
    stage = row.choice("stage", VisitStage, blank=True)
    begins_on, due_on, precision = row.day("begins_on"), row.day("due_on"), row.choice("precision", Precision)
    if (due_on is None) != (precision == Precision.NONE) or (begins_on and precision not in EXACT):
        raise row.broken("due_on", _("does not fit the precision “%(value)s”.") % {"value": precision})
    if begins_on and begins_on > due_on:
        raise row.broken("due_on", _("the end lies before the start."))
    if stage and kind != EntryKind.COUNTRY_VISIT:
        raise row.broken("stage", _("only a country visit has a stage."))
    certainty = Certainty.NOT_ANNOUNCED
    if due_on is not None:
        certainty = STAGE_CERTAINTY.get(stage) or row.choice("certainty", Certainty)
    state = row.choice("state", EntryState, blank=True) or EntryState.OPEN
    audience = row.choice("audience", Audience)
    is_sure = stage in (VisitStage.CONFIRMED, VisitStage.DONE)
    if kind == EntryKind.COUNTRY_VISIT and not is_sure and audience != Audience.COORDINATORS:
        raise row.broken("audience", _("a visit that is not confirmed is for coordinators only."))
    source, confidence = row.text("source", required=True), row.choice("confidence", Confidence)
    given = rules.official(due_on, precision=precision, begins_on=begins_on, source=source, confidence=confidence)
    return {
        "uid": uuid.uuid5(NAMESPACE, row.text("key", required=True)),
        "kind": kind,
        "mechanism_id": row.one_of("mechanism", mechanisms, required=True),
        "country_id": row.one_of("country", countries),
        **{name: row.text(name) for name in ("title", "title_fr", "title_ar", "place", "note")},
        "begins_on": begins_on,
        "due_on": given.on,
        "precision": precision,
        "explanation": list(given.explanation),
        "origin": Origin.OFFICIAL,
        "certainty": certainty,
        "stage": stage,
        "state": EntryState.MET if stage == VisitStage.DONE else state,
        "audience": audience,
        "publication": row.choice("publication", Publication),
        "source": source,
        "confidence": confidence,
    }


def _tell_postponed(row, entry):
    """The days that a postponed visit had belong to its history."""
    begins_on, due_on = row.day("was_begins_on"), row.day("was_due_on")
    if due_on is None:
        return
    before = {"stage": str(VisitStage.CONFIRMED), "begins_on": begins_on and begins_on.isoformat()}
    audit.record(
        verb="entry.stage_set",
        target=entry,
        by=None,
        before={**before, "due_on": due_on.isoformat(), "precision": str(Precision.DAY)},
        after={"stage": str(entry.stage), "begins_on": None, "due_on": None, "precision": str(Precision.NONE)},
        reason=POSTPONED,
    )
