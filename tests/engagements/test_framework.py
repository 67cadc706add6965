"""The protection analytical framework: its roll-out, the updates, and what the letter's steps are offered of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.actions import add_seat, record_profile
from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions.framework import add_update, change_update, record_rollout
from engagements.actions.letter import review_letter_step
from engagements.enums import LetterArea
from engagements.models import AnalysisUpdate, FrameworkRollout
from engagements.queries.framework import framework_of
from engagements.queries.letter_evidence import OHCHR, PAF, known_of
from tests.api_calls import Caller, assert_bad, assert_refused
from tests.factories import make_cluster, make_person, make_step_template

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.query = f"?cluster={self.cluster.pk}"
        self.address = reverse("engagements:framework") + self.query

    def roll_out(self, **fields):
        values = {"status": "under_way", "as_of": clock.today(), "expected_version": 0, "by": self.lead, **fields}
        return record_rollout(cluster=self.cluster, **values)

    def update(self, **fields):
        values = {"title": "Update of May", "published_on": clock.today(), "by": self.lead, **fields}
        return add_update(cluster=self.cluster, **values)


@pytest.fixture
def here():
    return Here()


def trail(user=None):
    rows = AuditEntry.objects.visible_to(user) if user else AuditEntry.objects.unscoped(WHY)
    rows = rows.filter(verb__regex="^(framework|update)").order_by("pk")
    return [(row.verb, row.after) for row in rows]


def test_the_roll_out_is_recorded_once_and_then_changed(here):
    row = here.roll_out(note="Used by three hubs")
    assert here.roll_out(note="Used by three hubs").version == 1
    here.roll_out(status="in_use", expected_version=1)
    for version in (0, 1):
        with pytest.raises(Stale):
            here.roll_out(status="planned", expected_version=version)
    row = FrameworkRollout.objects.unscoped(WHY).get(pk=row.pk)
    assert (row.status, row.note, row.version) == ("in_use", "", 2)
    today = clock.today().isoformat()
    assert trail() == [
        ("framework.recorded", {"status": "under_way", "as_of": today}),
        ("framework.recorded", {"status": "in_use", "as_of": today}),
    ]


def test_a_day_ahead_or_a_status_that_is_none_is_refused(here):
    tomorrow = clock.today() + dt.timedelta(days=1)
    for wrong in ({"as_of": tomorrow}, {"status": "nearly"}):
        with pytest.raises(ValidationError):
            here.roll_out(**wrong)
    for wrong in ({"published_on": tomorrow}, {"title": " "}, {"address": "javascript:alert(1)"}):
        with pytest.raises(ValidationError):
            here.update(**wrong)
    assert trail() == []


def test_updates_of_twelve_months_are_counted_without_those_taken_off(here):
    today = clock.today()
    here.update(has_rights_section=True)
    here.update(has_rights_section=False)
    here.update(published_on=today - dt.timedelta(days=30))
    here.update(published_on=today - dt.timedelta(days=400), has_rights_section=True)
    wrong = here.update(has_rights_section=True)
    change_update(update=wrong, expected_version=1, is_withdrawn=True, by=here.lead)
    found = framework_of(here.member, here.cluster)
    assert (len(found.updates), len(found.recent), found.with_rights, found.not_looked) == (4, 3, 1, 1)


def test_a_change_is_locked_and_its_title_stays_out_of_the_trail(here):
    row = here.update()
    assert change_update(update=row, expected_version=1, title="Update of May", by=here.lead).version == 1
    change_update(update=row, expected_version=1, has_rights_section=True, title="Update of June", by=here.lead)
    with pytest.raises(Stale):
        change_update(update=row, expected_version=1, title="Another", by=here.lead)
    assert AnalysisUpdate.objects.unscoped(WHY).get().title == "Update of June"
    assert [verb for verb, _after in trail(here.lead)] == ["update.listed", "update.changed"]
    assert trail(here.stranger) == []
    assert "June" not in str(trail())


def test_coordinators_alone_record(here):
    row = here.update()
    for person in (here.member, here.stranger, make_person(Role.TASK_TEAM)):
        with pytest.raises(Refused):
            here.roll_out(by=person)
        with pytest.raises(Refused):
            here.update(by=person)
        with pytest.raises(Refused):
            change_update(update=row, expected_version=1, title="B", by=person)


# --- What the letter is offered ---------------------------------------------------------------------------------


def test_the_letter_is_offered_what_is_known_and_nothing_that_is_not(here):
    known = known_of(here.lead, here.cluster)
    assert [one.shows_it for one in known[PAF]] == [False, False]
    assert [(one.label, one.shows_it) for one in known[OHCHR]] == [
        ("Not known whether OHCHR has a field presence in the country", False)
    ]
    here.roll_out(status="in_use")
    here.update(has_rights_section=True)
    here.update()
    add_seat(cluster=here.cluster, body="OHCHR", is_ohchr=True, by=here.lead)
    known = known_of(here.lead, here.cluster)
    assert known[PAF][0].label.startswith("Roll-out of the framework: In use")
    assert known[PAF][1].label == "2 analysis updates in twelve months, 1 with a human rights section"
    assert [one.label for one in known[OHCHR]] == ["OHCHR has a seat in the advisory group"]


def test_a_presence_without_a_seat_stands_beside_the_step(here):
    record_profile(cluster=here.cluster, topic="ohchr", as_of=clock.today(), answer="stand_alone", by=here.lead)
    [one] = known_of(here.lead, here.cluster, keys=[OHCHR])[OHCHR]
    assert (one.label, one.shows_it) == (
        "OHCHR is present in the country and has no seat in the advisory group",
        False,
    )


def test_one_press_fills_it_in_and_saving_keeps_it(here, client):
    step = make_step_template(key=PAF, group=LetterArea.ANALYSIS)
    evidence = [{"label": "Old words", "address": f"/engagements/analysis/framework/{here.query}"}]
    evidence.append({"label": "Minutes", "address": "https://example.org/minutes"})
    review_letter_step(
        cluster=here.cluster, step=step, status="under_way", evidence=evidence, expected_version=0, by=here.lead
    )
    here.roll_out(status="in_use")
    client.force_login(here.lead)
    page = client.get(reverse("engagements:letter") + here.query).content.decode()
    assert "Roll-out of the framework: In use" in page
    edit = reverse("engagements:letter-edit", args=[PAF]) + here.query
    assert "Old words" in client.get(edit).content.decode()
    form = client.get(f"{edit}&known=1").context["form"]
    pairs = [(label.value(), address.value()) for label, address in form.pairs()][:3]
    assert pairs[0] == ("Minutes", "https://example.org/minutes")
    assert pairs[1][0].startswith("Roll-out of the framework: In use")
    assert pairs[2] == (None, None)


# --- Pages and programs --------------------------------------------------------------------------------------------


def test_the_pages_record_list_and_change(here, client):
    client.force_login(here.lead)
    assert "Nobody has recorded yet" in client.get(here.address).content.decode()
    status = reverse("engagements:framework-status") + here.query
    sent = {"status": "in_use", "as_of": clock.today().isoformat(), "version": "0"}
    assert client.get(status).status_code == 200
    assert client.post(status, sent).status_code == 302
    answer = client.post(status, {**sent, "status": "planned"})
    assert answer.status_code == 409
    assert client.post(status, {"status": "in_use"}).status_code == 422
    create = reverse("engagements:update-create") + here.query
    given = {"title": "Update of May", "published_on": clock.today().isoformat(), "has_rights_section": "yes"}
    assert client.post(create, {**given, "address": "ftp://x"}).status_code == 422
    assert client.post(create, given).status_code == 302
    row = AnalysisUpdate.objects.unscoped(WHY).get()
    assert row.has_rights_section is True
    edit = reverse("engagements:update-edit", args=[row.pk])
    assert "Update of May" in client.get(edit).content.decode()
    assert client.post(edit, {**given, "title": "B", "version": "9"}).status_code == 409
    assert client.post(edit, {**given, "has_rights_section": "", "version": "1"}).status_code == 302
    assert AnalysisUpdate.objects.unscoped(WHY).get().has_rights_section is None
    assert "1 of" not in client.get(here.address).content.decode()


def test_members_read_and_strangers_find_nothing(here, client):
    row = here.update()
    here.roll_out()
    edit = reverse("engagements:update-edit", args=[row.pk])
    client.force_login(here.member)
    assert "Update of May" in client.get(here.address).content.decode()
    assert client.get(edit).status_code == 403
    assert client.post(reverse("engagements:framework-status") + here.query).status_code == 403
    assert "Analysis updates" not in client.get(reverse("engagements:analysis")).content.decode()
    assert "framework" in client.get(reverse("engagements:analysis")).content.decode()
    for person in (here.stranger, make_person(Role.OHCHR, here.cluster)):
        client.force_login(person)
        assert client.get(here.address).status_code == 404
        assert client.post(edit, {}).status_code == 404


def test_programs_do_the_same(here):
    api, today = Caller(here.lead), clock.today().isoformat()
    rollouts, updates = reverse("api-framework-rollout-list"), reverse("api-analysis-update-list")
    state = {"cluster": here.cluster.pk, "status": "in_use", "as_of": today, "version": 0}
    assert api.post(rollouts, **state).json()["status"] == "in_use"
    assert api.post(rollouts, **{**state, "status": "planned"}).status_code == 409
    made = api.post(updates, cluster=here.cluster.pk, title="A", published_on=today)
    assert (made.status_code, made.json()["has_rights_section"]) == (201, None)
    one = reverse("api-analysis-update-detail", args=[made.json()["id"]])
    assert api.patch(one, version=1, has_rights_section=True).json()["has_rights_section"] is True
    assert api.patch(one, version=1, title="B").status_code == 409
    assert_bad(api.post(updates, cluster=here.cluster.pk), "title", "published_on")
    assert_refused(Caller(here.member).post(rollouts, **state))
    assert_refused(Caller(here.member).patch(one, version=2, title="B"))
    stranger = Caller(here.stranger)
    assert stranger.get(updates).json()["count"] == 0
    assert stranger.patch(one, version=2, title="B").status_code == 404
    assert stranger.post(rollouts, **state).status_code == 404
    assert stranger.post(updates, cluster=here.cluster.pk, title="A", published_on=today).status_code == 404


def test_pages_cost_the_same_for_one_and_for_thirty(here, client):
    make_step_template(key=PAF, group=LetterArea.ANALYSIS)
    make_step_template(key=OHCHR, group=LetterArea.PARTICIPATION)
    client.force_login(here.lead)
    here.roll_out()
    addresses = (here.address, reverse("engagements:letter") + here.query)

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as made:
                assert client.get(address).status_code == 200
            found.append(len(made))
        return found

    here.update()
    add_seat(cluster=here.cluster, body="Body", by=here.lead)
    first = costs()
    for number in range(29):
        here.update()
        add_seat(cluster=here.cluster, body=f"Body {number}", by=here.lead)
    assert costs() == first
    assert max(first) <= 15
