import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from calendar_app import actions
from calendar_app.actions.visits import next_stages
from calendar_app.enums import Audience, Certainty, EntryKind, EntryState, Precision, Publication, VisitStage
from calendar_app.models import Entry
from clusters.enums import Role
from core import events
from core.errors import Refused, Stale
from core.models import AuditEntry
from mechanisms.enums import Family
from tests.factories import make_cluster, make_country, make_mechanism, make_person

pytestmark = pytest.mark.django_db

D = dt.date
WHY = "a test looks at every row"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def officer():
    return make_person(Role.TASK_TEAM, name="Officer")


@pytest.fixture
def mandate():
    return make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Special Rapporteur on IDPs", short_name="")


@pytest.fixture
def news(monkeypatch):
    told = []
    monkeypatch.setattr(events, "announce", lambda name, **facts: told.append((name, facts)))
    return told


def visit(officer, mandate, **fields):
    return actions.create_entry(
        **{
            "kind": EntryKind.COUNTRY_VISIT,
            "title": "Visit of the rapporteur",
            "mechanism": mandate,
            "country": make_country("MOZ"),
            "begins_on": D(2027, 3, 8),
            "due_on": D(2027, 3, 19),
            "stage": VisitStage.AGREED,
            "publication": Publication.PUBLISHED,
            "by": officer,
            **fields,
        }
    )


def last_act():
    return AuditEntry.objects.unscoped(WHY).latest("pk")


def again(entry):
    return Entry.objects.unscoped(WHY).get(pk=entry.pk)


@pytest.mark.parametrize(
    ("stage", "certainty"),
    [
        (VisitStage.REQUESTED, Certainty.ESTIMATE),
        (VisitStage.AGREED, Certainty.PROVISIONAL),
        (VisitStage.CONFIRMED, Certainty.CONFIRMED),
    ],
)
def test_how_sure_a_visit_is_follows_its_stage(officer, mandate, stage, certainty):
    entry = visit(officer, mandate, stage=stage, certainty=Certainty.CONFIRMED)
    assert (entry.stage, entry.certainty) == (stage, certainty)
    expected = Audience.OPEN if stage == VisitStage.CONFIRMED else Audience.COORDINATORS
    assert entry.audience == expected


def test_from_request_to_done(officer, mandate, news):
    entry = visit(officer, mandate, stage=VisitStage.REQUESTED, begins_on=None, due_on=None)
    assert (entry.certainty, entry.precision) == (Certainty.NOT_ANNOUNCED, Precision.NONE)
    entry = actions.set_visit_stage(entry=entry, stage=VisitStage.AGREED, source="https://example.org/yes", by=officer)
    assert (entry.source, entry.certainty) == ("https://example.org/yes", Certainty.NOT_ANNOUNCED)
    news.clear()
    entry = actions.set_visit_stage(
        entry=entry,
        stage=VisitStage.CONFIRMED,
        begins_on=D(2026, 11, 20),
        due_on=D(2026, 11, 27),
        reason="Announced by the mandate holder",
        by=officer,
    )
    assert (entry.begins_on, entry.due_on, entry.certainty) == (D(2026, 11, 20), D(2026, 11, 27), Certainty.CONFIRMED)
    assert [name for name, _facts in news] == ["entry_moved", "visit_stage_changed"]
    assert news[-1][1] == {
        "entry": entry, "old_stage": VisitStage.AGREED, "new_stage": VisitStage.CONFIRMED, "by": officer
    }  # fmt: skip
    news.clear()
    assert VisitStage.DONE in next_stages(entry)
    entry = actions.set_visit_stage(entry=entry, stage=VisitStage.DONE, by=officer)
    assert (entry.stage, entry.state, entry.certainty) == (VisitStage.DONE, EntryState.MET, Certainty.CONFIRMED)
    assert [name for name, _facts in news] == ["entry_met", "visit_stage_changed"]
    act = last_act()
    assert (act.verb, act.before["stage"], act.after["stage"]) == ("entry.stage_set", "confirmed", "done")
    # Marked by mistake: it is confirmed again, and open.
    entry = actions.set_visit_stage(entry=entry, stage=VisitStage.CONFIRMED, by=officer)
    assert entry.state == EntryState.OPEN
    assert "entry_reopened" in [name for name, _facts in news]


def test_a_postponed_visit_has_no_date_but_keeps_the_old_one_in_its_history(officer, mandate, news):
    entry = visit(officer, mandate, stage=VisitStage.CONFIRMED)
    with pytest.raises(ValidationError) as refused:
        actions.set_visit_stage(entry=entry, stage=VisitStage.POSTPONED, by=officer)
    assert "reason" in refused.value.message_dict
    news.clear()
    entry = actions.set_visit_stage(
        entry=entry, stage=VisitStage.POSTPONED, reason="Called off by the State three days before", by=officer
    )
    assert (entry.begins_on, entry.due_on, entry.precision) == (None, None, Precision.NONE)
    assert (entry.certainty, entry.state) == (Certainty.NOT_ANNOUNCED, EntryState.OPEN)
    # It ceased to be confirmed: back to the coordinators, unless somebody decides otherwise.
    assert entry.audience == Audience.COORDINATORS
    act = last_act()
    assert (act.before["begins_on"], act.before["due_on"], act.after["due_on"]) == ("2027-03-08", "2027-03-19", None)
    assert act.reason == "Called off by the State three days before"
    assert news[0] == (
        "entry_moved",
        {
            "entry": entry,
            "old_on": D(2027, 3, 19),
            "new_on": None,
            "old_starts_on": D(2027, 3, 8),
            "old_at": None,
            "cause": act.reason,
            "by": officer,
        },
    )
    with pytest.raises(ValidationError, match="Change its stage first"):
        actions.edit_entry(entry=entry, due_on=D(2027, 9, 10), reason="New dates", by=officer)
    entry = actions.set_visit_stage(
        entry=entry,
        stage=VisitStage.CONFIRMED,
        due_on=D(2027, 9, 10),
        begins_on=D(2027, 9, 1),
        reason="New",
        by=officer,
    )
    assert (entry.begins_on, entry.due_on, entry.stage) == (D(2027, 9, 1), D(2027, 9, 10), VisitStage.CONFIRMED)


def test_a_postponed_visit_stays_visible_only_by_decision(officer, mandate):
    entry = visit(officer, mandate, stage=VisitStage.CONFIRMED)
    entry = actions.set_visit_stage(
        entry=entry, stage=VisitStage.POSTPONED, reason="Known from the press", confirmed_sharing=True, by=officer
    )
    assert entry.audience == Audience.OPEN
    assert last_act().after["confirmed_sharing"] is True


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (VisitStage.REQUESTED, VisitStage.DONE, "stage"),
        (VisitStage.REQUESTED, VisitStage.POSTPONED, "stage"),
        (VisitStage.AGREED, VisitStage.DONE, "stage"),
        (VisitStage.CONFIRMED, VisitStage.REQUESTED, "stage"),
        # It has not begun yet.
        (VisitStage.CONFIRMED, VisitStage.DONE, "stage"),
    ],
)
def test_steps_that_a_visit_does_not_take(officer, mandate, old, new, field):
    entry = visit(officer, mandate, stage=old)
    with pytest.raises(ValidationError) as refused:
        actions.set_visit_stage(entry=entry, stage=new, reason="Why", by=officer)
    assert field in refused.value.message_dict
    assert again(entry).stage == old


def test_a_confirmed_visit_has_its_period(officer, mandate):
    entry = visit(officer, mandate, begins_on=None, due_on=None)
    with pytest.raises(ValidationError) as refused:
        actions.set_visit_stage(entry=entry, stage=VisitStage.CONFIRMED, by=officer)
    assert "due_on" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        visit(officer, mandate, stage=VisitStage.POSTPONED)
    assert "due_on" in refused.value.message_dict


def test_the_same_stage_again_writes_nothing_and_others_may_not(officer, mandate, news):
    entry = visit(officer, mandate)
    news.clear()
    acts = AuditEntry.objects.unscoped(WHY).count()
    actions.set_visit_stage(entry=entry, stage=VisitStage.AGREED, by=officer)
    assert (news, AuditEntry.objects.unscoped(WHY).count()) == ([], acts)
    with pytest.raises(Refused):
        actions.set_visit_stage(
            entry=entry, stage=VisitStage.CONFIRMED, by=make_person(Role.COORDINATOR, make_cluster("MOZ"))
        )
    with pytest.raises(Stale):
        actions.set_visit_stage(entry=entry, stage=VisitStage.CONFIRMED, expected_version=99, by=officer)


# --- Who sees a visit that is not confirmed ---------------------------------------------------------------


def test_showing_a_visit_that_is_not_confirmed_is_a_decision(officer, mandate):
    entry = visit(officer, mandate)
    with pytest.raises(ValidationError) as refused:
        actions.edit_entry(entry=entry, audience=Audience.MEMBERS, by=officer)
    (sentence,) = refused.value.message_dict["confirmed_sharing"]
    assert "All members of the cluster" in sentence
    assert again(entry).audience == Audience.COORDINATORS
    entry = actions.edit_entry(entry=entry, audience=Audience.MEMBERS, confirmed_sharing=True, by=officer)
    assert entry.audience == Audience.MEMBERS
    assert last_act().after == {"audience": "members", "confirmed_sharing": True}
    # A note later on needs no second decision; a wider circle does.
    actions.edit_entry(entry=entry, note="Ask for the programme", by=officer)
    with pytest.raises(ValidationError):
        actions.edit_entry(entry=entry, audience=Audience.OPEN, by=officer)


def test_created_wide_only_by_decision(officer, mandate):
    with pytest.raises(ValidationError) as refused:
        visit(officer, mandate, audience=Audience.OPEN)
    assert "Everyone with an account" in refused.value.message_dict["confirmed_sharing"][0]
    entry = visit(officer, mandate, audience=Audience.OPEN, confirmed_sharing=True)
    assert last_act().after["confirmed_sharing"] is True
    assert entry.audience == Audience.OPEN


def test_an_open_event_does_not_become_an_open_secret_visit(officer, mandate):
    entry = visit(officer, mandate, kind=EntryKind.RELATED_EVENT, stage="", certainty=Certainty.PROVISIONAL)
    assert entry.audience == Audience.OPEN
    with pytest.raises(ValidationError) as refused:
        actions.edit_entry(entry=entry, kind=EntryKind.COUNTRY_VISIT, by=officer)
    assert "confirmed_sharing" in refused.value.message_dict


def test_how_sure_a_visit_is_cannot_be_edited_past_its_stage(officer, mandate):
    entry = visit(officer, mandate)
    for change in ({"certainty": Certainty.CONFIRMED}, {"kind": EntryKind.RELATED_EVENT}):
        with pytest.raises(ValidationError):
            actions.edit_entry(entry=entry, by=officer, **change)
    confirmed = visit(officer, mandate, stage=VisitStage.CONFIRMED)
    with pytest.raises(ValidationError, match="Postpone it instead"):
        actions.edit_entry(entry=confirmed, due_on=None, begins_on=None, reason="Off", by=officer)


def test_members_do_not_see_what_is_not_confirmed(officer, mandate):
    cluster = make_cluster("MOZ")
    member, coordinator = make_person(Role.MEMBER, cluster), make_person(Role.COORDINATOR, cluster)
    entry = visit(officer, mandate)

    def sees(person):
        return Entry.objects.visible_to(person).filter(pk=entry.pk).exists()

    assert (sees(member), sees(coordinator)) == (False, True)
    actions.set_visit_stage(entry=entry, stage=VisitStage.CONFIRMED, by=officer)
    # Confirming alone shows it to nobody more.
    assert not sees(member)
    actions.edit_entry(entry=entry, audience=Audience.MEMBERS, by=officer)
    assert sees(member)


def test_no_road_leads_past_the_stage(officer, mandate):
    entry = visit(officer, mandate)
    for act in (
        lambda: actions.set_official_date(entry=entry, due_on=D(2027, 5, 4), source="https://example.org", by=officer),
        lambda: actions.pin_entry(entry=entry, due_on=D(2027, 5, 4), reason="x", by=officer),
    ):
        with pytest.raises(ValidationError, match="change with its stage"):
            act()
    done = visit(officer, mandate, begins_on=D(2026, 11, 2), due_on=D(2026, 11, 9), stage=VisitStage.DONE)
    assert done.state == EntryState.MET
    with pytest.raises(ValidationError, match="change with its stage"):
        actions.reopen_entry(entry=done, reason="x", by=officer)
    cancelled = actions.cancel_entry(entry=entry, reason="Lack of cooperation", by=officer)
    with pytest.raises(ValidationError, match="Open it again first"):
        actions.set_visit_stage(entry=cancelled, stage=VisitStage.CONFIRMED, by=officer)
    assert actions.reopen_entry(entry=cancelled, reason="x", by=officer).state == EntryState.OPEN
