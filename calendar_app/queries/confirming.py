"""What can be confirmed of a session, each beside the page that shows whether it is right."""

from dataclasses import dataclass

from django.db.models import F

from calendar_app.enums import EXACT, Certainty, ReviewBasis
from calendar_app.models import OfficialDate, Review
from calendar_app.queries.proofs import is_address, page_of
from calendar_app.queries.sessions import session_when
from calendar_app.queries.wording import CERTAINTY_TONE
from core.dates import day_text, zone_label
from core.enums import Confidence
from core.words import listed, paused


@dataclass(frozen=True, slots=True)
class Confirmable:
    """One thing to tick: the days of the session, a date published for it, the place of countries in it. `value` goes
    into the form; `is_ticked` only where the source may serve as one."""

    value: str
    label: str
    what: str
    tone: str
    state: str
    page: str
    page_url: str
    verified: str
    is_done: bool
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Confirming:
    days: Confirmable | None
    officials: list
    places: list

    @property
    def lines(self):
        """All of it: the days first."""
        return [*([self.days] if self.days else []), *self.officials, *self.places]

    @property
    def is_open(self):
        return any(not line.is_done for line in self.lines)


def confirming(session):
    """The `Confirming` of a session that the reader keeps. Two queries."""
    officials = OfficialDate.objects.filter(session=session).select_related("rule", "verified_by").order_by("due_on")
    reviews = Review.objects.filter(session=session).select_related("country")
    return Confirming(
        days=_days(session) if session.precision in EXACT and session.opens_on else None,
        officials=[_official(row) for row in officials],
        places=_places(reviews.order_by(F("review_on").asc(nulls_last=True), "country__name")),
    )


def _line(value, label, what, row, *, tone, state, is_done, is_ticked):
    page = page_of(row.source)
    return Confirmable(
        value=value,
        label=label,
        what=what,
        tone=tone,
        state=state,
        page=page,
        page_url=page if is_address(page) else "",
        verified=day_text(row.verified_at) if row.verified_at else "",
        is_done=is_done,
        is_ticked=is_ticked and row.confidence in Confidence.usable(),
    )


def _days(session):
    return _line(
        "days",
        str(session),
        session_when(session),
        session,
        tone=CERTAINTY_TONE.get(session.certainty, "neutral"),
        state=session.get_certainty_display(),
        is_done=session.certainty == Certainty.CONFIRMED and session.verified_at is not None,
        is_ticked=True,
    )


def _official(row):
    hour = f"{row.at:%H:%M} ({zone_label(row.time_zone)})" if row.at else ""
    return _line(
        f"official-{row.pk}",
        str(row.rule),
        paused(day_text(row.due_on), hour),
        row,
        tone=CERTAINTY_TONE.get(row.certainty, "neutral"),
        state=row.get_certainty_display(),
        is_done=row.certainty == Certainty.CONFIRMED and row.verified_at is not None,
        is_ticked=True,
    )


def _places(reviews):
    """The countries placed by the same page, and equally surely, are one line: never ticked beforehand where the place
    was only inferred."""
    groups = {}
    for review in reviews:
        is_done = review.basis == ReviewBasis.CONFIRMED and review.verified_at is not None
        groups.setdefault((page_of(review.source), review.basis, is_done), []).append(review)
    lines = []
    for (_page, basis, is_done), part in groups.items():
        names = listed(
            f"{review.country} ({day_text(review.review_on)})" if review.review_on else str(review.country)
            for review in part
        )
        lines.append(
            _line(
                "places-" + "-".join(str(review.pk) for review in part),
                "",
                names,
                part[0],
                tone="ok" if basis == ReviewBasis.CONFIRMED else "warn",
                state=part[0].get_basis_display(),
                is_done=is_done,
                is_ticked=basis in (ReviewBasis.CONFIRMED, ReviewBasis.TENTATIVE),
            )
        )
    return lines
