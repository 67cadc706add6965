"""The dates of a personal feed, asked anew at each request: a membership that ended yesterday shows nothing today."""

import datetime as dt
from urllib.parse import urlencode

from django.db.models import Q

from calendar_app.enums import Audience, EntryState, Publication
from calendar_app.models import Entry, Subscription
from calendar_app.queries.filters import ALL, NO_FILTER, of_country, read_filter
from clusters.models import Country
from mechanisms.models import Mechanism

# Explanations and notes are long and stay in the portal.
FEED_FIELDS = (
    "uid",
    *Entry.TITLES,
    "mechanism",
    "country",
    "begins_on",
    "due_on",
    "due_at",
    "time_zone",
    "precision",
    "about_text",
    "certainty",
    "obligation",
    "state",
    "audience",
    "source",
    "sequence",
    "updated_at",
)
MONTHS_BACK = 12
MONTHS_AHEAD = 36


def subscription_of(secret_hash):
    """The living feed with this hash and its owner, or None when unknown, revoked, or its owner inactive."""
    return (
        Subscription.objects.select_related("user", "country")
        .filter(secret_hash=secret_hash, revoked_at=None, user__is_active=True)
        .first()
    )


def subscriptions_of(user):
    """The person's feeds, newest first, revoked ones included."""
    return Subscription.objects.filter(user=user).select_related("country")


def window(today):
    """(first day, last day) of a feed: twelve months back, thirty-six ahead."""
    first = today.replace(day=1)
    return _months(first, -MONTHS_BACK), _months(first, MONTHS_AHEAD + 1) - dt.timedelta(days=1)


def _months(first, count):
    months = first.year * 12 + first.month - 1 + count
    return dt.date(months // 12, months % 12 + 1, 1)


# What an address may narrow a feed by: the calendar's filters, apart from views and spans of time.
ADDRESS_FILTERS = ("country", "family", "kind", "certainty", "mechanism", "theme", "session", "q")


def address_filter(query):
    """(the `CalendarFilter` of an address, the names in it that mean nothing). A feed must not grow by a slip of the
    pen, so what is not understood is for the caller to refuse."""
    found = read_filter(query)
    unknown = [name for name in query if name not in ADDRESS_FILTERS]
    return found, [*unknown, *found.ignored]


def address_text(query):
    """The filters of a calendar's page as a feed's address carries them ("kind=submission&theme=water"), or ""."""
    found = read_filter(query)
    pairs = [(name, getattr(found, name)) for name in ADDRESS_FILTERS if name != "country"]
    return urlencode([(name, value) for name, value in pairs if value])


def feed_entries(subscription, today, chosen=NO_FILTER):
    """The published dates within the window that the owner may see, in stable order. What is not announced has no day
    to stand on and is left out. Cancelled dates stay, so that calendars take them away. `chosen` narrows further; dates
    that would stand in it without a title are then left out, since the filter would say what they are. Two queries."""
    first, last = window(today)
    entries = Entry.objects.visible_to(subscription.user).filter(
        Q(begins_on__lte=last) | Q(begins_on=None, due_on__lte=last),
        due_on__gte=first,
        publication=Publication.PUBLISHED,
    )
    if subscription.country_id:
        entries = entries.filter(of_country(subscription.country_id, subscription.user))
    if subscription.families:
        entries = entries.filter(mechanism__family__in=subscription.families)
    if chosen.country and chosen.country != ALL:
        entries = entries.filter(of_country(chosen.country, subscription.user))
    entries = chosen.applied(entries)
    if not subscription.shows_restricted_neutrally or chosen.narrows:
        entries = entries.exclude(audience=Audience.COORDINATORS)
    return entries.only(*FEED_FIELDS).order_by("due_on", "pk")


def names_of(entries):
    """(mechanisms, countries) by key for the entries of a feed: two queries, instead of two rows joined to each."""
    mechanisms = Mechanism.objects.in_bulk({entry.mechanism_id for entry in entries})
    countries = Country.objects.in_bulk({entry.country_id for entry in entries if entry.country_id})
    return mechanisms, countries


def is_restricted(entry):
    """Dates that not every member may see leave the portal without a word of what they are."""
    return entry.audience == Audience.COORDINATORS


def is_cancelled(entry):
    return entry.state == EntryState.CANCELLED
