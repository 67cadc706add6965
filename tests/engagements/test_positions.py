"""Positions of members: asked, told, answered by their own people only, by page and by API."""

import contextlib
import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from clusters.enums import Role
from core import clock, files, memo, outbox
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements.actions.members import answer_position, ask_members, record_position, speak_for_like_minded
from engagements.enums import MemberAnswer
from engagements.models import MemberPosition, PlanLineReader, Version
from engagements.queries.positions import asked_of
from engagements.rules import may_say, reminder_days
from tests.factories import make_cluster, make_person, make_plan_line, make_submission
from tests.factories.clusters import make_organisation, make_signature

pytestmark = pytest.mark.django_db
WHY = "a test looks at every row"


@pytest.fixture
def world():
    class World:
        cluster = make_cluster()
        lead = make_person(Role.COORDINATOR, cluster)
        lantern, harbour = make_organisation("Lantern Aid"), make_organisation("Harbour Trust")
        anna = make_person(Role.MEMBER, cluster, organisation=lantern)
        bea = make_person(Role.MEMBER, cluster, organisation=harbour)
        line = make_plan_line(cluster=cluster, title="Sail together")

    for organisation in (World.lantern, World.harbour):
        make_signature(World.cluster, organisation)
    return World


def ask(world, organisations=None, days=20, **more):
    return ask_members(
        plan_line=world.line,
        organisations=organisations or [world.lantern],
        due_on=clock.today() + dt.timedelta(days=days),
        by=world.lead,
        **more,
    )


@pytest.mark.parametrize("is_request", [False, True])
def test_asking_asks_as_often_for_many_people_as_for_few(world, is_request):
    asked = []
    for more in (0, 9):
        for _n in range(more):
            for organisation in (world.lantern, world.harbour):
                make_person(Role.MEMBER, world.cluster, organisation=organisation)
        with memo.one_request() if is_request else contextlib.nullcontext(), CaptureQueriesContext(connection) as seen:
            request = ask(world, [world.lantern, world.harbour])
        reads = [query["sql"] for query in seen if query["sql"].startswith("SELECT")]
        told = Delivery.objects.filter(kind="position.asked", subject_id=str(of(request, world.lantern).pk))
        assert told.count() == more + 1
        asked.append(len([sql for sql in reads if "clusters_" in sql and "core_delivery" not in sql]))
    # The second time the earlier asking is read as well.
    assert asked[1] <= asked[0] + 1, asked


def of(request, organisation):
    return (
        MemberPosition.objects.unscoped(WHY)
        .select_related("request__plan_line__cluster")
        .get(request=request, organisation=organisation)
    )


def answer(position, person, given, **more):
    return answer_position(position=position, answer=given, expected_version=position.row_version, by=person, **more)


def mails(state="queued"):
    return Delivery.objects.filter(kind__startswith="position.", state=state)


def test_those_asked_are_told_and_reminded_until_they_answer(world):
    request = ask(world)
    assert {(row.recipient, row.kind) for row in mails()} == {
        (world.anna, "position.asked"),
        (world.anna, "position.reminder"),
        (world.anna, "position.overdue"),
    }
    assert sorted(row.lead_days for row in mails() if row.kind == "position.reminder") == [2, 7]
    answer(of(request, world.lantern), world.anna, "endorsed")
    assert not mails().exists()
    entry = AuditEntry.objects.visible_to(world.lead).get(verb="position.answered")
    assert entry.after["answer"] == "endorsed"


def test_the_mail_names_the_line_only_where_it_may(world):
    from core.mail import Mail
    from engagements.notices.positions import _prepare

    ask(world)
    mail = _prepare(mails().filter(kind="position.asked").get(), world.anna)
    assert isinstance(mail, Mail)
    assert mail.heading == "Sail together"
    type(world.line).objects.unscoped(WHY).update(exposure="confidential")
    assert isinstance(_prepare(mails().filter(kind="position.asked").get(), world.anna), outbox.Dropped)


def test_only_the_own_organisation_answers(world):
    request = ask(world, [world.lantern, world.harbour])
    position = of(request, world.lantern)
    for person in (world.bea, world.lead, make_person(Role.TASK_TEAM)):
        with pytest.raises(Refused):
            answer(position, person, "endorsed")
    # The same organisation in another cluster does not speak here.
    elsewhere = make_person(Role.MEMBER, make_cluster("SYR"), organisation=world.lantern)
    with pytest.raises(Refused):
        answer(position, elsewhere, "endorsed")
    assert not MemberPosition.objects.visible_to(elsewhere).exists()
    assert of(request, world.lantern).answer == ""


def test_a_lead_writes_down_what_was_said_elsewhere_and_it_is_marked(world):
    position = of(ask(world), world.lantern)
    given = {"position": position, "answer": "discussed", "expected_version": 1, "by": world.lead}
    with pytest.raises(ValidationError):
        record_position(**given, given_where=" ")
    record_position(**given, given_where="Monthly meeting")
    assert of(position.request, world.lantern).given_where == "Monthly meeting"
    with pytest.raises(Refused):
        record_position(**given | {"by": world.bea}, given_where="x")
    assert AuditEntry.objects.visible_to(world.lead).filter(verb="position.recorded").count() == 1


def test_of_two_colleagues_the_second_is_told(world):
    request = ask(world)
    first, second = of(request, world.lantern), of(request, world.lantern)
    answer(first, world.anna, "no_objection")
    with pytest.raises(Stale):
        answer(second, world.anna, "endorsed")


def test_after_asking_again_the_old_question_takes_no_answer(world):
    old = ask(world)
    ask(world)
    with pytest.raises(Stale):
        answer(of(old, world.lantern), world.anna, "endorsed")
    assert mails("cancelled").exists()


def test_declining_says_what_would_have_to_change(world):
    position = of(ask(world), world.lantern)
    with pytest.raises(ValidationError):
        answer(position, world.anna, "declined")
    with pytest.raises(ValidationError):
        answer(position, world.anna, "perhaps")


def test_whoever_nobody_may_read_it_for_is_not_asked(world):
    type(world.line).objects.unscoped(WHY).update(exposure="restricted")
    world.line.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        ask(world)
    assert "Lantern Aid" in str(refused.value)
    stranger = make_organisation("Elsewhere")
    with pytest.raises(ValidationError):
        ask(world, [stranger])
    with pytest.raises(ValidationError):
        ask(world, days=-1)


def test_the_refused_asking_leads_to_where_somebody_is_named(client, world):
    type(world.line).objects.unscoped(WHY).update(exposure="restricted")
    client.force_login(world.lead)
    typed = {"act": "ask", "ask-organisations": [world.lantern.pk], "ask-due_on": clock.today() + dt.timedelta(days=9)}
    page = client.post(reverse("engagements:gates", args=[world.line.pk]), typed | {"version": world.line.version})
    assert page.status_code == 422
    html = page.content.decode()
    assert "Name somebody first." in html
    assert reverse("engagements:line-access", args=[world.line.pk]) in html


@pytest.mark.parametrize("before", ["", *MemberAnswer.values])
@pytest.mark.parametrize("given", MemberAnswer.values)
def test_moves_of_an_answer(before, given):
    settled = {"endorsed", "no_objection"}
    forbidden = before == given or (before in settled and given in {"discussed", "needs_clearance"})
    forbidden = forbidden or (before == "declined" and given == "discussed")
    assert may_say(before, given) is not forbidden


def test_reminders_lie_ahead_of_the_asking():
    day = dt.date(2026, 11, 22)
    assert reminder_days(day, day + dt.timedelta(days=20)) == [dt.date(2026, 12, 5), dt.date(2026, 12, 10)]
    assert reminder_days(day, day + dt.timedelta(days=2)) == []


def test_page_of_the_organisation(client, world):
    request = ask(world, [world.lantern, world.harbour], who_decides="Country director")
    client.force_login(world.anna)
    page = client.get(reverse("engagements:position-list")).content.decode()
    assert "Sail together" in page
    assert "Harbour" not in page
    position = of(request, world.lantern)
    url = reverse("engagements:position-detail", args=[position.pk])
    assert "Country director" in client.get(url).content.decode()
    typed = {"answer": "declined", "version": position.row_version, "decided_by": "Typed and kept"}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "Typed and kept" in refused.content.decode()
    assert client.post(url, typed | {"comment": "Not now"}).status_code == 302
    assert of(request, world.lantern).answer == "declined"
    assert client.get(reverse("engagements:position-detail", args=[of(request, world.harbour).pk])).status_code == 404
    assert "Sail together" not in client.get(reverse("engagements:position-list")).content.decode()


def test_after_a_conflict_the_second_press_counts_and_nothing_is_overwritten_unseen(client, world):
    request = ask(world)
    position = of(request, world.lantern)
    url = reverse("engagements:position-detail", args=[position.pk])
    typed = {"answer": "declined", "comment": "Mine, kept", "version": position.row_version}
    answer(position, world.anna, "no_objection", decided_by="Director of a colleague")
    client.force_login(world.anna)

    refused = client.post(url, typed)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Mine, kept" in page
    assert "Director of a colleague" in page, "what the colleague wrote is shown before it is overwritten"
    assert of(request, world.lantern).answer == "no_objection"

    offered = re.search(r'name="version" value="(\d+)"', page)[1]
    assert client.post(url, typed | {"version": offered}).status_code == 302
    assert of(request, world.lantern).answer == "declined"


def test_api_answers_for_the_own_organisation_only(world):
    request = ask(world, [world.lantern, world.harbour])
    client = APIClient()
    client.force_login(world.anna)
    rows = client.get("/api/v1/positions/").json()["results"]
    assert [row["organisation"] for row in rows] == ["Lantern Aid"]
    url = f"/api/v1/positions/{of(request, world.lantern).pk}/answer/"
    assert client.post(url, {"answer": "endorsed", "version": 7}, format="json").status_code == 409
    assert client.post(url, {"answer": "endorsed", "version": 1}, format="json").status_code == 200
    other = f"/api/v1/positions/{of(request, world.harbour).pk}/answer/"
    assert client.post(other, {"answer": "endorsed", "version": 1}, format="json").status_code == 404
    client.force_login(world.lead)
    assert client.post(other, {"answer": "endorsed", "version": 1}, format="json").status_code == 403
    gates = client.get(f"/api/v1/plan-lines/{world.line.pk}/gates/").json()
    assert [(gate["key"], gate["ok"]) for gate in gates] == [("risk", False)]
    said = {"position": "declined", "on": clock.today().isoformat(), "forum": "Meeting"}
    answered = client.post(f"/api/v1/plan-lines/{world.line.pk}/hct-position/", said, format="json")
    assert answered.status_code == 201
    assert {gate["key"] for gate in answered.json() if not gate["ok"]} == {"risk", "hct"}


def test_a_question_about_a_text_that_changed_since_waits_no_more(world):
    text = make_submission(plan_line=world.line, exposure="members_only", status="sign_off")
    type(text).objects.unscoped(WHY).filter(pk=text.pk).update(text_hash="one")
    version = Version.objects.create(submission=text, number=1, text_hash="one", tree={}, sections=[])
    about_line = of(ask(world), world.lantern)
    about_text = of(ask(world, version=version), world.lantern)
    assert set(asked_of(world.anna)) == {about_line, about_text}
    type(text).objects.unscoped(WHY).filter(pk=text.pk).update(text_hash="two")
    assert set(asked_of(world.anna)) == {about_line}
    assert set(asked_of(world.anna, open_only=False)) == {about_line, about_text}
    with pytest.raises(Stale):
        answer(about_text, world.anna, "endorsed")


def test_of_two_questions_about_the_same_only_the_newer_one_waits(world):
    text = make_submission(plan_line=world.line, exposure="members_only", status="sign_off")
    version = Version.objects.create(submission=text, number=1, text_hash=text.text_hash, tree={}, sections=[])
    about_line, about_text = (of(ask(world, version=each), world.lantern) for each in (None, version))
    assert set(asked_of(world.anna)) == {about_line, about_text}
    line_again = of(ask(world), world.lantern)
    assert set(asked_of(world.anna)) == {line_again, about_text}
    text_again = of(ask(world, version=version), world.lantern)
    assert set(asked_of(world.anna)) == {line_again, text_again}
    with pytest.raises(Stale):
        answer(about_text, world.anna, "endorsed")
    answer(text_again, world.anna, "endorsed")
    assert set(asked_of(world.anna)) == {line_again}


def test_the_list_asks_as_much_for_thirty_as_for_one(client, world, django_assert_max_num_queries):
    for _again in range(30):
        world.line = make_plan_line(cluster=world.cluster)
        ask(world)
    client.force_login(world.anna)
    with django_assert_max_num_queries(15):
        assert client.get(reverse("engagements:position-list")).status_code == 200


def test_the_mail_about_something_closed_tells_no_day_and_no_word(world):
    from engagements.notices.positions import _prepare

    type(world.line).objects.unscoped(WHY).update(exposure="restricted")
    PlanLineReader.objects.create(plan_line=world.line, user=world.anna)
    ask(world)
    for delivery in mails():
        mail = _prepare(delivery, world.anna)
        assert mail.is_veiled
        assert (mail.heading, mail.facts) == ("", ())
        assert "position" not in mail.subject.lower()
        assert "Sail together" not in str(mail)


def test_every_version_is_rendered_anew_when_the_line_speaks_for_others(world):
    """Those too that the coordinator does not see: the cover says for whom."""
    request = ask(world)
    answer(of(request, world.lantern), world.anna, "endorsed")
    hidden = make_submission(plan_line=world.line, exposure="confidential")
    file = files.store(
        content=b"x",
        file_name="x.pdf",
        media_type="application/pdf",
        parent="p:1",
        cluster_id=world.cluster.pk,
        by=world.lead,
    )
    version = Version.objects.create(submission=hidden, number=1, pdf=file, docx=file, tree={}, sections=[])
    speak_for_like_minded(plan_line=world.line, request=request, expected_version=world.line.version, by=world.lead)
    kept = Version.objects.unscoped(WHY).get(pk=version.pk)
    assert (kept.pdf_id, kept.docx_id) == (None, None)
