"""The dates of the worklist as gathering needs them: there may be many thousands, so each is a few plain values."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from calendar_app.queries.looks import Look, reasons_of, worth_a_look
from calendar_app.queries.proofs import group_key, proof_of


@dataclass(slots=True)
class Lean:
    """One date. `key` names the group it belongs to; `page` is what it rests on."""

    pk: int
    session_id: int | None
    country_id: str | None
    mechanism_id: int
    starts: object
    looks: list
    page: str
    key: str

    @property
    def waits(self):
        return Look.WAITING in self.looks


class _Facts(NamedTuple):
    """What `reasons_of` asks of a date, named as on the date itself."""

    kind: str
    certainty: str
    publication: str
    anchor_moved: bool
    due_on: object
    verified_at: object


_FACTS = _Facts._fields
_PROOF = ("origin", "source", "anchor", "session__source", "review__source")
_PLACE = ("pk", "session_id", "country_id", "mechanism_id", "starts")


def reference_dates(reader, chosen):
    """The dates of the reference calendar under the filter; a cluster's own dates are its coordinators' business."""
    entries = reader.entries.filter(cluster=None)
    if chosen.country:
        entries = entries.filter(country=chosen.country)
    if chosen.mechanism:
        entries = entries.filter(mechanism__key=chosen.mechanism)
    return entries


def lean_rows(reader, chosen):
    """Every date that wants a look, in order. One query, one more for the rules of kinds. Many dates share their facts,
    their page and their group: each is worked out once."""
    entries = reference_dates(reader, chosen).filter(worth_a_look(reader.today, chosen.why))
    entries = entries.annotate(starts=Coalesce("begins_on", "due_on"), anchor=KT("computed_from__anchor")).order_by(
        F("anchor_moved").desc(), F("starts").asc(nulls_last=True), "pk"
    )
    looks_of, page_of, keys = {}, {}, {}
    rows = []
    for values in entries.values_list(*_PLACE, *_FACTS, *_PROOF):
        pk, session_id, country_id, mechanism_id, starts = values[:5]
        facts, proof = values[5:11], values[11:]
        looks = looks_of.get(facts)
        if looks is None:
            looks = looks_of[facts] = reasons_of(_Facts(*facts), reader.today)
        page = page_of.get(proof)
        if page is None:
            page = page_of[proof] = _page(*proof)
        rows.append(
            Lean(pk, session_id, country_id, mechanism_id, starts, looks, page, _key(pk, session_id, looks, page, keys))
        )
    return rows


def _page(origin, source, anchor, session_source, review_source):
    return proof_of(
        origin=origin,
        source=source,
        anchor=anchor or "",
        session_source=session_source or "",
        review_source=review_source or "",
    )


def _key(pk, session_id, looks, page, keys):
    """A date whose anchor moved wants its own look; so does one without a page that proves it. `keys` remembers."""
    waits = Look.WAITING in looks
    if Look.MOVED in looks or (not page and not waits):
        return f"date-{pk}"
    group = (session_id, "" if waits else page, waits)
    if group not in keys:
        keys[group] = group_key(session_id, group[1], waits=waits)
    return keys[group]


def gathered(rows):
    """{group key: its rows} in the order of each group's first date."""
    groups = {}
    for lean in rows:
        groups.setdefault(lean.key, []).append(lean)
    return groups
