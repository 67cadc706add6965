"""What the mechanisms brought forth: resolutions, reports, adopted reviews. Open once published; drafts are the Task
Team's."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendar_app.enums import OutcomeKind, Publication
from calendar_app.models import Outcome, Session
from calendar_app.queries.filters import in_title
from clusters.models import Country
from clusters.policy import is_task_team
from mechanisms.enums import Family
from mechanisms.models import Mechanism, Theme

PAGE_SIZE = 40
# The five kinds of content that coordinators pass on to their members (MATRIX D004), in the order of a digest.
SECTIONS = {
    "news": gettext_lazy("News of the session"),
    "outcomes": gettext_lazy("Outcomes"),
    "findings": gettext_lazy("Findings of inquiries"),
    "recommendations": gettext_lazy("Recommendations"),
    "standards": gettext_lazy("Standards"),
}
_SECTION_OF_KIND = {
    OutcomeKind.STATEMENT: "news",
    OutcomeKind.COMMUNICATION: "news",
    OutcomeKind.ADOPTED_REVIEW: "recommendations",
    OutcomeKind.OBSERVATIONS: "recommendations",
    OutcomeKind.STANDARD: "standards",
}


def section_of(outcome):
    """Which of the SECTIONS an outcome belongs to. What an investigation says are findings, whatever their form; the
    report of a UPR review is the list of its recommendations."""
    if outcome.mechanism.family == Family.INVESTIGATION:
        return "findings"
    if outcome.mechanism.family == Family.UPR and outcome.kind == OutcomeKind.REPORT:
        return "recommendations"
    return _SECTION_OF_KIND.get(outcome.kind, "outcomes")


@dataclass(frozen=True, slots=True)
class OutcomeFilter:
    """What the address asks for; unknown values are left out."""

    country: str = ""
    mechanism: str = ""
    session: int | None = None
    kind: str = ""
    theme: str = ""
    year: int | None = None
    q: str = ""

    def address(self, **changes):
        chosen = replace(self, **changes)
        pairs = [(name, getattr(chosen, name)) for name in self.__slots__]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    @property
    def narrows(self):
        return any(getattr(self, name) for name in self.__slots__)


def read_outcome_filter(query):
    """An `OutcomeFilter` from a QueryDict. Nothing raises."""

    def number(name, most):
        value = query.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 and int(value) <= most else None

    kind = query.get("kind", "")
    return OutcomeFilter(
        country=query.get("country", "").strip().upper()[:3],
        mechanism=query.get("mechanism", "").strip()[:80],
        session=number("session", 2**31 - 1),
        kind=kind if kind in OutcomeKind.values else "",
        theme=query.get("theme", "").strip()[:80],
        year=number("year", 2100),
        q=" ".join(query.get("q", "").replace("\x00", "").split())[:80],
    )


def visible_outcomes(user):
    """Published outcomes; for the Task Team drafts too. With mechanism and session, newest first."""
    rows = Outcome.objects.select_related("mechanism", "session__mechanism")
    if not is_task_team(user):
        rows = rows.filter(publication=Publication.PUBLISHED)
    return rows.order_by(F("published_on").desc(nulls_last=True), "-pk")


def filtered(rows, chosen):
    if chosen.country:
        rows = rows.filter(countries=chosen.country)
    if chosen.mechanism:
        rows = rows.filter(Q(mechanism__key=chosen.mechanism) | Q(mechanism__parent__key=chosen.mechanism))
    if chosen.session:
        rows = rows.filter(session=chosen.session)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.theme:
        rows = rows.filter(themes__key=chosen.theme)
    if chosen.year:
        rows = rows.filter(published_on__year=chosen.year)
    for word in chosen.q.split():
        rows = rows.filter(in_title(word) | Q(symbol__icontains=word) | Q(summary__icontains=word))
    return rows


@dataclass(frozen=True, slots=True)
class OutcomeList:
    rows: list
    page_obj: object
    chosen: OutcomeFilter
    may_keep: bool
    country_options: list
    mechanism_options: list
    kind_options: list
    theme_options: list
    session: object
    chips: list


def outcome_list(user, chosen, number, *, own=()):
    """One page of outcomes with their countries, and what can be chosen. `own`: ISO codes of the reader's countries.
    Seven queries, whatever the rows."""
    rows = visible_outcomes(user)
    bodies = Mechanism.objects.filter(pk__in=Outcome.objects.order_by().values("mechanism")).order_by("name")
    page = Paginator(filtered(rows, chosen).prefetch_related("countries"), PAGE_SIZE).get_page(number)
    countries = list(Country.objects.filter(Q(pk__in=Outcome.countries.through.objects.values("country"))))
    by_code = {country.pk: country for country in countries}
    return OutcomeList(
        rows=list(page.object_list),
        page_obj=page,
        chosen=chosen,
        may_keep=is_task_team(user),
        country_options=[("", _("All countries"), not chosen.country)]
        + [(country.pk, str(country), country.pk == chosen.country) for country in countries],
        mechanism_options=[("", _("All mechanisms"), not chosen.mechanism)]
        + [(body.key, str(body), body.key == chosen.mechanism) for body in bodies],
        kind_options=[("", _("All kinds"), not chosen.kind)]
        + [(value, label, value == chosen.kind) for value, label in OutcomeKind.choices],
        theme_options=_theme_options(chosen),
        session=Session.objects.select_related("mechanism").filter(pk=chosen.session).first()
        if chosen.session
        else None,
        chips=[(_("All countries"), chosen.address(country=""), not chosen.country)]
        + [
            (str(by_code[code]), chosen.address(country=code), code == chosen.country)
            for code in own
            if code in by_code
        ],
    )


def _theme_options(chosen):
    """The themes that outcomes carry. One query."""
    used = Theme.objects.filter(pk__in=Outcome.themes.through.objects.order_by().values("theme"))
    options = [(theme.key, str(theme), theme.key == chosen.theme) for theme in used]
    return [("", _("All themes"), not chosen.theme), *options] if options else []


def visible_outcome(user, pk):
    """One outcome with its countries, or None."""
    rows = visible_outcomes(user).select_related("verified_by").prefetch_related("countries")
    return rows.filter(pk=pk).first()


def outcomes_of_session(user, session_pk, *, most=20):
    """What came out of a session. One query."""
    return list(visible_outcomes(user).filter(session=session_pk)[:most])


def outcomes_of_country(user, code, *, most=3):
    """The newest outcomes that concern a country. One query."""
    return list(visible_outcomes(user).filter(countries=code)[:most])
