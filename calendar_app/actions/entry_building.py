"""A date put together in memory and checked, before anything is written: what adding, editing and importing share."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.changes import DATE_FIELDS, When, announce_move, plain
from calendar_app.actions.entry_dates import set_dates
from calendar_app.actions.entry_links import check_parent, check_parts_stay_inside, check_session
from calendar_app.actions.entry_rows import (
    audit_entry,
    check_audience,
    check_sharing,
    is_unconfirmed_visit,
    local_hour,
)
from calendar_app.actions.visits import STAGE_CERTAINTY, check_new_stage
from calendar_app.enums import Audience, Certainty, EntryKind, Publication, VisitStage
from calendar_app.models import Entry
from calendar_app.policy import check_can_edit_entry
from core import clock
from core.enums import Confidence
from mechanisms.enums import AuthorType, Obligation

# What people may change on a date that the generator keeps; everything else would be overwritten.
EDITABLE_GENERATED = frozenset({"note", "audience", "themes"})
AUDITED = (
    "kind",
    "title",
    *DATE_FIELDS,
    "time_zone",
    "certainty",
    "audience",
    "publication",
    "state",
    "source",
    "note",
    "stage",
    "place",
    "parent_id",
    "session_id",
)


def drafted_entry(
    *,
    kind,
    title,
    mechanism,
    country=None,
    cluster=None,
    due_on=None,
    begins_on=None,
    at=None,
    time_zone="",
    precision=None,
    about_text="",
    certainty=Certainty.CONFIRMED,
    audience=None,
    author_type=AuthorType.ANY,
    obligation=Obligation.NONE,
    source="",
    confidence=None,
    note="",
    title_fr="",
    title_es="",
    title_pt="",
    title_ar="",
    title_ru="",
    title_zh="",
    session=None,
    parent=None,
    stage="",
    place="",
    confirmed_sharing=False,
    publication=Publication.DRAFT,
    by,
):
    """An unsaved date with everything checked but what only the database knows. Values as in `create_entry`."""
    if stage and kind != EntryKind.COUNTRY_VISIT:
        raise ValidationError({"stage": _("Only a country visit has a stage.")})
    if kind == EntryKind.COUNTRY_VISIT and not stage and certainty == Certainty.CONFIRMED and due_on:
        stage = VisitStage.CONFIRMED
    if stage:
        certainty = STAGE_CERTAINTY.get(stage, Certainty.PROVISIONAL) if due_on else Certainty.NOT_ANNOUNCED
    entry = Entry(
        kind=kind,
        title=title.strip(),
        title_fr=title_fr.strip(),
        title_es=title_es.strip(),
        title_pt=title_pt.strip(),
        title_ar=title_ar.strip(),
        title_ru=title_ru.strip(),
        title_zh=title_zh.strip(),
        mechanism=mechanism,
        country=country or (cluster.country if cluster else None),
        cluster=cluster,
        about_text=about_text,
        certainty=certainty,
        audience=audience or _default_audience(kind, certainty, cluster),
        author_type=author_type,
        obligation=obligation,
        source=source.strip(),
        confidence=confidence or (Confidence.SINGLE_SOURCE if source else Confidence.NONE),
        note=note,
        session=session,
        parent=parent,
        stage=stage,
        place=place.strip(),
        publication=publication,
        created_by=by,
    )
    check_can_edit_entry(by, entry)
    check_session(session)
    set_dates(entry, due_on=due_on, begins_on=begins_on, at=at, time_zone=time_zone, precision=precision, by=by)
    if stage:
        check_new_stage(entry)
    check_audience(entry)
    check_sharing(entry, was=Audience.COORDINATORS, confirmed=confirmed_sharing)
    check_parent(entry, parent, by)
    if source:
        entry.verified_at, entry.verified_by = clock.now(), by
    return entry


@dataclass
class Edited:
    """What a date was before `apply_changes`. `touched`: something differs that the trail does not name."""

    before: dict
    was: When
    old_dates: dict
    touched: bool = False

    def moved(self, row):
        return plain(row) != self.old_dates


def apply_changes(row, changes, *, confirmed_sharing=False, by):
    """Sets `changes` (as in `edit_entry`, without themes) on the row in memory and checks them; returns what stood
    there as `Edited`. Nothing is written. Raises ValidationError."""
    fixed = sorted(
        name for name in set(changes) - EDITABLE_GENERATED if row.is_generated and _differs(row, name, changes)
    )
    if fixed:
        raise ValidationError(
            {fixed[0]: _("This date is kept by the portal. Pin it or set the official date instead.")}
        )
    edited = Edited(plain(row, AUDITED), When.of(row), plain(row))
    _check_visit(row, changes)
    # What was no secret visit before is one from now on: showing it as before is a decision, too.
    was_shown_to = row.audience if is_unconfirmed_visit(row) else Audience.COORDINATORS
    dated = {"due_on", "begins_on", "at", "time_zone", "precision"} & set(changes)
    edited.touched = any(getattr(row, name) != changes[name] for name in set(changes) - dated)
    for name in sorted(set(changes) - dated):
        setattr(row, name, changes[name])
    if dated and not row.is_generated:
        set_dates(
            row,
            due_on=changes.get("due_on", row.due_on),
            begins_on=changes.get("begins_on", row.begins_on),
            at=changes["at"] if "at" in changes else local_hour(row),
            time_zone=changes.get("time_zone", row.time_zone),
            precision=changes.get("precision", row.precision),
            by=by,
        )
    check_audience(row)
    check_sharing(row, was=was_shown_to, confirmed=confirmed_sharing)
    if {"parent", "country", "audience"} & set(changes):
        check_parent(row, changes.get("parent", _parent_of(row)), by)
        check_parts_stay_inside(row)
    if "session" in changes:
        check_session(changes["session"])
    return edited


def record_edit(row, edited, after, *, reason, confirmed_sharing=False, by):
    """Tells the trail and the portal of an edit that is saved. `after` are the values under the names of
    `edited.before`."""
    before, moved = edited.before, edited.moved(row)
    names = [name for name in after if before[name] != after[name]]
    shared = confirmed_sharing and "audience" in names and is_unconfirmed_visit(row)
    audit_entry(
        "entry.moved" if moved else "entry.changed",
        row,
        by=by,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names} | ({"confirmed_sharing": True} if shared else {}),
        reason=reason,
    )
    if moved:
        announce_move(row, edited.was, cause=reason, by=by)


def _check_visit(row, changes):
    """How sure a visit is and whether it has a date is its stage."""
    if not row.stage:
        return
    if changes.get("kind", row.kind) != EntryKind.COUNTRY_VISIT:
        raise ValidationError({"kind": _("This date is a country visit with a stage; its kind stays.")})
    if changes.get("due_on") and row.stage == VisitStage.POSTPONED:
        raise ValidationError({"due_on": _("A postponed visit has no date. Change its stage first.")})
    if "due_on" in changes and not changes["due_on"] and row.stage in (VisitStage.CONFIRMED, VisitStage.DONE):
        raise ValidationError({"due_on": _("A confirmed visit has its period. Postpone it instead.")})
    if "certainty" in changes and changes["certainty"] != row.certainty and row.due_on:
        raise ValidationError({"certainty": _("How sure a visit is follows its stage. Change the stage instead.")})
    if row.due_on is None and changes.get("due_on"):
        changes["certainty"] = STAGE_CERTAINTY[row.stage]


def _parent_of(row):
    if row.parent_id is None:
        return None
    return Entry.objects.unscoped("the date this one is part of, which its writer sees or not").get(pk=row.parent_id)


def _default_audience(kind, certainty, cluster):
    if kind == EntryKind.COUNTRY_VISIT and certainty != Certainty.CONFIRMED:
        return Audience.COORDINATORS
    return Audience.MEMBERS if cluster else Audience.OPEN


def _differs(row, name, changes):
    current = local_hour(row) if name == "at" else getattr(row, name)
    return current != changes[name]
