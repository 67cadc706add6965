"""The words of mails about dates: when, where, what."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from calendar_app.enums import Audience, Precision
from core import clock, dates
from core.words import paused


def is_neutral(entry):
    """Whether mails must not name the date: not everyone with an account may see it."""
    return entry.audience != Audience.OPEN or entry.cluster_id is not None


def due_text(entry, recipient):
    """The date with its zone, and for an hour also the recipient's own: one text for every mail."""
    if entry.due_at is None:
        return day_or_month(entry)
    there = dates.instant_text(entry.due_at, entry.time_zone)
    if _offset(entry.due_at, entry.time_zone) == _offset(entry.due_at, recipient.time_zone):
        return there
    here = dates.instant_text(entry.due_at, recipient.time_zone)
    return _("%(there)s, for you %(here)s") % {"there": there, "here": here}


def day_or_month(entry):
    """A month is never given as its first day, and what lasts several days with both."""
    match entry.precision:
        case Precision.DAY if entry.begins_on and entry.begins_on != entry.due_on:
            return dates.period_text(entry.begins_on, entry.due_on)
        case Precision.DAY | Precision.INSTANT:
            return dates.day_text(entry.due_on)
        case Precision.MONTH:
            return dates.month_text(entry.due_on)
        case Precision.SEASON if entry.about_text:
            return dates.announced_text(entry.about_text)
        case Precision.SEASON:
            return dates.about_text(entry.due_on)
    return dates.day_text(None)


def old_text(entry, old_from, old_on, old_at):
    """The date of before: its days, or its hour with the zone."""
    if old_from:
        return dates.period_text(old_from, old_on)
    return dates.instant_text(dt.datetime.fromisoformat(old_at), entry.time_zone) if old_at else dates.day_text(old_on)


def subject_day(entry):
    """The day counted to, or the hour with its zone: what a subject alone must tell."""
    if entry.due_at is not None and entry.begins_on in (None, entry.due_on):
        return dates.instant_text(entry.due_at, entry.time_zone)
    return dates.day_text(entry.starts_on)


def context_day(delivery, name):
    """The day that the mail carries under `name`, or None."""
    text = delivery.context.get(name, "")
    return dt.date.fromisoformat(text) if text else None


def place_of(entry):
    """The country and the mechanism, where there is a country."""
    mechanism = entry.mechanism.label
    return paused(entry.country, mechanism) if entry.country_id else mechanism


def title_beside_body(entry):
    """The title, without the name of the body where the subject begins with it and the title would say it again
    ("CRC: alternative reports")."""
    title, body = str(entry), entry.mechanism.label
    if entry.country_id:
        return title
    # French sets a space before the colon.
    return title.removeprefix(f"{body}: ").removeprefix(f"{body}\xa0: ")


def facts_of(entry):
    """The facts that stand first in each mail: country and mechanism."""
    facts = [(_("Country"), str(entry.country))] if entry.country_id else []
    return [*facts, (_("Mechanism"), str(entry.mechanism))]


def days_left(entry, recipient):
    """The days until the date begins, where the recipient lives, in words."""
    return dates.days_left_text((entry.starts_on - clock.day_of(recipient)).days)


def _offset(instant, zone):
    return instant.astimezone(ZoneInfo(zone)).utcoffset()
