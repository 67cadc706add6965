"""Reports of sessions: written by the Task Team, sent to clusters, read by each for itself."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Rhythm, Role
from clusters.models import Membership, User
from core import clock, outbox
from core.enums import DeliveryState
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from knowledge.actions import session_reports as actions
from knowledge.actions.support import ANSWERED
from knowledge.models import SessionReport, SessionReportCluster
from tests.factories import make_cluster, make_person, make_session
from tests.factories.knowledge import make_request, make_session_report

pytestmark = pytest.mark.django_db
SECRET = "Zanzibarine words of the committee"
LINK = {"title": "Summary record", "url": "https://www.ohchr.org/record"}


class Here:
    def __init__(self):
        self.cluster, self.other = make_cluster("NGA"), make_cluster("MOZ")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, self.other)
        self.helper = make_person(Role.TASK_TEAM)
        Authenticator.objects.create(user=self.helper, type=Authenticator.Type.TOTP, data={})
        begun = clock.today() - dt.timedelta(days=9)
        self.session = make_session(opens_on=begun, closes_on=begun + dt.timedelta(days=4))

    def write(self, **fields):
        wanted = {"session": self.session, "clusters": [self.cluster], "said": SECRET, "by": self.helper, **fields}
        return actions.write_report(**wanted)

    def send(self, report, version=1):
        return actions.send_report(report=report, expected_version=version, by=self.helper)


@pytest.fixture
def here():
    return Here()


def sees(person, report):
    return SessionReport.objects.visible_to(person).filter(pk=report.pk).exists()


def words(answer):
    return answer.content.decode()


def told():
    rows = Delivery.objects.filter(kind=actions.SENT, state=DeliveryState.QUEUED)
    return set(rows.values_list("recipient_id", flat=True))


def at(name, *args):
    return reverse(f"knowledge:report-{name}", args=args)


@pytest.mark.parametrize(("readers", "members"), [("coordinators", False), ("members_only", True)])
def test_a_draft_is_the_task_teams_and_what_is_sent_the_clusters(here, readers, members):
    report = here.write(readers=readers)
    assert [sees(person, report) for person in (here.lead, here.member, here.helper)] == [False, False, True]
    here.send(report)
    assert (sees(here.lead, report), sees(here.member, report), sees(here.stranger, report)) == (True, members, False)


def test_each_cluster_knows_of_itself_alone(here):
    report = here.write(clusters=[here.cluster, here.other])
    here.send(report)
    rows = SessionReportCluster.objects.visible_to(here.lead).filter(report=report)
    assert [row.cluster_id for row in rows] == [here.cluster.pk]
    assert SessionReportCluster.objects.visible_to(here.helper).filter(report=report).count() == 2


def test_only_the_task_team_writes_and_what_it_needs(here):
    for person in (here.lead, here.member):
        with pytest.raises(Refused):
            here.write(by=person)
    for field, changes in {
        "said": {"said": " "},
        "clusters": {"clusters": []},
        "readers": {"readers": "all"},
        "links": {"links": [{"title": "x", "url": "javascript:alert(1)"}]},
        "session": {"session": make_session(publication="draft")},
    }.items():
        with pytest.raises(ValidationError) as error:
            here.write(**changes)
        assert field in error.value.message_dict, field
    with pytest.raises(ValidationError):
        here.write(links=[LINK] * 11)
    assert not SessionReport.objects.visible_to(here.helper).exists()


def test_coordinators_are_told_once_and_the_mail_names_nothing(here):
    quiet = make_person(Role.CO_COORDINATOR, here.cluster)
    User.objects.filter(pk=quiet.pk).update(reminder_rhythm=Rhythm.NONE)
    report = here.write()
    assert told() == set()
    here.send(report)
    assert told() == {here.lead.pk}
    with pytest.raises(Refused):
        here.send(report, version=2)
    outbox.deliver_due()
    (message,) = mail.outbox
    assert message.to == [here.lead.email]
    for secret in (SECRET, str(here.session), "Nigeria"):
        assert secret not in message.subject + message.body
    assert at("detail", report.pk) in message.body
    # Taken back, sent again: nobody is told twice.
    actions.take_back_report(report=report, expected_version=2, by=here.helper)
    assert not sees(here.lead, report)
    here.send(report, version=3)
    outbox.deliver_due()
    assert len(mail.outbox) == 1


def test_what_members_may_read_names_the_session(here):
    here.send(here.write(readers="members_only"))
    outbox.deliver_due()
    assert str(here.session) in mail.outbox[0].subject
    assert SECRET not in mail.outbox[0].body


def test_taken_back_before_it_went_and_roles_that_ended(here):
    report = here.write()
    here.send(report)
    actions.take_back_report(report=report, expected_version=2, by=here.helper)
    outbox.deliver_due()
    assert mail.outbox == []
    here.send(report, version=3)
    Membership.objects.filter(user=here.lead).update(role=Role.MEMBER)
    outbox.deliver_due()
    assert mail.outbox == []


def test_a_cluster_that_is_added_is_told_and_one_taken_out_reads_no_more(here):
    report = here.write()
    here.send(report)
    actions.change_report(report=report, expected_version=2, clusters=[here.other], said="Other words", by=here.helper)
    assert (sees(here.lead, report), sees(here.stranger, report)) == (False, True)
    assert told() == {here.lead.pk, here.stranger.pk}
    outbox.deliver_due()
    assert [message.to for message in mail.outbox] == [[here.stranger.email]]
    with pytest.raises(Stale):
        actions.change_report(report=report, expected_version=2, said="Else", by=here.helper)
    report = SessionReport.objects.visible_to(here.helper).get()
    actions.change_report(report=report, expected_version=3, said="Other words", clusters=[here.other], by=here.helper)
    assert SessionReport.objects.visible_to(here.helper).get().version == 3


def test_the_trail_of_the_cluster_says_that_it_came_and_no_words(here):
    report = here.write(links=[LINK])
    here.send(report)
    rows = AuditEntry.objects.visible_to(here.lead).filter(target_type="knowledge.sessionreport")
    assert [row.verb for row in rows] == ["session_report.sent"]
    everything = AuditEntry.objects.unscoped("test looks at the trail").filter(target_type="knowledge.sessionreport")
    assert {row.verb for row in everything} == {"session_report.written", "session_report.sent"}
    assert SECRET not in str(list(everything.values()))


def test_the_trail_of_a_cluster_names_no_other_cluster(here):
    report = here.send(here.write(clusters=[here.cluster, here.other]))
    actions.change_report(report=report, expected_version=2, clusters=[here.other], said="Other words", by=here.helper)
    entries = AuditEntry.objects.visible_to(here.lead).filter(target_type=actions.TARGET).order_by("pk")
    kept = [state["clusters"] for entry in entries for state in (entry.before, entry.after) if state]
    assert kept == [[here.cluster.pk], [here.cluster.pk], []]


def test_it_answers_the_request_for_news(here):
    asked = make_request(here.cluster, kind="session_news", asked_by=here.lead)
    with pytest.raises(ValidationError):
        here.write(request=make_request(here.cluster))
    with pytest.raises(ValidationError):
        here.write(request=asked, clusters=[here.other])
    report = here.write(request=asked)
    asked.refresh_from_db()
    assert asked.state == "requested"
    here.send(report)
    asked.refresh_from_db()
    assert (asked.state, asked.delivered_on, asked.taken_by) == ("delivered", clock.today(), here.helper)
    assert str(here.session) in asked.evidence
    # The mail about the report says it all.
    assert not Delivery.objects.filter(kind=ANSWERED).exists()
    actions.take_back_report(report=report, expected_version=2, by=here.helper)
    here.send(report, version=3)
    asked.refresh_from_db()
    assert asked.state == "delivered"


def test_the_way_in_the_browser(here, client):
    asked = make_request(here.cluster, kind="session_news", asked_by=here.lead)
    client.force_login(here.helper)
    page = words(client.get(reverse("calendar:session-detail", args=[here.session.pk])))
    assert f"{at('write')}?session={here.session.pk}" in page
    request_page = reverse("knowledge:support-detail", args=[asked.pk])
    address = f"{at('write')}?request={asked.pk}"
    assert address in words(client.get(request_page))
    assert client.get(address).status_code == 200
    data = {
        "session": here.session.pk,
        "said": SECRET,
        "coming": "Observations in March",
        "links": "Summary record https://www.ohchr.org/record\nhttps://www.ohchr.org/other",
        "clusters": [here.cluster.pk],
        "readers": "coordinators",
        "language": "en",
    }
    assert client.post(address, {**data, "links": "no address"}).status_code == 422
    assert client.post(address, {**data, "clusters": []}).status_code == 422
    assert client.post(address, data).status_code == 302
    report = SessionReport.objects.visible_to(here.helper).get()
    assert report.links == [LINK, {"title": "https://www.ohchr.org/other", "url": "https://www.ohchr.org/other"}]
    assert report.request == asked
    page = words(client.get(at("detail", report.pk)))
    assert SECRET in page
    assert 'href="https://www.ohchr.org/record"' in page
    assert SECRET in words(client.get(at("list"), {"show": "drafts"}))
    edited = {**data, "said": "Other words", "version": 7}
    answer = client.post(at("edit", report.pk), edited)
    assert answer.status_code == 409
    assert "Other words" in words(answer)
    assert client.post(at("edit", report.pk), {**edited, "version": 1}).status_code == 302
    assert client.post(at("send", report.pk), {"version": 1}).status_code == 409
    assert client.post(at("send", report.pk), {"version": 2}).status_code == 302
    assert at("detail", report.pk) in words(client.get(request_page))
    client.force_login(here.lead)
    assert "Other words" in words(client.get(at("detail", report.pk)))
    assert "Other words" in words(client.get(at("list"), {"cluster": here.cluster.pk}))
    page = words(client.get(reverse("calendar:session-detail", args=[here.session.pk])))
    assert at("detail", report.pk) in page
    assert at("write") not in page


def test_who_may_not(here, client):
    report = here.write()
    here.send(report)
    client.force_login(here.lead)
    assert client.get(at("write"), {"session": here.session.pk}).status_code == 404
    assert client.get(at("edit", report.pk)).status_code == 404
    assert client.post(at("take-back", report.pk), {"version": 2}).status_code == 403
    for person in (here.member, here.stranger):
        client.force_login(person)
        assert client.get(at("detail", report.pk)).status_code == 404
        assert client.post(at("take-back", report.pk), {"version": 2}).status_code == 404
        assert SECRET not in words(client.get(at("list")))
        assert at("detail", report.pk) not in words(
            client.get(reverse("calendar:session-detail", args=[here.session.pk]))
        )
        assert client.get(f"/api/v1/session-reports/{report.pk}/").status_code == 404
    assert SessionReport.objects.visible_to(here.helper).get().sent_at is not None


def test_through_the_api(here, client):
    client.force_login(here.helper)

    def send(method, address, **data):
        return getattr(client, method)(address, data, content_type="application/json")

    address = "/api/v1/session-reports/"
    body = {"session": here.session.pk, "said": SECRET, "clusters": [here.cluster.pk], "links": [LINK]}
    assert send("post", address, **{**body, "clusters": []}).status_code == 400
    made = send("post", address, **body)
    assert (made.status_code, made.json()["sent_at"], made.json()["clusters"]) == (201, None, [here.cluster.pk])
    one = f"{address}{made.json()['id']}/"
    assert send("patch", one, coming="March", version=1).json()["said"] == SECRET
    assert send("patch", one, coming="April", version=1).status_code == 409
    client.force_login(here.lead)
    assert client.get(address).json()["count"] == 0
    assert send("post", address, **body).status_code == 403
    assert send("post", f"{one}send/", version=2).status_code == 404
    client.force_login(here.helper)
    assert send("post", f"{one}send/", version=2).json()["sent_at"]
    client.force_login(here.lead)
    assert client.get(address).json()["results"][0]["links"] == [LINK]
    assert send("post", f"{one}take-back/", version=3).status_code == 403


@pytest.mark.parametrize("who", ["lead", "helper"])
def test_the_pages_ask_the_same_for_one_and_thirty(here, client, who):
    client.force_login(getattr(here, who))
    first = make_session_report(here.session, here.cluster, here.other)
    pages = [at("list"), at("detail", first.pk), reverse("calendar:session-detail", args=[here.session.pk])]

    def counted():
        numbers = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            numbers.append(len(asked))
        return numbers

    before = counted()
    for _ in range(29):
        make_session_report(here.session, here.cluster, here.other, written_by=here.helper)
    assert counted() == before
    assert max(before) <= 15


@pytest.mark.parametrize(("readers", "is_named"), [("coordinators", False), ("members_only", True)])
def test_the_title_of_the_page_says_no_more_than_the_mail(here, client, readers, is_named):
    report = here.write(readers=readers)
    here.send(report)
    client.force_login(here.lead)
    title = words(client.get(at("detail", report.pk))).partition("<title>")[2].partition("</title>")[0]
    assert "Report of a session" in title
    assert (str(here.session) in title) == is_named
