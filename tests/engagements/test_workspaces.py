"""Workspaces of a visit and of a session: who reads safety notes, what is entered once, which concerns were raised."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.enums import EntryKind, Precision, VisitStage
from calendar_app.models import Share
from clusters.enums import Role
from core import outbox
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions.press import change_press, propose_press
from engagements.actions.reading import add_reading, remove_reading, send_reading
from engagements.actions.workspaces import add_row, change_row, save_report, set_safety_note
from engagements.enums import Exposure, PressState, Raised, Status, SubmissionKind
from engagements.models import (
    Interaction,
    LineInput,
    LineReport,
    PressProposal,
    ReadingItem,
    SessionConcern,
    StopSafety,
    VisitStop,
)
from mechanisms.enums import Family
from tests.factories import (
    make_cluster,
    make_document,
    make_entry,
    make_interaction,
    make_mechanism,
    make_person,
    make_plan_line,
    make_submission,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clocks():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def mandate():
    return make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Rapporteur on displacement")


@pytest.fixture
def visit(cluster, mandate):
    entry = make_entry(
        kind=EntryKind.COUNTRY_VISIT,
        mechanism=mandate,
        country=cluster.country,
        due_on=None,
        precision=Precision.NONE,
        stage=VisitStage.AGREED,
    )
    return make_plan_line(cluster=cluster, mechanism=mandate, entry=entry)


def at(name, line, *args, query=""):
    return reverse(f"engagements:line-{name}", args=[line.pk, *args]) + query


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Visit --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", ["before", "programme", "briefings", "meetings", "after"])
def test_a_visit_without_days_has_its_workspace(client, lead, visit, tab):
    page = page_of(client, at("visit", visit, query=f"?tab={tab}"))
    assert "no days announced" in page or "not announced" in page
    assert client.get(at("visit", visit, query="?tab=nonsense")).status_code == 404


def test_a_postponed_visit_keeps_what_was_prepared(client, lead, visit):
    add_row(LineInput, plan_line=visit, title="Note on return", by=lead)
    visit.entry.stage = VisitStage.POSTPONED
    visit.entry.save()
    page = page_of(client, at("visit", visit))
    assert "postponed" in page
    assert "Note on return" in page


def test_the_package_before_the_visit(client, lead, visit):
    text = make_submission(plan_line=visit, exposure=Exposure.MEMBERS, title="Written note", readers=[lead])
    data = {
        "title": "Note",
        "recipient": "Mandate",
        "due_on": "2027-02-01",
        "state": "to_prepare",
        "submission": text.pk,
    }
    answer = client.post(at("input-create", visit, query="?tab=before"), data)
    assert answer.url == at("visit", visit, query="?tab=before")
    row = LineInput.objects.visible_to(lead).get()
    assert row.submission == text
    assert reverse("engagements:submission-detail", args=[text.pk]) in page_of(client, answer.url)
    edit = at("input-edit", visit, row.pk)
    assert client.post(edit, {**data, "state": "ready", "version": 1}).status_code == 302
    stale = client.post(edit, {**data, "title": "Typed by me", "version": 1})
    assert stale.status_code == 409
    assert "Typed by me" in stale.content.decode()
    foreign = make_submission(exposure=Exposure.MEMBERS)
    assert client.post(edit, {**data, "submission": foreign.pk, "version": 2}).status_code == 422


def test_safety_notes_are_for_leads_and_named_people(client, cluster, lead, visit):
    data = {"place": "Pemba", "host": "Member organisation", "day_note": "second day", "state": "proposed"}
    answer = client.post(
        at("stop-create", visit, query="?tab=programme"), {**data, "safety": "Canary: back before dusk"}
    )
    stop = VisitStop.objects.visible_to(lead).get()
    assert "Canary" in page_of(client, answer.url)
    member, named = make_person(Role.MEMBER, cluster), make_person(Role.SAG, cluster)
    from engagements.models import PlanLineReader

    PlanLineReader.objects.create(plan_line=visit, user=named)
    for user, reads in ((member, False), (named, True)):
        client.force_login(user)
        page = page_of(client, answer.url)
        assert "Pemba" in page
        assert ("Canary" in page) is reads
    with pytest.raises(Refused):
        set_safety_note(stop=stop, note="", by=named)
    set_safety_note(stop=stop, note=" ", by=lead)
    assert not StopSafety.objects.unscoped("the test looks").exists()
    trail = AuditEntry.objects.unscoped("the test looks").filter(target_type="engagements.visitstop")
    assert "Canary" not in str(list(trail.values()))


def test_a_bad_stop_saves_no_note(client, lead, visit):
    answer = client.post(at("stop-create", visit), {"place": "", "state": "proposed", "safety": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    answer = client.post(
        at("stop-create", visit), {"place": "Pemba", "host": "host@un.example", "state": "proposed", "safety": "Note"}
    )
    assert answer.status_code == 422
    assert not VisitStop.objects.visible_to(lead).exists()


def test_briefings_and_meetings_are_interactions_entered_once(client, cluster, lead, visit):
    make_interaction(cluster=cluster, plan_line=visit, kind="briefing", topic="Pre-visit talk", created_by=lead)
    make_interaction(cluster=cluster, plan_line=visit, kind="meeting", topic="With the ministry", created_by=lead)
    briefings = page_of(client, at("visit", visit, query="?tab=briefings"))
    meetings = page_of(client, at("visit", visit, query="?tab=meetings"))
    assert ("Pre-visit talk" in briefings, "With the ministry" in briefings) == (True, False)
    assert ("Pre-visit talk" in meetings, "With the ministry" in meetings) == (False, True)
    back = at("visit", visit, query="?tab=meetings")
    data = {"kind": "meeting", "with_whom": "Ministry", "topic": "Courtesy call", "on": "2027-01-04"}
    data |= {"channel": "direct", "exposure": "members_only", "plan_line": visit.pk}
    create = reverse("engagements:interaction-create")
    answer = client.post(f"{create}?line={visit.pk}&next={back}", data)
    assert answer.url == back
    assert Interaction.objects.visible_to(lead).get(topic="Courtesy call").entry == visit.entry
    away = client.post(f"{create}?line={visit.pk}&next=https://evil.example/", data)
    assert away.url.startswith("/engagements/interactions/")


# --- Session --------------------------------------------------------------------------------------------------------


def test_concerns_are_raised_yes_partly_no(client, lead, visit):
    document = make_document(visit.mechanism, kind="report", title="Report of the session")
    answer = client.post(at("concern-create", visit, query="?from=session"), {"text": "Documents", "raised": "open"})
    assert answer.url == at("session", visit)
    row = SessionConcern.objects.visible_to(lead).get()
    data = {"text": "Documents", "raised": "partly", "note": "In passing", "document": document.pk}
    data |= {"citation": "paragraph 24", "version": 1}
    assert client.post(at("concern-edit", visit, row.pk), data).status_code == 302
    row = SessionConcern.objects.visible_to(lead).get()
    assert (row.raised, row.document) == (Raised.PARTLY, document)
    page = page_of(client, at("session", visit))
    assert "paragraph 24" in page
    assert "Report of the session" in page
    with pytest.raises(Stale):
        change_row(row, expected_version=1, by=lead, raised=Raised.YES)


def test_what_came_out_is_written_once_and_not_over_another(client, lead, visit):
    address = at("report", visit, query="?tab=after")
    assert client.post(address, {"came_out": "First", "what_next": "", "version": 0}).status_code == 302
    stale = client.post(address, {"came_out": "Mine", "what_next": "", "version": 0})
    assert stale.status_code == 409
    assert "Mine" in stale.content.decode()
    assert LineReport.objects.visible_to(lead).get().came_out == "First"
    assert "First" in page_of(client, at("visit", visit, query="?tab=after"))


def test_a_statement_is_drafted_cleared_delivered(client, lead, visit):
    make_submission(plan_line=visit, kind=SubmissionKind.STATEMENT, title="Our words", exposure="members_only")
    page = page_of(client, at("session", visit))
    assert "Our words" in page
    assert "Drafted" in page
    done = make_submission(plan_line=visit, kind=SubmissionKind.STATEMENT, status=Status.SUBMITTED)
    assert done.get_status_display() == "Delivered"
    assert make_submission(kind=SubmissionKind.BRIEFING).get_status_display() == "Draft"


def test_a_delivered_statement_is_entered_afterwards(client, cluster, lead, visit):
    data = {"kind": "statement", "with_whom": "Council", "topic": "Item 4", "on": "2024-03-18", "state": "held"}
    data |= {"points": "The words that were spoken.", "delivery": "video", "channel": "direct"}
    data |= {"exposure": "members_only", "plan_line": visit.pk, "speakers": "Co-coordinator"}
    client.post(reverse("engagements:interaction-create") + f"?line={visit.pk}", data)
    row = Interaction.objects.visible_to(lead).get()
    assert (row.on, row.delivery) == (dt.date(2024, 3, 18), "video")
    assert "Item 4" in page_of(client, at("session", visit))


def test_members_read_and_only_leads_write(client, cluster, lead, visit):
    row = add_row(SessionConcern, plan_line=visit, text="A concern", by=lead)
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    assert "A concern" in page_of(client, at("session", visit))
    for address in (at("concern-edit", visit, row.pk), at("input-create", visit), at("report", visit)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"text": "x"}).status_code == 403
    with pytest.raises(Refused):
        save_report(plan_line=visit, came_out="x", what_next="", expected_version=0, by=member)
    client.force_login(make_person(Role.COORDINATOR, make_cluster("NGA")))
    for address in (at("visit", visit), at("session", visit), at("concern-edit", visit, row.pk)):
        assert client.get(address).status_code == 404


def test_a_row_of_another_line_is_not_there(client, lead, cluster, visit):
    other = add_row(SessionConcern, plan_line=make_plan_line(cluster=cluster), text="Elsewhere", by=lead)
    assert client.get(at("concern-edit", visit, other.pk)).status_code == 404


@pytest.mark.parametrize("name", ["session", "visit"])
def test_workspaces_ask_the_same_for_one_and_thirty(client, cluster, lead, visit, name):
    def fill(number):
        for _ in range(number):
            for model, fields in (
                (LineInput, {"title": "A"}),
                (VisitStop, {"place": "B"}),
                (SessionConcern, {"text": "C"}),
            ):
                add_row(model, plan_line=visit, by=lead, **fields)
            for kind in ("statement", "invitation", "briefing"):
                make_interaction(cluster=cluster, plan_line=visit, kind=kind, created_by=lead)
            make_submission(plan_line=visit, kind=SubmissionKind.STATEMENT, exposure="members_only")
            propose_press(cluster=cluster, plan_line=visit, mechanism=visit.mechanism, issue="A", facts="B", by=lead)

    def asked(query):
        with CaptureQueriesContext(connection) as context:
            assert client.get(at(name, visit, query=query)).status_code == 200
        return len(context)

    queries = ("",) if name == "session" else ("?tab=before", "?tab=programme", "?tab=briefings", "?tab=after")
    fill(1)
    one = [asked(query) for query in queries]
    fill(29)
    assert [asked(query) for query in queries] == one
    assert max(one) <= 15, one


# --- Press proposals ------------------------------------------------------------------------------------------------


def test_a_press_proposal_names_nobody_by_default(client, cluster, lead, mandate):
    create = reverse("engagements:press-create") + f"?cluster={cluster.pk}"
    data = {"issue": "Canary issue", "mechanism": mandate.pk, "facts": "Facts", "state": "draft"}
    data |= {"exposure": "restricted", "embargo_until": "2027-02-01"}
    detail = client.post(create, data).url
    row = PressProposal.objects.visible_to(lead).get()
    assert (row.names_cluster, row.exposure, row.state) == (False, Exposure.RESTRICTED, PressState.DRAFT)
    page = page_of(client, detail)
    assert "The cluster is not named" in page
    assert "Canary issue" not in page[: page.index("</title>")]
    assert "Canary issue" in page_of(client, reverse("engagements:press-list"))
    edit = reverse("engagements:press-edit", args=[row.pk])
    assert client.post(edit, {**data, "state": "used", "version": 1}).status_code == 422
    assert client.post(edit, {**data, "gap": "Ours is not public", "version": 1}).status_code == 302
    assert client.post(edit, {**data, "state": "not_used", "version": 1}).status_code == 409
    trail = AuditEntry.objects.unscoped("the test looks").filter(verb__startswith="press.")
    assert "Canary" not in str(list(trail.values()))
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    assert client.get(detail).status_code == 404
    assert client.get(create).status_code in (403, 404)
    with pytest.raises(Refused):
        change_press(proposal=row, expected_version=2, by=member, state="used")


def test_press_belongs_to_lines_of_its_cluster(cluster, lead, mandate):
    with pytest.raises(ValidationError):
        propose_press(cluster=cluster, plan_line=make_plan_line(), mechanism=mandate, issue="A", facts="B", by=lead)


# --- Reading list -----------------------------------------------------------------------------------------------------


@pytest.fixture
def comment():
    return make_document(make_mechanism("crc", family=Family.TREATY_BODY, name="Committee"), title="General comment 6")


def test_reading_list_of_members(client, cluster, lead, comment):
    here = reverse("engagements:reading-list") + f"?cluster={cluster.pk}"
    client.post(here, {"document": comment.pk, "why": "Children on the move"})
    item = ReadingItem.objects.visible_to(lead).get()
    assert "Children on the move" in page_of(client, here)
    assert client.post(here, {"document": comment.pk}).status_code == 422
    with pytest.raises(ValidationError):
        add_reading(cluster=cluster, document=make_document(comment.mechanism, kind="report"), by=lead)
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    assert "Children on the move" in page_of(client, here)
    assert client.post(here, {"remove": item.pk}).status_code == 403
    with pytest.raises(Refused):
        remove_reading(item=item, by=member)
    client.force_login(lead)
    client.post(here, {"remove": item.pk})
    assert not ReadingItem.objects.visible_to(lead).exists()


def test_the_list_goes_to_chosen_members_and_not_twice_unawares(client, cluster, lead, comment):
    chosen, other = make_person(Role.MEMBER, cluster, language="fr"), make_person(Role.MEMBER, cluster)
    add_reading(cluster=cluster, document=comment, why="For us", by=lead)
    address = reverse("engagements:reading-send") + f"?cluster={cluster.pk}"
    assert client.post(address, {"message": "", "people": []}).status_code == 422
    assert client.post(address, {"message": "Please read", "people": [chosen.pk]}).status_code == 302
    outbox.deliver_due()
    assert [sent.to for sent in mail.outbox] == [[chosen.email]]
    assert "General comment 6" in mail.outbox[0].body
    assert Share.objects.visible_to(lead).get().recipient_ids == [chosen.pk]
    page = page_of(client, address)
    assert "has it already" in page
    assert client.post(address, {"people": [chosen.pk]}).status_code == 422
    assert client.post(address, {"people": [chosen.pk], "again": "on"}).status_code == 302
    stranger = make_person(Role.MEMBER, make_cluster("NGA"))
    with pytest.raises(ValidationError):
        send_reading(cluster=cluster, people=[stranger.pk], by=lead)
    with pytest.raises(Refused):
        send_reading(cluster=cluster, people=[other.pk], by=chosen)
