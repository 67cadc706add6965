"""Support requests: asked by coordinators, read by them and the Task Team alone, moved step by step."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from core.outbox import Dropped
from knowledge.actions import support as actions
from knowledge.enums import SupportState, SupportVerb
from knowledge.models import SupportRequest
from knowledge.notices.support import prepare
from knowledge.workflow import MOVES, Side, moves_from
from tests.factories import make_cluster, make_person
from tests.factories.knowledge import make_request
from tests.factories.mechanisms import make_obstacle

pytestmark = pytest.mark.django_db
SECRET = "Zanzibarine wording of the need"


class Here:
    def __init__(self):
        self.cluster = make_cluster("NGA")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.sag = make_person(Role.SAG, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("MOZ"))
        self.helper = make_person(Role.TASK_TEAM)
        self.other_helper = make_person(Role.TASK_TEAM)
        # Without a second factor the Task Team would only ever be sent to its set-up page.
        Authenticator.objects.create(user=self.helper, type=Authenticator.Type.TOTP, data={})

    def ask(self, **fields):
        wanted = {"kind": "member_session", "text": SECRET, "language": "fr", "audience": "members", **fields}
        return actions.ask_support(cluster=self.cluster, by=self.lead, **wanted)


@pytest.fixture
def here():
    return Here()


def told(request, kind):
    rows = Delivery.objects.filter(subject_type=actions.TARGET, kind=kind, subject_id__startswith=f"{request.pk}:")
    return {row.recipient_id for row in rows}


# --- Who sees it -----------------------------------------------------------------------------------------------------


def test_only_the_coordinators_and_the_task_team_read_it(here):
    request = here.ask()
    seen = {
        person.pk
        for person in (here.lead, here.member, here.sag, here.stranger, here.helper)
        if SupportRequest.objects.visible_to(person).filter(pk=request.pk).exists()
    }
    assert seen == {here.lead.pk, here.helper.pk}


def test_a_stranger_gets_404_and_the_trail_keeps_no_words(here, client):
    request = here.ask()
    for person in (here.member, here.stranger):
        client.force_login(person)
        for url in (reverse("knowledge:support-detail", args=[request.pk]), f"/api/v1/support-requests/{request.pk}/"):
            assert client.get(url).status_code == 404
        assert client.post(reverse("knowledge:support-move", args=[request.pk]), {"verb": "take_on"}).status_code == 404
    rows = AuditEntry.objects.unscoped("test looks at the trail").filter(target_type="knowledge.supportrequest")
    assert [row.verb for row in rows] == ["support.asked"]
    assert SECRET not in str(rows.values())


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_asking_tells_the_whole_task_team_and_nobody_else(here):
    request = here.ask()
    assert request.state == SupportState.REQUESTED
    assert told(request, actions.ASKED) == {here.helper.pk, here.other_helper.pk}


def test_only_coordinators_ask(here):
    for person in (here.member, here.sag, here.stranger, here.helper):
        with pytest.raises(Refused):
            actions.ask_support(
                cluster=here.cluster, kind="other", text="x", language="en", audience="members", by=person
            )
    assert not SupportRequest.objects.visible_to(here.helper).exists()


def test_a_day_that_has_passed_and_an_unknown_page_are_refused(here):
    with pytest.raises(ValidationError) as error:
        here.ask(wanted_on=clock.today() - dt.timedelta(days=1))
    assert "wanted_on" in error.value.message_dict
    with pytest.raises(ValidationError):
        here.ask(origin="plan_line", origin_id=987)
    for field, value in {"kind": "magic", "language": "xx", "audience": "all", "text": " "}.items():
        with pytest.raises(ValidationError) as error:
            here.ask(**{field: value})
        assert field in error.value.message_dict


def test_the_form_comes_filled_in_and_keeps_what_was_typed(here, client):
    client.force_login(here.lead)
    url = reverse("knowledge:support-ask")
    asked = "kind=general_comments&audience=hct&wanted_on=2030-05-04&provider=law_policy"
    page = client.get(f"{url}?{asked}").content.decode()
    assert '<option value="law_policy" selected>' in page
    assert '<option value="general_comments" selected>' in page
    assert '<option value="hct" selected>' in page
    assert 'value="2030-05-04"' in page
    data = {"kind": "briefing", "text": SECRET, "wanted_on": "2020-01-01", "language": "en", "audience": "members"}
    answer = client.post(url, {**data, "is_tailored": "yes"})
    assert answer.status_code == 422
    assert SECRET in answer.content.decode()
    answer = client.post(url, {**data, "is_tailored": "no", "wanted_on": ""})
    request = SupportRequest.objects.visible_to(here.lead).get()
    assert answer.headers["Location"] == reverse("knowledge:support-detail", args=[request.pk])
    assert (request.kind, request.is_tailored, request.asked_by_id) == ("briefing", False, here.lead.pk)


@pytest.mark.parametrize(
    "rubbish", ["wanted_on=abcd-99-99", "wanted_on=2030-13-45", "origin_id=999999999999999", "kind=x"]
)
def test_rubbish_in_the_address_is_left_out(here, client, rubbish):
    client.force_login(here.lead)
    assert client.get(f"{reverse('knowledge:support-ask')}?{rubbish}").status_code == 200


def test_members_and_other_clusters_have_no_form(here, client):
    for person in (here.member, here.helper):
        client.force_login(person)
        assert client.get(reverse("knowledge:support-ask")).status_code == 404
    client.force_login(here.stranger)
    assert client.get(f"{reverse('knowledge:support-ask')}?cluster={here.cluster.pk}").status_code == 404


# --- The way of a request --------------------------------------------------------------------------------------------


def test_the_whole_way_with_both_sides_told(here):
    request = here.ask()
    actions.take_on(request=request, expected_version=1, by=here.helper)
    assert (request.state, request.taken_by_id) == (SupportState.TAKEN_ON, here.helper.pk)
    assert told(request, actions.ANSWERED) == {here.lead.pk}
    actions.deliver(
        request=request,
        delivered_on=clock.today(),
        evidence="Session held",
        attendance=31,
        expected_version=2,
        by=here.helper,
    )
    actions.end_request(request=request, verb=SupportVerb.CLOSE, expected_version=3, by=here.lead)
    fresh = SupportRequest.objects.visible_to(here.lead).get(pk=request.pk)
    assert (fresh.state, fresh.attendance, fresh.version) == (SupportState.CLOSED, 31, 4)
    assert fresh.ended_at is not None
    assert told(request, actions.ANSWERED) == {here.lead.pk, here.helper.pk}
    rows = AuditEntry.objects.visible_to(here.lead).order_by("pk").values_list("verb", flat=True)
    assert list(rows) == ["support.asked", "support.take_on", "support.deliver", "support.close"]


def test_delivery_needs_a_day_and_what_shows_it(here):
    request = here.ask()
    actions.take_on(request=request, expected_version=1, by=here.helper)
    for day, evidence, field in (
        (clock.today(), "  ", "evidence"),
        (None, "Held", "delivered_on"),
        (clock.today() + dt.timedelta(days=2), "Held", "delivered_on"),
    ):
        with pytest.raises(ValidationError) as error:
            actions.deliver(request=request, delivered_on=day, evidence=evidence, expected_version=2, by=here.helper)
        assert field in error.value.message_dict
    rows = SupportRequest.objects.visible_to(here.lead).filter(pk=request.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=SupportState.DELIVERED)


@pytest.mark.parametrize("verb", [SupportVerb.DECLINE, SupportVerb.WITHDRAW])
def test_ending_early_needs_a_reason_of_the_right_side(here, verb):
    by, wrong = (here.helper, here.lead) if verb == SupportVerb.DECLINE else (here.lead, here.helper)
    request = here.ask()
    with pytest.raises(Refused):
        actions.end_request(request=request, verb=verb, reason="No", expected_version=1, by=wrong)
    with pytest.raises(ValidationError):
        actions.end_request(request=request, verb=verb, reason=" ", expected_version=1, by=by)
    actions.end_request(request=request, verb=verb, reason="No time before May", expected_version=1, by=by)
    assert (request.state, request.reason) == (MOVES[verb].target, "No time before May")


def test_handing_back_makes_it_wait_again(here):
    request = here.ask()
    actions.take_on(request=request, expected_version=1, by=here.helper)
    actions.hand_back(request=request, reason="On leave", expected_version=2, by=here.helper)
    assert (request.state, request.taken_by) == (SupportState.REQUESTED, None)
    assert moves_from(request.state, [Side.TASK_TEAM]) == [SupportVerb.TAKE_ON, SupportVerb.DECLINE]


def test_two_who_take_it_on_at_once_get_one_refusal(here):
    request = here.ask()
    actions.take_on(request=request, expected_version=1, by=here.helper)
    second = SupportRequest.objects.visible_to(here.other_helper).get(pk=request.pk)
    second.state, second.version = SupportState.REQUESTED, 1
    with pytest.raises(Stale):
        actions.take_on(request=second, expected_version=1, by=here.other_helper)
    assert SupportRequest.objects.visible_to(here.lead).get().taken_by_id == here.helper.pk


def test_the_page_refuses_at_the_place(here, client):
    request = here.ask()
    url = reverse("knowledge:support-move", args=[request.pk])
    client.force_login(here.helper)
    assert client.post(url, {"verb": "take_on", "version": "7"}).status_code == 409
    assert client.post(url, {"verb": "no_such", "version": "1"}).status_code == 404
    assert client.post(url, {"verb": "decline", "version": "1"}).status_code == 422
    assert client.post(url, {"verb": "deliver", "version": "1", "evidence": "typed text"}).status_code == 422
    answer = client.post(url, {"verb": "withdraw", "version": "1", "withdraw-reason": "x"})
    assert answer.status_code == 403
    assert "Only the coordinators of this cluster may do this." in answer.content.decode()
    assert client.post(url, {"verb": "take_on", "version": "1"}).status_code == 302
    client.force_login(here.lead)
    page = client.get(reverse("knowledge:support-detail", args=[request.pk])).content.decode()
    assert str(here.helper) in page
    assert 'value="close"' not in page


# --- Mails -----------------------------------------------------------------------------------------------------------


def test_the_mail_says_nothing_and_stops_when_taken_on(here):
    request = here.ask()
    asked = Delivery.objects.get(kind=actions.ASKED, recipient=here.other_helper)
    mail = prepare(asked, here.other_helper)
    assert mail.is_veiled
    assert SECRET not in str(mail)
    assert str(here.cluster) not in str(mail)
    actions.take_on(request=request, expected_version=1, by=here.helper)
    assert isinstance(prepare(asked, here.other_helper), Dropped)
    news = Delivery.objects.get(kind=actions.ANSWERED, recipient=here.lead)
    assert prepare(news, here.lead).link == reverse("knowledge:support-detail", args=[request.pk])
    assert isinstance(prepare(news, here.stranger), Dropped)


# --- API, speed ------------------------------------------------------------------------------------------------------


def test_a_request_says_which_obstacle_it_is_about(here, client):
    named, retired = make_obstacle(name="Few people know"), make_obstacle(is_active=False)
    client.force_login(here.lead)
    data = {"cluster": here.cluster.pk, "kind": "capacity", "text": "x", "language": "en", "audience": "members"}
    url = "/api/v1/support-requests/"
    answer = client.post(url, {**data, "obstacle": named.key}, content_type="application/json")
    assert answer.status_code == 201
    assert answer.json()["obstacle"] == named.key
    assert client.post(url, {**data, "obstacle": retired.key}, content_type="application/json").status_code == 400
    with pytest.raises(ValidationError):
        here.ask(obstacle=retired)
    entry = AuditEntry.objects.visible_to(here.lead).get(verb="support.asked")
    assert entry.after["obstacle"] == named.key
    form = {"kind": "capacity", "text": "y", "language": "en", "audience": "members", "is_tailored": "yes"}
    page = client.post(reverse("knowledge:support-ask"), {**form, "obstacle": named.key}, follow=True)
    assert "Few people know" in page.content.decode()
    assert client.post(reverse("knowledge:support-ask"), {**form, "obstacle": retired.key}).status_code == 422


def test_the_same_through_the_api(here, client):
    client.force_login(here.lead)
    data = {"cluster": here.cluster.pk, "kind": "briefing", "text": "x", "language": "fr", "audience": "hct"}
    answer = client.post("/api/v1/support-requests/", data, content_type="application/json")
    assert answer.status_code == 201
    pk = answer.json()["id"]
    move = f"/api/v1/support-requests/{pk}/move/"
    assert client.post(move, {"verb": "take_on", "version": 1}, content_type="application/json").status_code == 403
    client.force_login(here.helper)
    assert client.post(move, {"verb": "take_on", "version": 9}, content_type="application/json").status_code == 409
    assert client.post(move, {"verb": "decline", "version": 1}, content_type="application/json").status_code == 400
    answer = client.post(move, {"verb": "take_on", "version": 1}, content_type="application/json")
    assert answer.json()["state"] == "taken_on"
    assert client.get("/api/v1/support-requests/?state=taken_on").json()["count"] == 1
    client.force_login(here.stranger)
    answer = client.post("/api/v1/support-requests/", data, content_type="application/json")
    assert answer.status_code == 404


@pytest.mark.parametrize("person", ["lead", "helper"])
def test_the_list_asks_the_same_for_one_and_for_thirty(here, client, person):
    client.force_login(getattr(here, person))
    counts = []
    for _round in range(2):
        make_request(here.cluster)
        if counts:
            for _more in range(29):
                make_request(here.cluster, taken_by=here.helper, state=SupportState.TAKEN_ON)
        client.get(reverse("knowledge:support-list"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{reverse('knowledge:support-list')}?show=all").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15, counts


def test_a_request_says_whom_to_bring_in(here, client):
    """MATRIX B027: the Task Team on Law and Policy, on Advocacy, the working groups."""
    client.force_login(here.lead)
    data = {"kind": "other", "text": "A law on papers", "language": "en", "audience": "members", "is_tailored": "yes"}
    address = f"{reverse('knowledge:support-ask')}?cluster={here.cluster.pk}"
    assert client.post(address, {**data, "provider": "nobody-we-know"}).status_code == 422
    page = client.post(address, {**data, "provider": "law_policy"}, follow=True).content.decode()
    assert "Task Team on Law and Policy" in page
    assert "Task Team on Law and Policy" in client.get(reverse("knowledge:support-list")).content.decode()
