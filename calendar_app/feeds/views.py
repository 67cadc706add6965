"""Answers a feed's secret address. The secret is the only key: no log-in, no cookie, nothing about why not."""

import datetime as dt
import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendar_app.enums import Precision
from calendar_app.feeds.ics import Event, calendar
from calendar_app.models import Entry
from calendar_app.queries.feed import feed_entries, is_cancelled, is_restricted, subscription_of
from calendar_app.queries.wording import month_end
from calendar_app.subscriptions import secret_hash, touch_feed
from clusters.queries import zone_name
from core import clock
from core.dates import about_text, instant_text
from core.policy import guarded_by
from mechanisms.enums import Family, Obligation

# A season is shown over the months it may mean.
SEASON_MONTHS = 3


@login_not_required
@require_safe
@guarded_by(Entry)
def feed(request, secret):
    """The feed as text/calendar, resolved through what its owner may see now. Unknown or revoked secret, inactive
    owner: 404. `If-None-Match` gives 304. `If-Modified-Since` alone does not: the window slides and memberships end
    without any date changing, so that only the hash of the content tells."""
    subscription = subscription_of(secret_hash(secret))
    if subscription is None:
        raise Http404
    user = subscription.user
    with translation.override(user.language):
        entries = list(feed_entries(subscription, clock.today(zone_name(user))))
        body = calendar(subscription.name, events(subscription, entries), language=user.language)
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


def events(subscription, entries):
    """The entries as `Event`s in the active language."""
    base = settings.HRE_BASE_URL + reverse("calendar:entry-detail", args=[0])[: -len("0/")]
    families = dict(Family.choices)
    return [_event(entry, subscription, base, families) for entry in entries]


def _event(entry, subscription, base, families):
    common = {
        "uid": f"{entry.uid}@hre-portal",
        "sequence": entry.sequence,
        "changed_at": entry.updated_at,
        "url": f"{base}{entry.pk}/",
        "is_cancelled": is_cancelled(entry),
        "alarm_days": subscription.alarm_days,
    }
    if is_restricted(entry):
        return Event(summary=_("Restricted date (HRE Portal)"), is_private=True, **common, **_when(entry))
    name = entry.mechanism.short_name or str(entry.mechanism)
    summary = f"{name}: {entry}"
    if entry.country_id and not subscription.country_id:
        summary = f"{entry.country}, {summary}"
    when = _when(entry)
    if entry.precision in (Precision.MONTH, Precision.SEASON):
        # Never pretends a day: a transparent band over the whole month, and the title says so.
        summary = f"{summary} ({entry.about_text or about_text(entry.due_on)})"
        common["alarm_days"] = None
    return Event(
        summary=summary,
        description=_description(entry),
        category=str(families.get(entry.mechanism.family, entry.mechanism.family)),
        **common,
        **when,
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


def _description(entry):
    lines = [entry.get_certainty_display()]
    if entry.due_at is not None:
        lines.insert(0, instant_text(entry.due_at, entry.time_zone))
    if entry.obligation in (Obligation.MUST, Obligation.MAY):
        lines.append(entry.get_obligation_display())
    if entry.source:
        lines.append(_("Source: %(source)s") % {"source": entry.source})
    return "\n".join(str(line) for line in lines)
