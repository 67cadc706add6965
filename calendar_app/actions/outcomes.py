"""What the mechanisms brought forth: added, changed, published, taken back, verified. The Task Team's to keep."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.locking import check_reason
from calendar_app.enums import Publication
from calendar_app.models import Entry, Outcome
from calendar_app.policy import check_can_keep_calendar
from clusters.models import Country
from core import audit, clock, events
from core.enums import Confidence
from core.errors import Stale
from mechanisms.models import Theme

TEXTS = (*Entry.TITLES, "symbol", "url", "summary", "source", "note")
FIELDS = ("mechanism", "session", "kind", "published_on", *TEXTS)
# The United Nations' own beginning: nothing that a mechanism brought forth is older.
FIRST_YEAR = 1945


def _locked(outcome, by, expected_version=None):
    check_can_keep_calendar(by)
    row = Outcome.objects.select_for_update(of=("self",)).select_related("mechanism").get(pk=outcome.pk)
    if expected_version is not None and row.version != int(expected_version):
        raise Stale()
    return row


def _record(verb, row, by, *, before=None, after=None, reason=""):
    audit.record(verb=verb, target=row, by=by, before=before, after=after, reason=reason)


def _plain(row):
    values = {name: getattr(row, name) for name in TEXTS}
    return values | {
        "mechanism": row.mechanism.key,
        "session": str(row.session) if row.session_id else "",
        "kind": row.kind,
        "published_on": row.published_on.isoformat() if row.published_on else "",
        "countries": ", ".join(sorted(row.countries.values_list("pk", flat=True))),
        "themes": ", ".join(sorted(row.themes.values_list("key", flat=True))),
    }


def _check(row):
    # Ahead of it is what has not come anywhere on earth.
    last = clock.today("Pacific/Kiritimati")
    if row.published_on is not None and not (row.published_on.year >= FIRST_YEAR and row.published_on <= last):
        raise ValidationError({"published_on": _("An outcome is published when it is there, not ahead of it.")})
    if row.session_id and row.session.mechanism_id != row.mechanism_id:
        raise ValidationError({"session": _("This session is of another mechanism.")})
    row.full_clean(exclude=["mechanism", "session", "verified_by"])


def _set(row, values):
    for name in FIELDS:
        if name in values:
            value = values[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.source and row.confidence in (Confidence.NONE, Confidence.MEMORY):
        row.confidence = Confidence.SINGLE_SOURCE


def _link(row, countries, themes):
    """Sets what the outcome concerns; None leaves it as it is. Rows or their keys; unknown ones are left out."""
    for relation, model, wanted in ((row.countries, Country, countries), (row.themes, Theme, themes)):
        if wanted is not None:
            relation.set(model.objects.filter(pk__in=[getattr(each, "pk", each) for each in wanted]))


@transaction.atomic
def create_outcome(*, countries=(), themes=(), publish=False, by, **values):
    """A new outcome (`values`: FIELDS), as a draft unless `publish`. Task Team only. Each call makes another."""
    check_can_keep_calendar(by)
    row = Outcome()
    _set(row, values)
    _check(row)
    row.save()
    _link(row, countries, themes)
    _record("outcome.created", row, by, after=_plain(row))
    return publish_outcome(outcome=row, by=by) if publish else row


@transaction.atomic
def edit_outcome(*, outcome, countries=None, themes=None, expected_version=None, by, **values):
    """Change what differs. Someone quicker: `Stale`. Unchanged: nothing. Coordinators of a country that is added to a
    published outcome are told then ("outcome_published"). Task Team only."""
    row = _locked(outcome, by, expected_version)
    before = _plain(row)
    _set(row, values)
    _check(row)
    _link(row, countries, themes)
    after = _plain(row)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return row
    row.version += 1
    row.save()
    shown = {name: before[name] for name in changed}, {name: after[name] for name in changed}
    _record("outcome.changed", row, by, before=shown[0], after=shown[1])
    if row.publication == Publication.PUBLISHED:
        events.announce("outcome_published", outcome=row, by=by)
    return row


@transaction.atomic
def publish_outcome(*, outcome, expected_version=None, by):
    """Show it to everyone with an account; announces "outcome_published", from which each coordinator of its countries
    gets one mail, once. Published already: nothing. Task Team only."""
    row = _locked(outcome, by, expected_version)
    if row.publication == Publication.PUBLISHED:
        return row
    row.publication = Publication.PUBLISHED
    row.version += 1
    row.save()
    _record("outcome.published", row, by)
    events.announce("outcome_published", outcome=row, by=by)
    return row


@transaction.atomic
def unpublish_outcome(*, outcome, reason, expected_version=None, by):
    """Take it back into the drafts, with a reason; mails that wait are withdrawn ("outcome_unpublished"). A draft:
    nothing. Task Team only."""
    reason = check_reason(reason)
    row = _locked(outcome, by, expected_version)
    if row.publication == Publication.DRAFT:
        return row
    row.publication = Publication.DRAFT
    row.version += 1
    row.save()
    _record("outcome.unpublished", row, by, reason=reason)
    events.announce("outcome_unpublished", outcome=row, reason=reason, by=by)
    return row


@transaction.atomic
def verify_outcome(*, outcome, by):
    """Say "I looked, this is right": today's date and the person's name. Each call is recorded. Task Team only."""
    row = _locked(outcome, by)
    row.verified_at, row.verified_by = clock.now(), by
    row.save(update_fields=["verified_at", "verified_by", "updated_at"])
    _record("outcome.verified", row, by)
    return row
