"""Which dates of the whole world concern a country (MATRIX F019). One rule, for the calendar's page, feeds, exports,
the home page, the API, and for who is reminded.

A date without country concerns a country when its session reviews the country or adopts its review, when its mechanism
is of that country, or when the country's cluster wants it: the date or its mechanism carries a theme that the cluster
follows, the mechanism is among its ranked mandates of this year or a later one, or it attends or watches the date.

What a cluster follows is its strategy. Readers outside the cluster therefore see every date of the whole world beside
those of the country, as they would under "all countries": the list gives nothing away.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F, Q, Value

from calendar_app.models import Attendance, EntryTheme, FollowedTheme, PriorityMandate, Review
from clusters.enums import INSIDE_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids, country_codes
from core import clock, memo
from mechanisms.models import Mechanism

WORLD_WIDE = Q(country=None, cluster=None)
_THEME, _RANKED, _TAKEN, _SESSION = range(4)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What makes a date of the whole world concern a country: ids of themes, of mechanisms (ranked, on the country, or
    carrying a theme), of sessions and of dates."""

    themes: tuple = ()
    mechanisms: tuple = ()
    sessions: tuple = ()
    # {date: (how the cluster takes part, who)}
    taken: dict = field(default_factory=dict)

    def q(self):
        """The dates of the whole world that concern the country. Plain ids, so that no list of dates pays for it."""
        wanted = Q(pk__in=[])
        if self.sessions:
            wanted |= Q(session__in=self.sessions)
        if self.mechanisms:
            wanted |= Q(mechanism__in=self.mechanisms)
        if self.taken:
            wanted |= Q(pk__in=sorted(self.taken))
        if self.themes:
            wanted |= Q(pk__in=entries_with(self.themes))
        return WORLD_WIDE & wanted


def entries_with(theme_ids):
    """A subquery; whoever uses it has opened the dates themselves for a reader."""
    marked = EntryTheme.objects.unscoped("narrows dates that are opened for their reader already")
    return marked.filter(theme__in=theme_ids).order_by().values("entry")


def of_country(code, user=None, *, everything=False):
    """The dates of a country: its own, those of its clusters, and the dates of the whole world that concern it as far
    as `user` may know why. `everything`, or a reader who does not belong to a cluster there: all of the whole world.
    One query at most, within a request once a country."""
    own = Q(country=code) | Q(cluster__in=Cluster.objects.filter(country=code).values("pk"))
    if everything or user is None or not is_inside(user, code):
        return own | WORLD_WIDE
    return own | wanted_of(user, code).q()


def is_inside(user, code):
    """Whether `user` belongs to a cluster of the country, so that the cluster's choice is hers to know."""
    codes = country_codes(user, INSIDE_ROLES)
    return code in codes if memo.remembers() else codes.filter(country=code).exists()


def wanted_of(user, code):
    """What `user` may know the clusters of the country to want, with the sessions that deal with the country."""
    return memo.remembered(("wanted", user.pk, code), lambda: _ask_wanted(user, code))


def _ask_wanted(user, code):
    inside = {"cluster__in": cluster_ids(user, INSIDE_ROLES), "cluster__country": code}
    themes = FollowedTheme.objects.visible_to(user).filter(**inside)
    ranked = PriorityMandate.objects.visible_to(user).filter(**inside, year__gte=clock.today().year)
    # The words stand beside dates that are opened for the reader; whether she sees each is asked there.
    taken = Attendance.objects.unscoped("of her own cluster, beside dates opened for her").filter(**inside)
    carrying = Mechanism.themes.through.objects.filter(theme__in=themes.values("theme"))
    on_country = Mechanism.objects.filter(country=code)
    reviews = Review.objects.filter(country=code)
    asked = _numbered(themes, _THEME, "theme_id").union(
        _numbered(ranked, _RANKED, "mechanism_id"),
        _numbered(taken, _TAKEN, "entry_id", how="taking", who="who"),
        _numbered(carrying, _RANKED, "mechanism_id"),
        _numbered(on_country, _RANKED, "pk"),
        _numbered(reviews, _SESSION, "session_id"),
        _numbered(reviews.exclude(adoption_session=None), _SESSION, "adoption_session_id"),
    )
    found, takings = defaultdict(set), {}
    for kind, number, how, who in asked:
        found[kind].add(number)
        if kind == _TAKEN:
            takings[number] = (how, who)
    return Wanted(
        themes=tuple(sorted(found[_THEME])),
        mechanisms=tuple(sorted(found[_RANKED])),
        sessions=tuple(sorted(found[_SESSION])),
        taken=takings,
    )


def _numbered(rows, kind, name, *, how=None, who=None):
    """(what it is, its id, how, who): rows of different tables that one query can give together."""
    texts = {"how": F(how) if how else Value(""), "by_whom": F(who) if who else Value("")}
    return (
        rows.order_by()
        .annotate(what=Value(kind), number=F(name), **texts)
        .values_list("what", "number", "how", "by_whom")
    )


# --- For who is told: which clusters a date of the whole world concerns --------------------------------------------


@dataclass(frozen=True, slots=True)
class Choices:
    """What all clusters want, for system work on many dates: {id: set of cluster ids}, and by session the ISO codes of
    the countries it deals with."""

    by_theme: dict
    by_mechanism: dict
    by_entry: dict
    countries_by_session: dict
    themes_of_entry: dict

    def clusters(self, entry):
        """The ids of clusters that want the date (`pk` and `mechanism_id` are read)."""
        found = set(self.by_mechanism.get(entry.mechanism_id, ())) | set(self.by_entry.get(entry.pk, ()))
        for theme in self.themes_of_entry.get(entry.pk, ()):
            found |= self.by_theme.get(theme, set())
        return found

    def countries(self, entry):
        """ISO codes of the countries that the session of the date deals with."""
        return self.countries_by_session.get(entry.session_id, set())


def _rows(model):
    """All rows, for finding whom to tell; who is told must still be asked whether she may see the date."""
    return model.objects.unscoped("who is told reads the date for herself").order_by()


def _ranking(bodies):
    """Mandates among `bodies` that clusters rank for this year or a later one."""
    return _rows(PriorityMandate).filter(year__gte=clock.today().year, mechanism__in=bodies)


def _dealt_with(sessions):
    """Reviews that take place, or whose outcome is adopted, in `sessions`."""
    return Review.objects.filter(Q(session__in=sessions) | Q(adoption_session__in=sessions))


def choices_for(entries):
    """The `Choices` as far as they bear on `entries` (dates without country and cluster). Six queries at most, whatever
    the number. The same rule as `clusters_concerned`, for many dates at once."""
    pks = [entry.pk for entry in entries]
    bodies = {entry.mechanism_id for entry in entries}
    sessions = {entry.session_id for entry in entries if entry.session_id}
    by_theme, by_mechanism, by_entry = defaultdict(set), defaultdict(set), defaultdict(set)
    countries, themes_of_entry = defaultdict(set), defaultdict(set)
    for theme, cluster in _rows(FollowedTheme).values_list("theme_id", "cluster_id"):
        by_theme[theme].add(cluster)
    for body, cluster in _ranking(bodies).values_list("mechanism_id", "cluster_id"):
        by_mechanism[body].add(cluster)
    carried = Mechanism.themes.through.objects.filter(mechanism__in=bodies).values_list("mechanism_id", "theme_id")
    for body, theme in carried:
        by_mechanism[body] |= by_theme.get(theme, set())
    for entry, theme in _rows(EntryTheme).filter(entry__in=pks).values_list("entry_id", "theme_id"):
        themes_of_entry[entry].add(theme)
    for entry, cluster in _rows(Attendance).filter(entry__in=pks).values_list("entry_id", "cluster_id"):
        by_entry[entry].add(cluster)
    if sessions:
        reviews = _dealt_with(sessions).values_list("session_id", "adoption_session_id", "country_id")
        for session, adoption, country in reviews:
            for concerned in {session, adoption} & sessions:
                countries[concerned].add(country)
    return Choices(dict(by_theme), dict(by_mechanism), dict(by_entry), dict(countries), dict(themes_of_entry))


def clusters_taking_part(entry):
    """The clusters that attend or watch the date. Part of a question, none of its own."""
    return Cluster.objects.filter(pk__in=_rows(Attendance).filter(entry=entry.pk).values("cluster"))


def clusters_concerned(entry):
    """The clusters that one date of the whole world concerns. Part of a question, none of its own."""
    of_date = _rows(EntryTheme).filter(entry=entry.pk).values("theme")
    of_body = Mechanism.themes.through.objects.filter(mechanism=entry.mechanism_id).values("theme")
    follows = _rows(FollowedTheme).filter(Q(theme__in=of_date) | Q(theme__in=of_body))
    own = Mechanism.objects.filter(pk=entry.mechanism_id, country__isnull=False)
    concerned = Q(pk__in=_rows(Attendance).filter(entry=entry.pk).values("cluster"))
    concerned |= Q(pk__in=follows.values("cluster")) | Q(pk__in=_ranking([entry.mechanism_id]).values("cluster"))
    concerned |= Q(country__in=own.values("country"))
    if entry.session_id:
        concerned |= Q(country__in=_dealt_with([entry.session_id]).values("country"))
    return Cluster.objects.filter(concerned)
