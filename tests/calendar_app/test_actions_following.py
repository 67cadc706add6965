"""What a cluster follows: who writes, what is recorded, what happens the second time."""

import pytest
from django.core.exceptions import ValidationError

from calendar_app.actions.following import (
    carry_over,
    drop_mandate,
    end_attendance,
    follow_themes,
    move_mandate,
    rank_mandate,
    set_attendance,
    set_mandate_reason,
)
from calendar_app.enums import EntryKind, EntryState, Taking
from calendar_app.models import Attendance, FollowedTheme, PriorityMandate
from core.errors import Refused, Stale
from core.models import AuditEntry
from mechanisms.enums import Family, MechanismState
from mechanisms.models import Theme
from tests.factories import make_country, make_entry, make_mechanism

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def theme(key):
    return Theme.objects.create(key=key, name=key.title())


def mandate(key):
    return make_mechanism(key, family=Family.SPECIAL_PROCEDURE, name=key)


def order(cluster, year, user):
    rows = PriorityMandate.objects.visible_to(user).filter(cluster=cluster, year=year).order_by("rank")
    return [(row.rank, row.mechanism.key) for row in rows]


def trail(verb):
    return list(AuditEntry.objects.unscoped("test").filter(verb=verb))


def test_themes_are_chosen_recorded_once_and_taken_back(coordinator, moz):
    one, two = theme("housing"), theme("torture")
    follow_themes(cluster=moz, themes=[one.pk, two.pk], by=coordinator)
    follow_themes(cluster=moz, themes=[one.pk, two.pk], by=coordinator)
    follow_themes(cluster=moz, themes=[two.pk, 10**6], by=coordinator)
    rows = FollowedTheme.objects.visible_to(coordinator).filter(cluster=moz)
    assert [row.theme_id for row in rows] == [two.pk]
    acts = sorted(trail("themes.followed"), key=lambda act: act.pk)
    assert [act.after["themes"] for act in acts] == ["housing, torture", "torture"]
    assert {act.cluster_id for act in acts} == {moz.pk}


def test_members_and_strangers_change_nothing(member, stranger, moz, coordinator):
    ranked = rank_mandate(cluster=moz, year=2026, mechanism=mandate("sp-a"), by=coordinator)
    date = make_entry(country=moz.country)
    for person in (member, stranger):
        for act in (
            lambda by: follow_themes(cluster=moz, themes=[], by=by),
            lambda by: rank_mandate(cluster=moz, year=2026, mechanism=mandate("sp-b"), by=by),
            lambda by: move_mandate(ranked=ranked, up=True, by=by),
            lambda by: set_mandate_reason(ranked=ranked, reason="x", by=by),
            lambda by: drop_mandate(ranked=ranked, by=by),
            lambda by: carry_over(cluster=moz, year=2026, by=by),
            lambda by: set_attendance(cluster=moz, entry=date, taking=Taking.WATCH, by=by),
            lambda by: end_attendance(cluster=moz, entry=date, by=by),
        ):
            with pytest.raises(Refused):
                act(person)
    assert order(moz, 2026, coordinator) == [(1, "sp-a")]


def test_ranking_keeps_an_order_without_gaps(coordinator, moz):
    a, b, c = (rank_mandate(cluster=moz, year=2026, mechanism=mandate(key), by=coordinator) for key in ("a", "b", "c"))
    move_mandate(ranked=c, up=True, by=coordinator)
    assert order(moz, 2026, coordinator) == [(1, "a"), (2, "c"), (3, "b")]
    move_mandate(ranked=a, up=True, by=coordinator)
    move_mandate(ranked=b, up=False, by=coordinator)
    assert order(moz, 2026, coordinator) == [(1, "a"), (2, "c"), (3, "b")]
    drop_mandate(ranked=a, by=coordinator)
    assert order(moz, 2026, coordinator) == [(1, "c"), (2, "b")]
    assert len(trail("mandate.reordered")) == 1
    assert trail("mandate.dropped")[0].before == {"mandate": "a", "year": 2026, "rank": 1}


@pytest.mark.parametrize("year", [2025, 2028])
def test_past_years_and_far_ones_stay_as_they_are(coordinator, moz, year):
    with pytest.raises(Refused):
        rank_mandate(cluster=moz, year=year, mechanism=mandate("a"), by=coordinator)


def test_only_mandates_in_force_and_each_once(coordinator, moz):
    rank_mandate(cluster=moz, year=2026, mechanism=mandate("a"), by=coordinator)
    ended = make_mechanism("gone", family=Family.SPECIAL_PROCEDURE, state=MechanismState.ENDED)
    for wrong in (mandate("a"), ended, make_mechanism("upr")):
        with pytest.raises(ValidationError) as caught:
            rank_mandate(cluster=moz, year=2026, mechanism=wrong, by=coordinator)
        assert list(caught.value.message_dict) == ["mechanism"]


def test_a_reason_is_kept_and_someone_quicker_is_noticed(coordinator, moz):
    ranked = rank_mandate(cluster=moz, year=2026, mechanism=mandate("a"), reason="first", by=coordinator)
    set_mandate_reason(ranked=ranked, reason="second", expected_version=1, by=coordinator)
    with pytest.raises(Stale):
        set_mandate_reason(ranked=ranked, reason="third", expected_version=1, by=coordinator)
    (act,) = trail("mandate.reason_changed")
    assert (act.before, act.after) == ({"reason": "first"}, {"reason": "second"})


def test_carrying_over_twice_adds_nothing(coordinator, moz):
    for key in ("a", "b", "c"):
        rank_mandate(cluster=moz, year=2026, mechanism=mandate(key), reason=f"why {key}", by=coordinator)
    rank_mandate(cluster=moz, year=2027, mechanism=mandate("b"), by=coordinator)
    make_mechanism("c").__class__.objects.filter(key="c").update(state=MechanismState.ENDED)
    assert carry_over(cluster=moz, year=2026, by=coordinator) == 1
    assert carry_over(cluster=moz, year=2026, by=coordinator) == 0
    assert order(moz, 2027, coordinator) == [(1, "b"), (2, "a")]
    assert PriorityMandate.objects.visible_to(coordinator).get(year=2027, rank=2).reason == "why a"
    assert len(trail("mandates.carried_over")) == 1


def test_attendance_is_set_changed_and_ended(coordinator, moz):
    meeting = make_entry(kind=EntryKind.SESSION, country=None)
    set_attendance(cluster=moz, entry=meeting, taking=Taking.WATCH, by=coordinator)
    set_attendance(cluster=moz, entry=meeting, taking=Taking.ATTEND, who="Rosa", by=coordinator)
    set_attendance(cluster=moz, entry=meeting, taking=Taking.ATTEND, who="Rosa", by=coordinator)
    (row,) = Attendance.objects.visible_to(coordinator)
    assert (row.taking, row.who, row.by) == (Taking.ATTEND, "Rosa", coordinator)
    assert len(trail("attendance.set")) == 2
    end_attendance(cluster=moz, entry=meeting, by=coordinator)
    end_attendance(cluster=moz, entry=meeting, by=coordinator)
    assert not Attendance.objects.visible_to(coordinator).exists()
    assert len(trail("attendance.ended")) == 1


@pytest.mark.parametrize(
    ("fields", "taking"),
    [
        ({"kind": EntryKind.SUBMISSION}, Taking.ATTEND),
        ({"kind": EntryKind.SESSION, "state": EntryState.CANCELLED}, Taking.WATCH),
        ({"kind": EntryKind.SESSION, "country": "SYR"}, Taking.WATCH),
    ],
)
def test_what_cannot_be_attended_says_why(coordinator, moz, fields, taking):
    if "country" in fields:
        fields = {**fields, "country": make_country(fields["country"])}
    with pytest.raises(ValidationError) as caught:
        set_attendance(cluster=moz, entry=make_entry(**fields), taking=taking, by=coordinator)
    assert list(caught.value.message_dict) == ["taking"]
