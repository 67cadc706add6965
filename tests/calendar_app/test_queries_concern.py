"""What concerns a country: by session, by theme, by ranked mandate, by attendance; and what that gives away."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.enums import EntryKind, Taking
from calendar_app.models import Attendance, Entry, EntryTheme, FollowedTheme, PriorityMandate
from calendar_app.queries.concern import choices_for, clusters_concerned, of_country
from clusters.enums import Role
from clusters.models import Cluster
from core import memo
from mechanisms.enums import Family
from mechanisms.models import Theme
from tests.factories import make_cluster, make_entry, make_mechanism, make_person, make_review, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def idps():
    return Theme.objects.create(key="displacement", name="Internal displacement")


@pytest.fixture
def rapporteur():
    return make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Special Rapporteur on IDPs")


def world_date(**fields):
    return make_entry(country=None, **{"title": "world", **fields})


def seen(user, code="MOZ", **how):
    found = Entry.objects.visible_to(user).filter(of_country(code, user, **how))
    return sorted(found.values_list("title", flat=True))


def test_nothing_is_followed_nothing_of_the_world_stands_there(coordinator, moz):
    world_date()
    make_entry(title="own", country=moz.country)
    assert seen(coordinator) == ["own"]
    assert seen(coordinator, everything=True) == ["own", "world"]


def test_a_theme_of_the_date_or_of_its_mechanism(coordinator, moz, idps, rapporteur):
    by_date = world_date(title="by date")
    EntryTheme.objects.create(entry=by_date, theme=idps)
    world_date(title="by mandate", mechanism=rapporteur)
    assert seen(coordinator) == []
    FollowedTheme.objects.create(cluster=moz, theme=idps)
    assert seen(coordinator) == ["by date"]
    rapporteur.themes.add(idps)
    assert seen(coordinator) == ["by date", "by mandate"]


@pytest.mark.parametrize(("year", "expected"), [(2025, []), (2026, ["call"]), (2027, ["call"])])
def test_a_mandate_ranked_this_year_or_later(coordinator, moz, rapporteur, year, expected):
    world_date(title="call", mechanism=rapporteur)
    PriorityMandate.objects.create(cluster=moz, year=year, mechanism=rapporteur, rank=1)
    assert seen(coordinator) == expected


def test_what_the_cluster_attends_or_watches(coordinator, moz):
    meeting = world_date(title="meeting", kind=EntryKind.SESSION)
    world_date(title="another")
    Attendance.objects.create(cluster=moz, entry=meeting, taking=Taking.WATCH)
    assert seen(coordinator) == ["meeting"]


def test_a_session_that_reviews_or_adopts_the_country(coordinator, moz):
    reviewing, adopting = make_session(), make_session()
    make_review(country=moz.country, session=reviewing, adoption_session=adopting)
    world_date(title="review", session=reviewing)
    world_date(title="adoption", session=adopting)
    world_date(title="neither", session=make_session())
    assert seen(coordinator) == ["adoption", "review"]


def test_a_mandate_on_the_country_itself(coordinator, moz):
    own = make_mechanism("sp-moz", family=Family.SPECIAL_PROCEDURE, country=moz.country)
    world_date(title="on us", mechanism=own)
    assert seen(coordinator) == ["on us"]


def test_two_reasons_are_one_row(coordinator, moz, idps, rapporteur):
    other = Theme.objects.create(key="housing", name="Housing")
    for theme in (idps, other):
        FollowedTheme.objects.create(cluster=moz, theme=theme)
        rapporteur.themes.add(theme)
    PriorityMandate.objects.create(cluster=moz, year=2026, mechanism=rapporteur, rank=1)
    date = world_date(title="once", mechanism=rapporteur)
    EntryTheme.objects.create(entry=date, theme=idps)
    EntryTheme.objects.create(entry=date, theme=other)
    assert seen(coordinator) == ["once"]


@pytest.mark.parametrize("role", [Role.TASK_TEAM, Role.OHCHR, "stranger"])
def test_the_choice_of_a_cluster_gives_nothing_away_outside(moz, rapporteur, role):
    """Outside the cluster the list is the same whether the mandate is ranked or not."""
    if role == "stranger":
        reader = make_person(Role.COORDINATOR, make_cluster("SYR"))
    else:
        reader = make_person(role, moz if role == Role.OHCHR else None)
    world_date(title="ranked", mechanism=rapporteur)
    world_date(title="not ranked")
    before = seen(reader)
    PriorityMandate.objects.create(cluster=moz, year=2026, mechanism=rapporteur, rank=1)
    assert seen(reader) == before == ["not ranked", "ranked"]


def test_another_cluster_of_the_same_country_keeps_its_choice(moz, idps):
    other = make_cluster("MOZ")
    FollowedTheme.objects.create(cluster=other, theme=idps)
    EntryTheme.objects.create(entry=world_date(), theme=idps)
    assert seen(make_person(Role.MEMBER, moz)) == []
    assert seen(make_person(Role.MEMBER, other)) == ["world"]


def test_one_query_in_a_request_however_much_is_followed(coordinator, moz):
    def queries():
        with memo.one_request(), CaptureQueriesContext(connection) as log:
            of_country("MOZ", coordinator)
            of_country("MOZ", coordinator)
        return len(log)

    before = queries()
    for number in range(30):
        theme = Theme.objects.create(key=f"theme-{number}", name=f"Theme {number}")
        FollowedTheme.objects.create(cluster=moz, theme=theme)
    # One more is asked for the roles of the reader, which every page asks anyway.
    assert queries() == before == 2


def told_of(date):
    """The clusters by both forms of the rule, which must agree: for one date, and for many at once."""
    choices = choices_for([date])
    codes = choices.countries(date) | ({date.mechanism.country_id} - {None})
    many = choices.clusters(date) | set(Cluster.objects.filter(country__in=codes).values_list("pk", flat=True))
    one = set(clusters_concerned(date).values_list("pk", flat=True))
    assert one == many
    return one


def test_who_is_told_follows_the_same_rule(moz, idps, rapporteur):
    syr = make_cluster("SYR")
    session = make_session()
    make_review(country=syr.country, session=session)
    world = world_date(mechanism=rapporteur, session=session)
    assert told_of(world) == {syr.pk}
    FollowedTheme.objects.create(cluster=moz, theme=idps)
    rapporteur.themes.add(idps)
    assert told_of(world) == {syr.pk, moz.pk}
    ner, nga = make_cluster("NER"), make_cluster("NGA")
    PriorityMandate.objects.create(cluster=ner, year=2026, mechanism=rapporteur, rank=1)
    PriorityMandate.objects.create(cluster=nga, year=2025, mechanism=rapporteur, rank=1)
    assert told_of(world) == {syr.pk, moz.pk, ner.pk}
    rapporteur.country = nga.country
    rapporteur.save()
    assert told_of(world) == {syr.pk, moz.pk, ner.pk, nga.pk}
    marked = world_date()
    EntryTheme.objects.create(entry=marked, theme=idps)
    Attendance.objects.create(cluster=ner, entry=marked, taking=Taking.WATCH)
    assert told_of(marked) == {moz.pk, ner.pk}


def test_who_is_told_of_many_takes_the_same_queries(moz, rapporteur):
    def queries(number):
        dates = [world_date(mechanism=rapporteur, due_on=dt.date(2027, 1, 1)) for _ in range(number)]
        with CaptureQueriesContext(connection) as log:
            choices_for(dates)
        return len(log)

    PriorityMandate.objects.create(cluster=moz, year=2026, mechanism=rapporteur, rank=1)
    assert queries(1) == queries(30)
