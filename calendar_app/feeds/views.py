"""Answers a feed's secret address. The secret is the only key: no log-in, no cookie, nothing about why not."""

import datetime as dt
import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseNotModified
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendar_app.enums import Certainty, Precision
from calendar_app.feeds.ics import Event, calendar
from calendar_app.models import Entry
from calendar_app.queries.feed import (
    address_filter,
    feed_entries,
    is_cancelled,
    is_restricted,
    names_of,
    subscription_of,
)
from calendar_app.queries.taken import taken_by
from calendar_app.queries.wording import month_end, obligation_text
from calendar_app.subscriptions import secret_hash, touch_feed
from core import clock
from core.dates import about_text, announced_text, instant_text
from core.policy import guarded_by
from core.words import listed, pause
from mechanisms.enums import Family

# A season is shown over the months it may mean.
SEASON_MONTHS = 3


@login_not_required
@require_safe
@guarded_by(Entry)
def feed(request, secret):
    """The feed as text/calendar, resolved through what its owner may see now. Unknown or revoked secret, inactive
    owner: 404; a filter in the address that means nothing: 400. `If-None-Match` gives 304. `If-Modified-Since` alone
    does not: the window slides and memberships end without any date changing, so that only the content's hash tells."""
    subscription = subscription_of(secret_hash(secret))
    if subscription is None:
        raise Http404
    user = subscription.user
    chosen, unknown = address_filter(request.GET)
    if unknown:
        with translation.override(user.language):
            said = _("This address asks for something that the portal does not know: %(names)s.")
            said %= {"names": listed(unknown)}
        return HttpResponseBadRequest(said, content_type="text/plain; charset=utf-8")
    with translation.override(user.language):
        entries = list(feed_entries(subscription, clock.day_of(user), chosen))
        taken = taken_by(user, [entry.pk for entry in entries], subscription.country_id or "")
        body = calendar(subscription.name, events(subscription, entries, taken), language=user.language)
    touch_feed(feed=subscription)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if etag in {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="hre-portal.ics"'
        if entries:
            response["Last-Modified"] = http_date(max(entry.updated_at for entry in entries).timestamp())
    response["ETag"] = etag
    # The address is a key: it must not travel on to where a link in the calendar leads.
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, max_age=0, must_revalidate=True)
    return response


def events(subscription, entries, taken=None):
    """The entries as `Event`s in the active language. `taken`: how the owner's cluster takes part, {id: words}."""
    words = _Words(subscription, entries, taken or {})
    return [_event(entry, subscription, words) for entry in entries]


class _Words:
    """What many dates share, put into words once: a thousand dates ask the catalogue a dozen times."""

    def __init__(self, subscription, entries, taken):
        self.taken = taken
        mechanisms, countries = names_of(entries)
        self.base = settings.HRE_BASE_URL + reverse("calendar:entry-detail", args=[0])[: -len("0/")]
        self.mechanisms = {key: found.label for key, found in mechanisms.items()}
        families = {family: str(label) for family, label in Family.choices}
        self.categories = {key: families.get(found.family, found.family) for key, found in mechanisms.items()}
        # A feed of one country need not repeat its name at each date.
        self.countries = {}
        if not subscription.country_id:
            self.countries = {key: f"{found}{pause()}" for key, found in countries.items()}
        self.certainty = {value: str(label) for value, label in Certainty.choices}
        self.states = {key: str(found) for key, found in countries.items()}
        self.restricted = _("Restricted date (HRE Portal)")
        self.source = _("Source: %(source)s")


def _event(entry, subscription, words):
    common = {
        "uid": f"{entry.uid}@hre-portal",
        "sequence": entry.sequence,
        "changed_at": entry.updated_at,
        "url": f"{words.base}{entry.pk}/",
        "is_cancelled": is_cancelled(entry),
        "alarm_days": subscription.alarm_days,
    }
    if is_restricted(entry):
        return Event(summary=words.restricted, is_private=True, **common, **_when(entry))
    summary = f"{words.countries.get(entry.country_id, '')}{words.mechanisms[entry.mechanism_id]}: {entry}"
    if entry.precision in (Precision.MONTH, Precision.SEASON):
        # Never pretends a day: a transparent band over the whole month, and the title says so.
        summary = f"{summary} ({announced_text(entry.about_text) or about_text(entry.due_on)})"
        common["alarm_days"] = None
    return Event(
        summary=summary,
        description=_description(entry, words),
        category=words.categories[entry.mechanism_id],
        **common,
        **_when(entry),
    )


def _when(entry):
    """Instants in UTC, days as dates, a month as all of it."""
    if entry.due_at is not None and entry.begins_on in (None, entry.due_on):
        return {"at": entry.due_at}
    first = entry.begins_on or entry.due_on
    last = entry.due_on
    if entry.precision == Precision.MONTH:
        first, last = entry.due_on.replace(day=1), month_end(entry.due_on)
    elif entry.precision == Precision.SEASON:
        first = last = entry.due_on.replace(day=1)
        for _month in range(SEASON_MONTHS):
            last = month_end(last if last.day == 1 else last + dt.timedelta(days=1))
    return {"first": first, "after": last + dt.timedelta(days=1)}


def _description(entry, words):
    lines = [words.certainty.get(entry.certainty, "")]
    if entry.due_at is not None:
        lines.insert(0, instant_text(entry.due_at, entry.time_zone))
    if obligation := obligation_text(entry, None, words.states.get(entry.country_id, "")):
        lines.append(obligation)
    if entry.pk in words.taken:
        lines.append(words.taken[entry.pk])
    if entry.source:
        lines.append(words.source % {"source": entry.source})
    return "\n".join(lines)
