"""What makes that a recommendation is carried out well: in words or by the list, settled, taken off; seen like the
follow-up itself."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from recommendations.actions import conditions as actions
from recommendations.actions.follow_up import set_follow_up_state
from recommendations.models import FollowUpCondition
from tests.factories import make_cluster, make_condition, make_follow_up, make_person
from tests.factories.mechanisms import make_obstacle

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.found = make_follow_up(self.cluster)
        self.page = reverse("recommendations:follow-detail", args=[self.found.pk])
        self.new = reverse("recommendations:follow-condition-add", args=[self.found.pk])

    def add(self, **fields):
        wanted = {"follow_up": self.found, "kind": "enabler", "text": "A budget line", "by": self.lead, **fields}
        return actions.add_condition(**wanted)

    def edit(self, row):
        return reverse("recommendations:follow-condition-edit", args=[self.found.pk, row.pk])

    def settle(self, row):
        return reverse("recommendations:follow-condition-settle", args=[self.found.pk, row.pk])

    def all(self):
        return FollowUpCondition.objects.visible_to(self.lead)


@pytest.fixture
def here():
    return Here()


def verbs(user):
    return list(AuditEntry.objects.visible_to(user).order_by("pk").values_list("verb", flat=True))


def words(answer):
    return answer.content.decode()


def test_an_obstacle_of_the_list_needs_no_other_words(here):
    obstacle = make_obstacle()
    row = here.add(kind="obstacle", text=" ", obstacle=obstacle, approach="Ask the donors")
    kept = here.all().get()
    assert (kept.pk, kept.text, kept.obstacle, kept.approach) == (row.pk, str(obstacle), obstacle, "Ask the donors")
    entry = AuditEntry.objects.visible_to(here.lead).get()
    assert (entry.verb, entry.cluster_id) == ("follow_up_condition.added", here.cluster.pk)
    assert "donors" not in str(entry.__dict__)


def test_what_a_condition_cannot_be(here):
    for field, changes in {
        "text": {"text": " "},
        "kind": {"kind": "x"},
        "obstacle": {"obstacle": make_obstacle()},
    }.items():
        with pytest.raises(ValidationError) as error:
            here.add(**changes)
        assert field in error.value.message_dict
    with pytest.raises(ValidationError):
        here.add(kind="obstacle", obstacle=make_obstacle(is_active=False))
    for person in (here.member, here.stranger):
        with pytest.raises(Refused):
            here.add(by=person)
    assert not here.all().exists()


def test_the_database_keeps_the_list_to_obstacles(here):
    row = here.add()
    for changes in ({"obstacle": make_obstacle()}, {"text": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            here.all().filter(pk=row.pk).update(**changes)


def test_changing_settling_and_taking_off(here):
    row = here.add()
    actions.change_condition(condition=row, approach="Write to the ministry", expected_version=1, by=here.lead)
    assert (here.all().get().text, here.all().get().approach) == ("A budget line", "Write to the ministry")
    with pytest.raises(Stale):
        actions.change_condition(condition=here.all().get(), text="Another", expected_version=1, by=here.lead)
    row = here.all().get()
    actions.settle_condition(condition=row, is_settled=True, expected_version=2, by=here.lead)
    actions.settle_condition(condition=row, is_settled=True, expected_version=3, by=here.lead)
    assert (here.all().get().settled_on, here.all().get().version) == (clock.today(), 3)
    with pytest.raises(Stale):
        actions.settle_condition(condition=here.all().get(), is_settled=False, expected_version=2, by=here.lead)
    actions.settle_condition(condition=here.all().get(), is_settled=False, expected_version=3, by=here.lead)
    with pytest.raises(Stale):
        actions.remove_condition(condition=here.all().get(), expected_version=3, by=here.lead)
    actions.remove_condition(condition=here.all().get(), expected_version=4, by=here.lead)
    assert not here.all().exists()
    assert [verb.partition(".")[2] for verb in verbs(here.lead) if verb.startswith("follow_up_condition")] == [
        "added",
        "changed",
        "settled",
        "settled",
        "removed",
    ]


def test_of_an_ended_follow_up_nothing_changes(here):
    row = here.add()
    set_follow_up_state(follow_up=here.found, state="ended", reason="Done", expected_version=1, by=here.lead)
    row = here.all().get()
    for act in (
        lambda: here.add(),
        lambda: actions.settle_condition(condition=row, is_settled=True, expected_version=1, by=here.lead),
        lambda: actions.remove_condition(condition=row, expected_version=1, by=here.lead),
    ):
        with pytest.raises(Refused):
            act()
    assert here.all().get().settled_on is None


@pytest.mark.parametrize("mark", ["members_only", "coordinators"])
def test_seen_like_the_follow_up(here, client, mark):
    found = make_follow_up(here.cluster, mark=mark)
    row = make_condition(found)
    sees = {here.lead: True, here.member: mark == "members_only", here.stranger: False}
    for person, wanted in sees.items():
        client.force_login(person)
        assert FollowUpCondition.objects.visible_to(person).filter(pk=row.pk).exists() == wanted
        answer = client.get("/api/v1/follow-up-conditions/").json()
        assert answer["count"] == int(wanted)


def test_the_pages(here, client):
    client.force_login(here.lead)
    assert "No condition yet" in words(client.get(here.page))
    obstacle = make_obstacle()
    assert client.get(here.new).status_code == 200
    assert client.post(here.new, {"text": ""}).status_code == 422
    client.post(here.new, {"text": "The ministry wants it", "approach": "Thank her"})
    client.post(f"{here.new}?kind=obstacle", {"text": "", "obstacle": obstacle.key})
    helps, hinders = here.all().order_by("kind")
    page = words(client.get(here.page))
    assert "The ministry wants it" in page
    assert str(obstacle) in page
    assert client.post(here.settle(hinders), {"settled": "1", "version": 1}).status_code == 302
    assert "Out of the way" in words(client.get(here.page))
    # Somebody was quicker: it stands at the list.
    answer = client.post(here.settle(hinders), {"settled": "0", "version": 1})
    assert answer.status_code == 409
    answer = client.post(here.edit(helps), {"text": "The minister wants it", "approach": "", "version": 7})
    assert answer.status_code == 409
    assert "The minister wants it" in words(answer)
    client.post(here.edit(helps), {"text": "The minister wants it", "approach": "", "version": 1})
    assert here.all().get(pk=helps.pk).text == "The minister wants it"
    assert client.post(here.edit(helps), {"act": "remove", "version": 1}).status_code == 409
    assert client.post(here.edit(helps), {"act": "remove", "version": 2}).status_code == 302
    assert here.all().get() == hinders


def test_a_member_reads_and_a_stranger_finds_nothing(here, client):
    row = make_condition(here.found)
    client.force_login(here.member)
    assert row.text in words(client.get(here.page))
    assert here.edit(row) not in words(client.get(here.page))
    assert client.get(here.edit(row)).status_code == 404
    assert client.post(here.settle(row), {"settled": "1", "version": 1}).status_code == 403
    client.force_login(here.stranger)
    assert client.get(here.new).status_code == 404
    assert client.get(here.edit(row)).status_code == 404
    assert client.post(here.settle(row), {"settled": "1", "version": 1}).status_code == 404
    # The condition of another follow-up is not under this one.
    other = make_condition(make_follow_up(here.cluster))
    client.force_login(here.lead)
    assert client.get(here.edit(other)).status_code == 404
    assert here.all().get(pk=row.pk).settled_on is None


def test_through_the_api(here, client):
    client.force_login(here.lead)

    def send(method, address, **data):
        return getattr(client, method)(address, data, content_type="application/json")

    address = f"/api/v1/follow-ups/{here.found.pk}/conditions/"
    obstacle = make_obstacle()
    assert send("post", address, kind="enabler", text="").status_code == 400
    made = send("post", address, kind="obstacle", obstacle=obstacle.key)
    assert (made.status_code, made.json()["text"]) == (201, str(obstacle))
    one = f"/api/v1/follow-up-conditions/{made.json()['id']}/"
    assert send("patch", one, approach="Ask", version=1).json()["text"] == str(obstacle)
    assert send("patch", one, approach="Else", version=1).status_code == 409
    assert send("post", f"{one}settle/", is_settled=True, version=2).json()["settled_on"] == str(clock.today())
    assert client.get(f"/api/v1/follow-ups/{here.found.pk}/").json()["conditions"][0]["obstacle"] == obstacle.key
    client.force_login(here.member)
    assert send("post", address, kind="enabler", text="x").status_code == 403
    client.force_login(here.stranger)
    assert send("patch", one, approach="x", version=3).status_code == 404
    assert send("post", f"{one}settle/", is_settled=False, version=3).status_code == 404


def test_the_table_takes_them_along(here, client):
    here.add(text="=A budget line")
    row = here.add(kind="obstacle", text="No access")
    actions.settle_condition(condition=row, is_settled=True, expected_version=1, by=here.lead)
    client.force_login(here.lead)
    answer = client.get("/recommendations/follow-up/export/", {"cluster": here.cluster.pk})
    (line,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert line["what_helps"] == "'=A budget line"
    assert line["what_stands_in_the_way"] == f"No access ({clock.today()})"


def test_the_page_asks_the_same_for_one_and_thirty(here, client):
    client.force_login(here.lead)
    client.get(here.page)
    numbers = []
    for number in (1, 29):
        for index in range(number):
            obstacle = make_obstacle() if index % 2 else None
            make_condition(here.found, kind="obstacle", obstacle=obstacle)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(here.page)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 15
