"""Writes the good lines in bulk: each date is built, checked, audited and told of as one by hand is, but the database
is asked for many at once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.changes import plain
from calendar_app.actions.entry_building import AUDITED, record_edit
from calendar_app.actions.entry_links import set_themes
from calendar_app.actions.entry_rows import audit_entry, save_entry
from calendar_app.actions.entry_states import cancel_entry
from calendar_app.actions.importing.checking import changed_draft, draft_of_new, problems_of
from calendar_app.actions.importing.comparing import from_json
from calendar_app.actions.importing.values import Things
from calendar_app.enums import EntryState, ImportVerdict, Publication
from calendar_app.models import Entry, EntryTheme
from core import events
from core.errors import Refused

CHUNK = 500


class Writer:
    """Writes lines of one `run` for `by`. The caller holds the transaction and the calendar's lock, and has made sure
    that nobody changed the dates since the file was read."""

    def __init__(self, run, rows, *, publish, by):
        self.run, self.by = run, by
        self.publication = Publication.PUBLISHED if publish else Publication.DRAFT
        self.reason = gettext("Import of %(file)s") % {"file": run.file_name}
        self.things = Things.named_in([row.values for row in rows])

    def write(self, rows, *, good_only):
        """Writes `rows`. What the calendar refuses now becomes a broken line with `good_only`, else raises."""
        self._add([row for row in rows if row.verdict == ImportVerdict.NEW], good_only=good_only)
        self._change([row for row in rows if row.verdict == ImportVerdict.CHANGED], good_only=good_only)

    def _add(self, rows, *, good_only):
        made = []
        for row in rows:
            try:
                draft, themes = draft_of_new(
                    from_json(row.values),
                    self.things,
                    cluster=self.run.cluster,
                    publication=self.publication,
                    by=self.by,
                )
            except ValidationError as invalid:
                _break(row, invalid, good_only)
                continue
            made.append((row, draft, themes))
        Entry.objects.bulk_create([draft for _row, draft, _themes in made], batch_size=CHUNK)
        links = [EntryTheme(entry=draft, theme=theme) for _row, draft, themes in made for theme in themes]
        EntryTheme.objects.bulk_create(links, batch_size=CHUNK)
        self._check_still_visible([draft for _row, draft, _themes in made])
        for row, draft, themes in made:
            after = plain(draft, AUDITED)
            if themes:
                after["themes"] = sorted(theme.key for theme in themes)
            audit_entry("entry.created", draft, by=self.by, after=after)
            if draft.publication == Publication.PUBLISHED:
                events.announce("entry_published", entry=draft, by=self.by)
            _applied(row, draft)

    def _change(self, rows, *, good_only):
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            held = Entry.objects.visible_to(self.by).select_for_update(of=("self",))
            entries = held.select_related("mechanism", "country", "cluster").in_bulk([row.entry_id for row in chunk])
            for row in chunk:
                try:
                    entry = change(entries[row.entry_id], from_json(row.values), self.things, self.reason, self.by)
                except ValidationError as invalid:
                    _break(row, invalid, good_only)
                    continue
                _applied(row, entry)
            self._check_still_visible(list(entries.values()))

    def _check_still_visible(self, entries):
        """Nobody writes a date out of her own sight."""
        for start in range(0, len(entries), CHUNK):
            keys = [entry.pk for entry in entries[start : start + CHUNK]]
            if Entry.objects.visible_to(self.by).filter(pk__in=keys).count() != len(keys):
                raise Refused(_("You could not see some of these dates any more yourself. Choose a wider audience."))


def change(entry, values, things, reason, by):
    """Writes `values` (by field; "state" may say cancelled) on the locked `entry`. Returns it as written."""
    entry, edited, themes = changed_draft(entry, values, things, by=by)
    after = plain(entry, AUDITED)
    if themes is not None:
        edited.before["themes"], after["themes"] = set_themes(entry, themes)
    if after != edited.before or edited.touched:
        save_entry(entry, seen=True)
        record_edit(entry, edited, after, reason=reason, by=by)
    if values.get("state") == EntryState.CANCELLED:
        entry = cancel_entry(entry=entry, reason=reason, expected_version=entry.version, by=by)
    return entry


def _applied(row, entry):
    row.entry_id, row.entry_version, row.is_applied = entry.pk, entry.version, True


def _break(row, invalid, good_only):
    if not good_only:
        raise invalid
    row.verdict, row.problems = ImportVerdict.BROKEN, [problem.as_json() for problem in problems_of(invalid)]
