"""One date in full: what, when, why, from where, who sees it, what changed, what may be done."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from calendar_app.enums import DEADLINE_KINDS, EXACT, Audience, EntryKind, EntryState, Origin, Precision, Publication
from calendar_app.models import Entry
from calendar_app.queries.parts import WITH_PARTS, can_have_parts, parent_of, parts_of, stages_of, themes_of
from calendar_app.queries.planned import planned_addresses
from calendar_app.queries.rows import plan_address
from calendar_app.queries.staleness import is_stale
from calendar_app.queries.trail import history_of
from calendar_app.queries.wording import audience_pill, is_bygone, left_text, obligation_text, state_pill
from calendar_app.rules import explain
from core.dates import (
    about_text,
    announced_text,
    day_text,
    long_day_text,
    month_text,
    period_text,
    time_text,
    zone_label,
)
from core.enums import Confidence
from core.words import paused
from mechanisms.enums import Obligation
from mechanisms.models import SubmissionRequirement


@dataclass(frozen=True, slots=True)
class Reason:
    text: str
    sources: list
    confidence: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a mechanism takes. An unsure limit is never given as a figure to rely on: `limit_is_sure` is False then."""

    title: str
    author: str
    limit: str
    limit_is_sure: bool
    formats: str
    channel: str
    languages: str
    hour: str
    publicity: str
    source_url: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class EntryPage:
    entry: Entry
    big: str
    here: str
    left: str
    is_urgent: bool
    pills: list
    obligation: str
    reasons: list
    requirements: list
    sources: list
    confidence: str
    verified: str
    is_stale: bool
    history: list
    seen_mark: str
    seen_text: str
    may_edit: bool
    may_plan: bool
    plan_url: str
    in_plan_url: str
    is_deadline: bool
    is_open: bool
    is_draft: bool
    is_pinned: bool
    stages: list
    themes: list
    parent: object
    parts: list
    may_add_part: bool


def sources_of(source):
    """[(words, address or "")]: the parts of a source, which " | " separates; partly addresses, partly references."""
    parts = [part.strip() for part in source.split(" | ")]
    return [(part, part if _is_address(part) else "") for part in parts if part]


def link_of(source):
    """The first address among the parts of a source, or empty."""
    return next((address for _words, address in sources_of(source) if address), "")


def _is_address(text):
    return text.startswith(("https://", "http://")) and len(text.split()) == 1


def visible_entry(user, pk):
    """The date with what its page shows, or None if `user` may not see it."""
    related = ("mechanism", "country", "cluster", "session__mechanism", "review__country", "rule", "verified_by")
    return Entry.objects.visible_to(user).select_related(*related).filter(pk=pk).first()


def entry_page(reader, entry):
    """The `EntryPage` of an entry the reader sees: six queries more."""
    left, is_urgent = left_text(entry, reader.today, reader.zone)
    may_edit = may_edit_entry(reader, entry)
    plan = plan_address() if entry.state == EntryState.OPEN and reader.leads(entry.country_id) else None
    in_plan = planned_addresses(reader.user, [entry.pk]).get(entry.pk, "") if reader.countries else ""
    seen_mark, seen_text = _seen_by(entry)
    pills = [pill for pill in [state_pill(entry)] if pill[1]]
    if entry.origin != Origin.OFFICIAL:
        pills.append(("neutral", entry.get_origin_display()))
    if audience_pill(entry)[1]:
        pills.append(audience_pill(entry))
    return EntryPage(
        entry=entry,
        big=big_date(entry),
        here=here_date(entry, reader.zone, reader.today),
        left=left,
        is_urgent=is_urgent,
        pills=pills,
        obligation=obligation_text(entry, reader.today, str(entry.country) if entry.country_id else "")
        or (entry.get_obligation_display() if entry.obligation == Obligation.INPUT else ""),
        reasons=[_reason(given) for given in explain(entry.explanation)],
        requirements=_requirements(entry),
        sources=sources_of(entry.source),
        confidence=entry.get_confidence_display(),
        verified=_verified(entry),
        is_stale=is_stale(entry, reader.today),
        history=history_of(reader.user, entry),
        seen_mark=seen_mark,
        seen_text=seen_text,
        may_edit=may_edit,
        may_plan=bool(plan),
        in_plan_url=in_plan,
        plan_url=f"{plan}?entry={entry.pk}" if plan else "",
        is_deadline=entry.kind in DEADLINE_KINDS,
        is_open=entry.state == EntryState.OPEN,
        is_draft=entry.publication == Publication.DRAFT,
        is_pinned=entry.origin == Origin.PINNED,
        stages=stages_of(entry),
        themes=themes_of(entry),
        parent=parent_of(reader, entry),
        parts=parts_of(reader, entry),
        may_add_part=may_edit and can_have_parts(entry),
    )


def may_edit_entry(reader, entry):
    """As the policy's check, from what is already known of the reader; the action asks the policy itself."""
    if entry.cluster_id is None:
        return reader.is_task_team
    return any(cluster_id == entry.cluster_id for cluster_id, *_rest in reader.led_clusters)


def big_date(entry):
    """The date as large as it is sure: "Tuesday 1 December 2026, 18:00", "May 2027", "Not announced"."""
    if entry.due_on is None:
        return _("Not announced")
    if entry.precision == Precision.MONTH:
        return month_text(entry.due_on)
    if entry.precision == Precision.SEASON:
        text = announced_text(entry.about_text) or about_text(entry.due_on)
        return text[:1].upper() + text[1:]
    if entry.begins_on and entry.begins_on != entry.due_on:
        return period_text(entry.begins_on, entry.due_on)
    if entry.due_at is None:
        return long_day_text(entry.due_on)
    local = entry.due_at.astimezone(ZoneInfo(entry.time_zone))
    return paused(long_day_text(local), f"{local:%H:%M}")


def here_date(entry, zone, today):
    """ "Geneva · 19:00 in Maputo": the zone in which it binds and the reader's clock. Where no hour is known, how
    exactly the date is."""
    place = zone_label(entry.time_zone)
    if entry.precision == Precision.NONE:
        return announced_text(entry.about_text) or _("The portal shows it as soon as it is announced.")
    if is_bygone(entry.due_on, entry.precision, today):
        return _("The day is not on record.")
    if entry.precision not in EXACT:
        return _("The day is not announced, so no days are counted and no reminder is sent.")
    if entry.due_at is None and entry.kind == EntryKind.COUNTRY_VISIT:
        # It takes place in the country; the zone of the mandate says nothing.
        return entry.place
    if entry.due_at is None:
        return _("%(place)s time; no hour is published") % {"place": place}
    if zone_label(zone) == place:
        return place
    there, here = (entry.due_at.astimezone(ZoneInfo(name)) for name in (entry.time_zone, zone))
    values = {"place": place, "time": time_text(entry.due_at, zone), "here": zone_label(zone)}
    if there.date() != here.date():
        return _("%(place)s · %(time)s on %(day)s in %(here)s") % {**values, "day": day_text(here)}
    return _("%(place)s · %(time)s in %(here)s") % values


def _verified(entry):
    if entry.verified_at is None:
        return ""
    if entry.verified_by_id is None:
        return day_text(entry.verified_at)
    return _("%(day)s by %(person)s") % {"day": day_text(entry.verified_at), "person": entry.verified_by}


def _reason(given):
    return Reason(
        text=given.text,
        sources=sources_of(given.source),
        confidence=str(Confidence(given.confidence).label) if given.confidence in Confidence.values else "",
        is_sure=given.confidence in Confidence.usable(),
    )


def _requirements(entry):
    """What the mechanism takes; not beside what only takes place, where nothing is handed in."""
    if entry.kind in WITH_PARTS:
        return []
    return [_requirement(found) for found in SubmissionRequirement.objects.filter(mechanism=entry.mechanism)]


def _requirement(found):
    limit = ""
    if found.limit is not None:
        limit = f"{found.limit} {found.get_unit_display()}".strip()
    hour = ""
    if found.at is not None:
        hour = f"{found.at:%H:%M} ({zone_label(found.time_zone)})" if found.time_zone else f"{found.at:%H:%M}"
    return Requirement(
        title=found.title,
        author=found.get_author_type_display(),
        limit=limit,
        limit_is_sure=found.limit_confidence in Confidence.usable(),
        formats=found.formats,
        channel=found.channel,
        languages=found.languages,
        hour=hour,
        publicity=found.publicity,
        source_url=link_of(found.source),
        is_sure=found.confidence in Confidence.usable(),
    )


def _seen_by(entry):
    """(mark, words): who can open this page."""
    country = str(entry.country) if entry.country_id else ""
    if entry.publication == Publication.DRAFT:
        who = _("The coordinators of this cluster, until it is published.")
        return "coordinators", who if entry.cluster_id else _("The Task Team, until it is published.")
    if entry.cluster_id:
        if entry.audience == Audience.COORDINATORS:
            return "coordinators", _("The coordinators of %(cluster)s.") % {"cluster": entry.cluster}
        return "members_only", _("The members of %(cluster)s.") % {"cluster": entry.cluster}
    if entry.audience == Audience.COORDINATORS:
        return "coordinators", _("The cluster coordinators of %(country)s and the Task Team.") % {"country": country}
    if entry.audience == Audience.MEMBERS:
        return "members_only", _("The cluster members of %(country)s and the Task Team.") % {"country": country}
    return "open", _("Everyone with an account.")
