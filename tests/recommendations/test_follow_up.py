"""Follow-up: adopted once by coordinators, carried out by the State, supported by activities and offers."""

import csv
import datetime as dt
import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from recommendations.actions import follow_up as actions
from recommendations.models import FollowUp, FollowUpActivity
from recommendations.queries import follow_up as reads
from recommendations.queries import used_in
from tests.factories import (
    make_activity,
    make_cluster,
    make_follow_up,
    make_offer,
    make_organisation,
    make_person,
    make_recommendation,
)
from tests.factories.recommendations import PLAN

pytestmark = pytest.mark.django_db
LIST = "/recommendations/follow-up/"


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.ohchr = make_person(Role.OHCHR, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.team = make_person(Role.TASK_TEAM)
        Authenticator.objects.create(user=self.team, type=Authenticator.Type.TOTP, data={})
        self.gpc = make_person(Role.GPC)
        self.row = make_recommendation(country=self.cluster.country, text="Lift illegal checkpoints")

    def adopt(self, **fields):
        wanted = {"cluster": self.cluster, "recommendation": self.row, "by": self.lead, **PLAN, **fields}
        return actions.adopt(**wanted)

    def people(self):
        return {name: getattr(self, name) for name in ("lead", "member", "ohchr", "stranger", "team", "gpc")}


@pytest.fixture
def here():
    return Here()


def fresh(row, by):
    return type(row).objects.visible_to(by).get(pk=row.pk)


def verbs(user):
    return list(AuditEntry.objects.visible_to(user).order_by("pk").values_list("verb", flat=True))


def words(answer):
    return answer.content.decode()


def tomorrow(days=1):
    return clock.today() + dt.timedelta(days=days)


# --- Who sees --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "seers"),
    [
        ("open", {"lead", "member", "team", "gpc"}),
        ("members_only", {"lead", "member", "team"}),
        ("coordinators", {"lead"}),
    ],
)
def test_each_by_its_mark(here, client, mark, seers):
    found = here.adopt(mark=mark)
    activity = make_activity(found)
    for name, person in here.people().items():
        sees = name in seers
        assert FollowUp.objects.visible_to(person).filter(pk=found.pk).exists() == sees, name
        assert FollowUpActivity.objects.visible_to(person).filter(pk=activity.pk).exists() == sees, name
        client.force_login(person)
        assert (client.get(reverse("recommendations:follow-detail", args=[found.pk])).status_code == 200) == sees
        assert bool(used_in(person, [here.row.pk])) == sees
        answer = client.get("/api/v1/follow-ups/")
        assert answer.status_code == 200, (name, answer.content)
        assert answer.json()["count"] == int(sees)
        assert client.get("/api/v1/follow-up-activities/").json()["count"] == int(sees)


def test_a_stranger_gets_nowhere(here, client):
    found = here.adopt()
    activity = make_activity(found)
    client.force_login(here.stranger)
    for name, args in (
        ("follow-detail", [found.pk]),
        ("follow-edit", [found.pk]),
        ("follow-state", [found.pk]),
        ("follow-activity-add", [found.pk]),
        ("follow-activity-edit", [found.pk, activity.pk]),
        ("follow-activity-move", [found.pk, activity.pk]),
        ("adopt", [here.row.pk]),
    ):
        address = reverse(f"recommendations:{name}", args=args)
        assert client.get(address).status_code in {404, 405}, name
        assert client.post(address, PLAN).status_code in {404, 405}, name
    assert client.get(LIST, {"cluster": here.cluster.pk}).status_code == 404
    assert "Lift illegal" not in words(client.get(LIST))
    assert client.get("/recommendations/follow-up/export/", {"cluster": here.cluster.pk}).status_code == 404
    for address in (f"/api/v1/follow-ups/{found.pk}/state/", f"/api/v1/follow-up-activities/{activity.pk}/move/"):
        assert client.post(address, {}, content_type="application/json").status_code == 404
    assert fresh(found, here.lead).state == "followed"


def test_a_member_reads_and_is_refused_at_the_place(here, client):
    found = here.adopt()
    client.force_login(here.member)
    page = client.get(reverse("recommendations:follow-detail", args=[found.pk]))
    assert "Ministry of the Interior" in words(page)
    assert reverse("recommendations:follow-edit", args=[found.pk]) not in words(page)
    answer = client.post(
        reverse("recommendations:follow-state", args=[found.pk]), {"state": "ended", "reason": "x", "version": 1}
    )
    assert answer.status_code == 403
    answer = client.post(
        f"/api/v1/follow-ups/{found.pk}/activities/",
        {"what": "Train", "owner_role": "member", "due_on": "2027-01-01"},
        content_type="application/json",
    )
    assert answer.status_code == 403
    assert not FollowUpActivity.objects.visible_to(here.lead).exists()


# --- Adopting --------------------------------------------------------------------------------------------------------


def test_adopting_keeps_the_plan_and_its_trail_says_no_words(here):
    found = here.adopt(follows="The second half", mark="coordinators")
    kept = fresh(found, here.lead)
    assert (kept.objective, kept.responsible, kept.state) == (PLAN["objective"], "Ministry of the Interior", "followed")
    assert (kept.follows, kept.mark, kept.created_by) == ("The second half", "coordinators", here.lead)
    entry = AuditEntry.objects.visible_to(here.lead).get()
    assert entry.verb == "follow_up.adopted"
    assert entry.cluster_id == here.cluster.pk
    assert not any(text in str(entry.__dict__) for text in ("Interior", "checkpoint", "fear"))


@pytest.mark.parametrize("field", ["objective", "responsible_kind", "responsible", "support", "purpose", "first_step"])
def test_what_a_plan_cannot_do_without(here, field):
    with pytest.raises(ValidationError) as error:
        here.adopt(**{field: "  "})
    assert field in error.value.message_dict
    assert not FollowUp.objects.visible_to(here.lead).exists()


def test_the_cluster_never_carries_it_out(here):
    with pytest.raises(ValidationError) as error:
        here.adopt(responsible=here.cluster.name.upper())
    assert "responsible" in error.value.message_dict
    with pytest.raises(ValidationError):
        here.adopt(responsible_kind="cluster")


def test_only_coordinators_adopt_once_and_for_their_own_state(here):
    for person in (here.member, here.ohchr, here.stranger, here.team):
        with pytest.raises(Refused):
            here.adopt(by=person)
    with pytest.raises(Refused):
        here.adopt(recommendation=make_recommendation())
    here.adopt()
    with pytest.raises(ValidationError):
        here.adopt()
    assert FollowUp.objects.visible_to(here.lead).count() == 1


def test_the_database_wants_a_state_body(here):
    found = here.adopt()
    rows = FollowUp.objects.visible_to(here.lead).filter(pk=found.pk)
    for changes in ({"responsible": ""}, {"state": "ended"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


def test_changing_ending_and_taking_up_again(here):
    found = here.adopt()
    actions.change_follow_up(follow_up=found, expected_version=1, by=here.lead, mark="open", purpose="More trust")
    with pytest.raises(Stale):
        actions.change_follow_up(follow_up=found, expected_version=1, by=here.lead, purpose="Another")
    found = fresh(found, here.lead)
    assert (found.mark, found.purpose, found.version) == ("open", "More trust", 2)
    actions.change_follow_up(follow_up=found, expected_version=2, by=here.lead, purpose="More trust")
    assert fresh(found, here.lead).version == 2
    with pytest.raises(ValidationError):
        actions.set_follow_up_state(follow_up=found, state="ended", reason=" ", expected_version=2, by=here.lead)
    actions.set_follow_up_state(follow_up=found, state="ended", reason="Carried out", expected_version=2, by=here.lead)
    with pytest.raises(Refused):
        actions.add_activity(
            follow_up=found, kind="support", what="x", owner_role="sag", due_on=tomorrow(), by=here.lead
        )
    with pytest.raises(Refused):
        actions.set_follow_up_state(follow_up=found, state="ended", reason="x", expected_version=3, by=here.lead)
    actions.set_follow_up_state(follow_up=found, state="followed", expected_version=3, by=here.lead)
    assert (fresh(found, here.lead).state, fresh(found, here.lead).reason) == ("followed", "")
    assert verbs(here.lead) == ["follow_up.adopted", "follow_up.changed", "follow_up.state", "follow_up.state"]


# --- Activities ------------------------------------------------------------------------------------------------------


def add(here, found, **fields):
    wanted = {"kind": "support", "what": "Train officers", "owner_role": "coordinator", "due_on": tomorrow(), **fields}
    return actions.add_activity(follow_up=found, by=here.lead, **wanted)


def test_an_activity_has_what_who_when_and_who_pays(here):
    found = here.adopt()
    organisation = make_organisation()
    made = add(here, found, owner_role="", organisation=organisation, starts_on=clock.today(), cost_source="Fund A")
    kept = fresh(made, here.lead)
    assert (kept.organisation, kept.due_on, kept.cost_source, kept.progress) == (
        organisation,
        tomorrow(),
        "Fund A",
        "planned",
    )
    for field, changes in {
        "owner_role": {"owner_role": "", "organisation": None},
        "due_on": {"due_on": clock.today(), "starts_on": tomorrow()},
        "what": {"what": " "},
        "counterpart": {"counterpart": "Ministry"},
        "kind": {"kind": "x"},
    }.items():
        with pytest.raises(ValidationError) as error:
            add(here, found, **changes)
        assert field in error.value.message_dict
    with pytest.raises(ValidationError):
        add(here, found, due_on=None)
    assert FollowUpActivity.objects.visible_to(here.lead).count() == 1


def test_progress_goes_on_is_done_or_is_dropped_with_a_reason(here):
    found = here.adopt()
    activity = add(here, found)

    def move(progress, version, **more):
        row = fresh(activity, here.lead)
        return actions.move_activity(activity=row, progress=progress, expected_version=version, by=here.lead, **more)

    move("going_on", 1)
    with pytest.raises(Stale):
        move("done", 1)
    with pytest.raises(ValidationError):
        move("dropped", 2)
    with pytest.raises(ValidationError):
        move("done", 2, done_on=tomorrow(3))
    move("dropped", 2, reason="No access")
    assert fresh(activity, here.lead).reason == "No access"
    with pytest.raises(Refused):
        move("done", 3)
    move("planned", 3)
    move("done", 4)
    kept = fresh(activity, here.lead)
    assert (kept.progress, kept.done_on, kept.reason) == ("done", clock.today(), "")
    with pytest.raises(Refused):
        actions.move_offer(activity=kept, offer="accepted", expected_version=5, by=here.lead)
    assert verbs(here.lead).count("follow_up_activity.moved") == 4
    with pytest.raises(Refused):
        actions.move_activity(activity=kept, progress="going_on", expected_version=5, by=here.member)


def test_an_offer_needs_a_ministry_and_is_accepted_declined_or_delivered(here):
    found = here.adopt()
    with pytest.raises(ValidationError) as error:
        add(here, found, kind="technical_assistance")
    assert "counterpart" in error.value.message_dict
    offer = add(here, found, kind="technical_assistance", counterpart="Ministry of Justice")
    assert (offer.offer, offer.progress) == ("offered", "planned")

    def move(state, version, **more):
        row = fresh(offer, here.lead)
        return actions.move_offer(activity=row, offer=state, expected_version=version, by=here.lead, **more)

    with pytest.raises(Refused):
        move("delivered", 1)
    with pytest.raises(Refused):
        actions.move_activity(activity=offer, progress="done", expected_version=1, by=here.lead)
    move("declined", 1, reason="Not this year")
    assert (fresh(offer, here.lead).progress, fresh(offer, here.lead).reason) == ("dropped", "Not this year")
    move("offered", 2)
    move("accepted", 3)
    assert fresh(offer, here.lead).progress == "going_on"
    move("delivered", 4, done_on=clock.today())
    kept = fresh(offer, here.lead)
    assert (kept.progress, kept.offer, kept.done_on) == ("done", "delivered", clock.today())
    rows = FollowUpActivity.objects.visible_to(here.lead).filter(pk=offer.pk)
    for changes in ({"counterpart": ""}, {"offer": ""}, {"kind": "support"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


def test_changing_an_activity(here):
    activity = add(here, here.adopt())
    actions.change_activity(
        activity=activity, expected_version=1, by=here.lead, what="Train judges", due_on=tomorrow(9)
    )
    with pytest.raises(Stale):
        actions.change_activity(activity=activity, expected_version=1, by=here.lead, what="Else")
    with pytest.raises(ValidationError):
        actions.change_activity(activity=fresh(activity, here.lead), expected_version=2, by=here.lead, owner_role="")
    kept = fresh(activity, here.lead)
    assert (kept.what, kept.due_on, kept.version) == ("Train judges", tomorrow(9), 2)


# --- The list --------------------------------------------------------------------------------------------------------


def test_the_list_says_what_comes_next_and_what_is_overdue(here, client):
    late, soon = make_follow_up(here.cluster), make_follow_up(here.cluster)
    ended = make_follow_up(here.cluster, state="ended", reason="Carried out")
    for found, days in ((late, -3), (late, 5), (soon, 2), (ended, -9)):
        make_activity(found, what=f"Act {found.pk} in {days}", due_on=tomorrow(days))
    make_activity(late, progress="done", done_on=clock.today(), due_on=tomorrow(-40))
    today = clock.today()
    rows = reads.dressed(here.lead, reads.follow_ups(here.lead, here.cluster, today=today), today=today)
    assert [row.pk for row in rows] == [late.pk, soon.pk]
    assert rows[0].next_activity.what == f"Act {late.pk} in -3"
    assert [(row.n_overdue, row.n_done) for row in rows] == [(1, 1), (0, 0)]
    client.force_login(here.member)
    page = words(client.get(LIST))
    assert f"Act {late.pk} in -3" in page
    assert "1 overdue" in page
    assert f"Act {ended.pk}" not in page
    for shown, wanted in {"overdue": {late}, "ended": {ended}, "all": {late, soon, ended}, "<b>": {late, soon}}.items():
        page = words(client.get(LIST, {"show": shown}))
        assert {row for row in (late, soon, ended) if row.recommendation.reference_text in page} == wanted, shown
    assert reads.counts(here.lead, here.cluster, today=today) == {"followed": 2, "overdue": 1, "ended": 1, "all": 3}


@pytest.mark.parametrize("number", [1, 30])
def test_queries_whatever_the_rows(here, client, number):
    for _n in range(number):
        found = make_follow_up(here.cluster)
        make_activity(found)
        make_offer(found)
    for n in range(number):
        make_activity(found, what=f"More {n}", organisation=make_organisation())
    client.force_login(here.lead)
    client.get(LIST)
    for address, wanted in ((LIST, 10), (reverse("recommendations:follow-detail", args=[found.pk]), 9)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) == wanted, address


def test_the_table_holds_what_the_reader_sees_and_runs_nothing(here, client):
    here.adopt(objective="=1+1", mark="coordinators")
    shared = make_follow_up(here.cluster)
    make_offer(shared, what="@train")
    for person, wanted in ((here.lead, ["'=1+1", PLAN["objective"]]), (here.member, [PLAN["objective"]])):
        client.force_login(person)
        answer = client.get("/recommendations/follow-up/export/", {"show": "all"})
        rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
        assert sorted(row["objective"] for row in rows) == sorted(wanted)
        assert "'@train" in {row["activity"] for row in rows}
        assert {row["responsible_state_body"] for row in rows} == {"Ministry of the Interior"}
    # Only the coordinator took something closed along.
    assert verbs(here.lead).count("follow_up.exported") == 1


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_from_the_recommendation_to_a_delivered_offer(here, client):
    client.force_login(here.lead)
    adopt = reverse("recommendations:adopt", args=[here.row.pk])
    assert adopt in words(client.get(here.row.get_absolute_url()))
    answer = client.post(adopt, {**PLAN, "mark": "members_only", "responsible": ""})
    assert answer.status_code == 422
    assert PLAN["purpose"] in words(answer)
    answer = client.post(adopt, {**PLAN, "mark": "members_only"})
    found = FollowUp.objects.visible_to(here.lead).get()
    detail = reverse("recommendations:follow-detail", args=[found.pk])
    assert answer["Location"] == detail
    assert client.get(adopt)["Location"] == detail
    add_offer = reverse("recommendations:follow-activity-add", args=[found.pk]) + "?kind=technical_assistance"
    typed = {"what": "Help to draft the decree", "owner_role": "sag", "due_on": str(tomorrow(20))}
    assert client.post(add_offer, typed).status_code == 422
    assert client.post(add_offer, {**typed, "counterpart": "Ministry of Justice"}).status_code == 302
    offer = FollowUpActivity.objects.visible_to(here.lead).get()
    move = reverse("recommendations:follow-activity-move", args=[found.pk, offer.pk])
    assert client.post(move, {"offer": "delivered", "version": 1}).status_code == 422
    assert client.post(move, {"offer": "accepted", "version": 7}).status_code == 409
    assert client.post(move, {"offer": "accepted", "version": 1, "reason": "With thanks"}).status_code == 302
    page = words(client.get(detail))
    for wanted in ("Ministry of the Interior", "Accepted", "With thanks", "Ministry of Justice", "supports"):
        assert wanted in page
    assert f"{here.cluster}: followed up" in words(client.get(here.row.get_absolute_url()))
    edit = reverse("recommendations:follow-activity-edit", args=[found.pk, offer.pk])
    again = {**typed, "counterpart": "Ministry of Justice", "what": "Train", "version": 2}
    assert client.post(edit, {**again, "version": 1}).status_code == 409
    assert client.post(edit, again).status_code == 302
    plan = reverse("recommendations:follow-edit", args=[found.pk])
    changed = {**PLAN, "mark": "open", "purpose": "Trust"}
    stale = client.post(plan, {**changed, "version": 9})
    assert stale.status_code == 409
    assert 'name="version" value="1"' in words(stale)
    # What is stored stands beside what was typed, where it differs.
    assert PLAN["purpose"] in words(stale)
    assert "Trust" in words(stale)
    assert client.post(plan, {**changed, "version": 1}).status_code == 302
    state = reverse("recommendations:follow-state", args=[found.pk])
    assert client.post(state, {"state": "ended", "reason": "", "version": 2}).status_code == 422
    assert client.post(state, {"state": "ended", "reason": "Carried out", "version": 2}).status_code == 302
    assert client.post(state, {"state": "nothing", "version": 3}).status_code == 422
    assert "Carried out" in words(client.get(detail))
    assert (fresh(found, here.lead).mark, fresh(found, here.lead).state) == ("open", "ended")


def test_a_page_of_a_cluster_without_follow_up_and_people_without_a_cluster(here, client):
    client.force_login(here.lead)
    assert "Nothing is followed up yet" in words(client.get(LIST))
    client.force_login(here.gpc)
    assert client.get(LIST).status_code == 404
    here.adopt(mark="open")
    assert "Lift illegal" in words(client.get(LIST))


# --- Over the API ----------------------------------------------------------------------------------------------------


def test_the_same_over_the_api(here, client):
    client.force_login(here.lead)

    def post(address, **body):
        return client.post(address, body, content_type="application/json")

    base = "/api/v1/follow-ups/"
    whole = {**PLAN, "cluster": here.cluster.pk, "recommendation": here.row.pk}
    assert post(base, **{**whole, "cluster": make_cluster("TCD").pk}).status_code == 404
    assert post(base, **{**whole, "responsible": ""}).status_code == 400
    made = post(base, **whole)
    assert made.status_code == 201
    pk = made.json()["id"]
    assert post(base, **whole).status_code == 400
    changed = client.patch(f"{base}{pk}/", {"version": 1, "mark": "open"}, content_type="application/json")
    assert (changed.status_code, changed.json()["mark"], changed.json()["purpose"]) == (200, "open", PLAN["purpose"])
    assert client.patch(f"{base}{pk}/", {"version": 1, "mark": "coordinators"}, content_type="application/json")
    activity = post(f"{base}{pk}/activities/", what="Train", owner_role="sag", due_on="2027-01-01")
    assert activity.status_code == 201
    one = f"/api/v1/follow-up-activities/{activity.json()['id']}/"
    assert post(f"{one}move/", version=1).status_code == 400
    assert post(f"{one}move/", version=9, progress="done").status_code == 409
    assert post(f"{one}move/", version=1, offer="accepted").status_code == 403
    assert post(f"{one}move/", version=1, progress="dropped").status_code == 400
    moved = post(f"{one}move/", version=1, progress="going_on")
    assert (moved.status_code, moved.json()["progress"]) == (200, "going_on")
    answer = client.patch(one, {"version": 2, "cost_source": "Fund"}, content_type="application/json")
    assert answer.json()["cost_source"] == "Fund"
    assert client.get("/api/v1/follow-up-activities/", {"due_before": "2026-01-01"}).json()["count"] == 0
    shown = client.get(f"{base}{pk}/").json()
    assert [row["what"] for row in shown["activities"]] == ["Train"]
    ended = post(f"{base}{pk}/state/", version=2, state="ended", reason="Carried out")
    assert (ended.status_code, ended.json()["state"]) == (200, "ended")
    client.force_login(here.member)
    assert post(f"{base}{pk}/state/", version=3, state="followed").status_code == 403


@pytest.mark.parametrize(("mark", "is_named"), [("coordinators", False), ("members_only", True)])
def test_the_title_of_the_page_names_it_only_where_members_may_know(here, client, mark, is_named):
    """Titles stay in the history of a browser and on a shared screen."""
    found = here.adopt(mark=mark)
    client.force_login(here.lead)
    title = words(client.get(f"{LIST}{found.pk}/")).partition("<title>")[2].partition("</title>")[0]
    assert "Follow-up" in title
    assert (here.row.reference_text in title) == is_named
