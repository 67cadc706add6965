"""Confirming what was announced of a session, after looking: its days, the dates published for it, who is reviewed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from calendar_app.actions.changes import plain
from calendar_app.actions.generating import load_scope, recompute
from calendar_app.actions.locking import locked_session
from calendar_app.actions.verifying import dates_on_the_page_of, verify_dates
from calendar_app.enums import EXACT, Certainty, EntryKind, EntryState, Origin, Publication, ReviewBasis, SessionState
from calendar_app.models import Entry, OfficialDate, Review
from calendar_app.policy import check_can_keep_calendar
from core import audit

CAUSE = gettext_noop("The dates of the session were confirmed.")


@transaction.atomic
def confirm_session(*, session, days=False, officials=(), reviews=(), source="", expected_version=None, by):
    """Confirm, after looking: the `days` of the session (which publishes it, if it was a draft), dates published for it
    and places of countries in it, by their ids. What is confirmed carries this moment and the person's name, and so do
    the dates that rest on it; those counted from it become as sure as their rule lets them. `source` replaces the
    address of the session's page. Task Team. Audited one by one. Raises ValidationError where nothing is chosen, the
    session is cancelled or its days are not announced, `Stale` where it is not the version read."""
    check_can_keep_calendar(by)
    row = locked_session(session, expected_version)
    officials, reviews = _of(OfficialDate, row, officials), _of(Review, row, reviews)
    if not (days or officials or reviews):
        raise ValidationError(_("Tick what you have looked at."))
    if row.state == SessionState.CANCELLED:
        raise ValidationError(_("This session is cancelled."))
    if days:
        _confirm_days(row, source.strip(), by)
    for official in officials:
        _confirm(official, "official_date.confirmed", {"certainty": Certainty.CONFIRMED}, by)
    for review in reviews:
        _confirm(review, "review.confirmed", {"basis": ReviewBasis.CONFIRMED}, by)
    recompute(load_scope(sessions=[row]), cause=CAUSE, by=by)
    verify_dates(
        entries=_proven(row, days, officials, reviews, by),
        sessions=[row] if days else [],
        officials=officials,
        reviews=reviews,
        by=by,
    )
    row.refresh_from_db()
    return row


def _of(model, session, ids):
    found = list(model.objects.select_for_update(of=("self",)).filter(session=session, pk__in=ids))
    if len(found) != len(set(ids)):
        raise ValidationError(_("Something of this session changed meanwhile. Please look again."))
    return found


def _confirm_days(row, source, by):
    if row.opens_on is None or row.precision not in EXACT:
        raise ValidationError(_("The days of this session are not announced: move it to them first."))
    wanted = {"certainty": Certainty.CONFIRMED, "publication": Publication.PUBLISHED}
    if source:
        wanted["source"] = source
    row.version += 1
    _confirm(row, "session.confirmed", wanted, by)


def _confirm(row, verb, wanted, by):
    """Writes what is not so already; a confirmation that changes nothing is recorded as a verification only."""
    names = [name for name, value in wanted.items() if getattr(row, name) != value]
    if not names:
        return
    before = plain(row, names)
    for name in names:
        setattr(row, name, wanted[name])
    row.full_clean()
    row.save()
    audit.record(verb=verb, target=row, by=by, before=before, after=plain(row, names))


def _proven(session, days, officials, reviews, by):
    """The open dates that rest on what was confirmed."""
    found = {entry.pk: entry for entry in dates_on_the_page_of(session, by=by)} if days else {}
    rules, places = {each.rule_id for each in officials}, {each.pk for each in reviews}
    rows = Entry.objects.visible_to(by).filter(session=session, state=EntryState.OPEN, cluster=None, anchor_moved=False)
    for entry in rows.exclude(key="").exclude(due_on=None):
        of_rule = entry.origin == Origin.OFFICIAL and entry.rule_id in rules
        if of_rule or (entry.kind == EntryKind.REVIEW and entry.review_id in places):
            found[entry.pk] = entry
    return list(found.values())
