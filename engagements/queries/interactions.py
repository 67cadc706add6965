"""Reads of interactions: the filtered list, one with all it hangs on, what is to be followed up, who was met."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, Q

from calendar_app.models import Entry, PriorityMandate, Review
from engagements.enums import AHEAD, InteractionKind, InteractionState, Side
from engagements.models import Interaction, InteractionSeries, PlanLine
from mechanisms.models import Mechanism, Theme
from stakeholders.models import Stakeholder

PER_PAGE = 30
# What a list shows: all, those ahead, those held, those with something to follow up.
VIEWS = ("all", "ahead", "held", "follow_up")
# No calendar goes further.
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; whatever it does not know is left out."""

    view: str = "all"
    kind: str = ""
    side: str = ""
    year: int | None = None
    line: int | None = None
    review: int | None = None
    entry: int | None = None
    series: int | None = None
    q: str = ""

    @property
    def narrows(self):
        return any((self.kind, self.side, self.year, self.line, self.review, self.entry, self.series, self.q))

    @property
    def kept(self):
        """[(name, number)] of what the search form takes along."""
        pairs = [(name, getattr(self, name)) for name in ("line", "review", "entry", "series")]
        return [(name, number) for name, number in pairs if number]

    def address(self, cluster, **changes):
        """The query of the address with these values and `changes`; empty ones are left out."""
        values = {name: changes.get(name, getattr(self, name)) for name in self.__slots__}
        if values["view"] == "all":
            values["view"] = ""
        pairs = {"cluster": cluster.pk, **{name: value for name, value in values.items() if value}}
        return f"?{urlencode(pairs)}"


def _number(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def read_filter(asked):
    """The `Filter` of a QueryDict."""
    year = _number(asked.get("year"))
    view, kind, side = asked.get("view", ""), asked.get("kind", ""), asked.get("side", "")
    return Filter(
        view=view if view in VIEWS else "all",
        kind=kind if kind in InteractionKind.values else "",
        side=side if side in Side.values else "",
        q=asked.get("q", "").strip()[:80],
        year=year if year and year <= _LAST_YEAR else None,
        **{name: _number(asked.get(name)) for name in ("line", "review", "entry", "series")},
    )


def interactions(user, cluster, chosen):
    """The interactions of `cluster` that `user` may see and the filter asks for, newest first."""
    rows = Interaction.objects.visible_to(user).filter(cluster=cluster)
    if chosen.view == "ahead":
        rows = rows.filter(state__in=AHEAD)
    elif chosen.view == "held":
        rows = rows.filter(state=InteractionState.HELD)
    elif chosen.view == "follow_up":
        rows = rows.filter(followed_up_at=None).exclude(follow_up="")
    for name, column in (
        ("kind", "kind"),
        ("side", "side"),
        ("line", "plan_line_id"),
        ("review", "review_id"),
        ("entry", "entry_id"),
        ("series", "series_id"),
        ("year", "on__year"),
    ):
        if value := getattr(chosen, name):
            rows = rows.filter(**{column: value})
    if chosen.q:
        found = Q(topic__icontains=chosen.q) | Q(with_whom__icontains=chosen.q) | Q(points__icontains=chosen.q)
        rows = rows.filter(found)
    if chosen.view == "follow_up":
        rows = rows.order_by(F("follow_up_on").asc(nulls_last=True), "-pk")
    return rows.select_related("mechanism", "plan_line")


@dataclass(frozen=True, slots=True)
class Page:
    page_obj: object
    rows: list
    # What the list is narrowed to, as words, or "": a line, a review, a date, a series.
    about: str
    # Of a review: (side, how many were met).
    met: list


def interaction_page(user, cluster, chosen, number):
    """One page of the list. Five queries at most, whatever the rows."""
    found = interactions(user, cluster, chosen)
    page = Paginator(found, PER_PAGE).get_page(number)
    rows = list(page.object_list)
    return Page(page_obj=page, rows=rows, about=about_text(user, chosen), met=met_sides(found) if chosen.review else [])


def about_text(user, chosen):
    """What the filter narrows the list to, if the reader may see it."""
    for model, pk in ((PlanLine, chosen.line), (Entry, chosen.entry), (InteractionSeries, chosen.series)):
        if pk:
            return str(model.objects.visible_to(user).filter(pk=pk).first() or "")
    if chosen.review:
        return str(
            Review.objects.filter(pk=chosen.review).select_related("country", "session__mechanism").first() or ""
        )
    return ""


def met_sides(rows):
    """[(side, how many)] of those held: who has been met on each side of a reporting cycle (MATRIX D034)."""
    held = Counter(rows.filter(state=InteractionState.HELD).order_by().values_list("side", flat=True))
    return [(side.label, held[side]) for side in Side if held[side] or side != Side.OTHER]


def interaction(user, pk):
    """One interaction, or None for whoever may not see it."""
    rows = Interaction.objects.visible_to(user).filter(pk=pk)
    return rows.select_related(
        "cluster__country",
        "mechanism",
        "theme",
        "plan_line__mechanism",
        "review__country",
        "review__session__mechanism",
        "series",
        "created_by",
        "followed_up_by",
    ).first()


def date_of(user, row):
    """The date it belongs to, if the reader may see that."""
    return Entry.objects.visible_to(user).filter(pk=row.entry_id).first() if row.entry_id else None


def series_of_row(user, row):
    """The series it belongs to, if the reader may see that."""
    return InteractionSeries.objects.visible_to(user).filter(pk=row.series_id).first() if row.series_id else None


def of_line(user, line, *, most=None):
    """The interactions of a plan line that the reader may see, newest first. One query."""
    rows = Interaction.objects.visible_to(user).filter(plan_line=line).select_related("mechanism")
    return list(rows[:most] if most else rows)


def follow_ups(user, cluster, roles, *, limit):
    """What is to be followed up by one of `roles`, nearest first. One query."""
    rows = Interaction.objects.visible_to(user).filter(
        cluster=cluster, follow_up_role__in=sorted(roles), followed_up_at=None
    )
    rows = rows.exclude(follow_up="").select_related("mechanism")
    return list(rows.order_by(F("follow_up_on").asc(nulls_last=True), "pk")[:limit])


# --- What one may be tied to ---------------------------------------------------------------------------------


def lines_to_tie(user, cluster):
    """Plan lines of the cluster that the reader sees, newest year first."""
    return PlanLine.objects.visible_to(user).filter(cluster=cluster).order_by("-year", "title")


def dates_to_tie(user, cluster):
    """Dates of the cluster's country or of all, those it may see."""
    return Entry.objects.visible_to(user).filter(
        Q(country=cluster.country_id) | Q(country=None), Q(cluster=None) | Q(cluster=cluster)
    )


def reviews_to_tie(cluster):
    """Reviews of the country: public facts."""
    return Review.objects.filter(country=cluster.country_id).select_related("country", "session__mechanism")


def country_of_review(pk):
    return Review.objects.filter(pk=pk).values_list("country_id", flat=True).first()


def mechanisms_to_tie():
    return Mechanism.objects.order_by("family", "name")


def themes_to_tie():
    return Theme.objects.order_by("kind", "position", "name")


# --- Series -----------------------------------------------------------------------------------------------------


def series_of(user, cluster):
    """The series of a cluster that the reader may see, the next first. One query."""
    rows = InteractionSeries.objects.visible_to(user).filter(cluster=cluster)
    return list(rows.select_related("mechanism", "plan_line"))


def stakeholder_of_row(user, row):
    """The entry of the register, where the reader may see it."""
    if row.stakeholder_id is None:
        return None
    return Stakeholder.objects.visible_to(user).filter(pk=row.stakeholder_id).first()


def series_to_tie(user, cluster):
    return InteractionSeries.objects.visible_to(user).filter(cluster=cluster)


def series(user, pk):
    rows = InteractionSeries.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("cluster__country", "mechanism", "plan_line", "created_by").first()


def mechanism_of(text):
    """The mechanism whose number the address gives, or None."""
    pk = _number(text)
    return Mechanism.objects.filter(pk=pk).first() if pk else None


def mandates_without_updates(user, cluster, year, series):
    """The mandates ranked for `year` to which no series of updates runs yet (MATRIX D047). One query."""
    updated = {row.mechanism_id for row in series if row.kind == InteractionKind.INFORMATION and not row.is_ended}
    ranked = PriorityMandate.objects.visible_to(user).filter(cluster=cluster, year=year)
    return list(ranked.exclude(mechanism__in=updated).select_related("mechanism").order_by("rank"))
