"""Meetings: the share of human rights on agendas, notes for few, points that go on once, invitations from the register
with local and national actors first."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements import rules
from engagements.actions.agenda import (
    add_agenda_item,
    cite_in_letter,
    edit_agenda_item,
    evidence_address,
    move_agenda_item,
    remove_agenda_item,
)
from engagements.actions.interactions import edit_interaction
from engagements.actions.invitations import answer_invitation, invite
from engagements.actions.letter import review_letter_step
from engagements.actions.meeting_notes import edit_note, push_to_issue, write_note
from engagements.actions.readers import change_mark
from engagements.actions.sheets import create_sheet
from engagements.enums import Exposure, InteractionKind, LetterArea, LetterStatus, NoteKind
from engagements.models import (
    AdvocacyAction,
    AdvocacyIssue,
    AgendaItem,
    HctBriefing,
    LetterStep,
    MeetingInvitation,
    MeetingNote,
)
from engagements.queries import meetings as queries
from engagements.queries.letter_evidence import AGENDA, INVITED, OHCHR, known_of
from stakeholders.actions import write_independence
from tests.factories import make_cluster, make_interaction, make_person, make_plan_line, make_series, make_step_template
from tests.factories.advocacy import make_issue
from tests.factories.meetings import make_invitation, make_item, make_note
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
TODAY = dt.date(2027, 1, 4)
JSON = "application/json"
ALL = (AGENDA, INVITED, OHCHR)


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
def member(cluster):
    return make_person(Role.MEMBER, cluster)


@pytest.fixture
def meeting(cluster, lead):
    return make_interaction(
        cluster=cluster,
        kind=InteractionKind.CLUSTER_MEETING,
        on=TODAY - dt.timedelta(days=3),
        topic="Monthly meeting",
        exposure=Exposure.MEMBERS,
        created_by=lead,
    )


@pytest.fixture
def letter_step():
    return make_step_template(key=rules.AGENDA_STEP, group=LetterArea.PARTICIPATION, title="Room on the agenda")


def at(name, *args):
    return reverse(f"engagements:{name}", args=args)


def trail(*verbs):
    rows = AuditEntry.objects.unscoped("a test reads the trail").filter(verb__in=verbs).order_by("pk")
    return list(rows)


def agenda(user, meeting):
    return [(item.text, item.is_rights, item.has_findings) for item in queries.agenda_of(user, meeting)]


def point(meeting, by, text="Ask the HC to raise evictions with the governor.", exposure=Exposure.RESTRICTED):
    return write_note(interaction=meeting, kind=NoteKind.POINT, text=text, exposure=exposure, by=by)


def briefing_of(cluster, by, **fields):
    wanted = {
        "held_on": TODAY + dt.timedelta(days=9),
        "subject": "Protection",
        "presenters": "Coordinator",
        "exposure": Exposure.RESTRICTED,
        **fields,
    }
    return create_sheet(model=HctBriefing, cluster=cluster, by=by, **wanted)


# --- Agenda ----------------------------------------------------------------------------------------------------


def test_an_agenda_is_written_tagged_moved_and_shortened(client, lead, meeting):
    page = at("interaction-agenda", meeting.pk)
    for data in ({"text": "Funding"}, {"text": "Evictions in Pemba", "has_findings": "on"}, {"text": "Any other"}):
        assert client.post(page, data).status_code == 302
    assert agenda(lead, meeting) == [
        ("Funding", False, False),
        # Findings on human rights make it an item on human rights.
        ("Evictions in Pemba", True, True),
        ("Any other", False, False),
    ]
    text = client.get(page).content.decode()
    assert "Human rights: 1 of 3 items (33%)" in text
    assert "Findings presented" in text
    items = queries.agenda_of(lead, meeting)
    address = at("interaction-agenda-item", meeting.pk, items[1].pk)
    assert client.post(address, {"act": "up", "version": 1}).status_code == 302
    assert next(item.text for item in queries.agenda_of(lead, meeting)) == "Evictions in Pemba"
    item = queries.agenda_item(lead, meeting, items[2].pk)
    assert client.post(at("interaction-agenda-item", meeting.pk, item.pk), {"act": "remove", "version": item.version})
    assert len(agenda(lead, meeting)) == 2
    entries = trail("agenda.added", "agenda.moved", "agenda.removed")
    assert [entry.verb for entry in entries] == ["agenda.added"] * 3 + ["agenda.moved", "agenda.removed"]
    assert "Evictions" not in str([(entry.before, entry.after, entry.target_label) for entry in entries])
    assert {entry.parent for entry in entries} == {f"engagements.interaction:{meeting.pk}"}


def test_taking_the_tag_off_takes_the_findings_off(lead, meeting):
    item = add_agenda_item(interaction=meeting, text="Evictions", has_findings=True, by=lead)
    edit_agenda_item(item=item, expected_version=1, is_rights=False, by=lead)
    assert agenda(lead, meeting) == [("Evictions", False, False)]
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.visible_to(lead).update(has_findings=True)


def test_an_unticked_item_in_the_form_loses_both(client, lead, meeting):
    item = add_agenda_item(interaction=meeting, text="Evictions", has_findings=True, by=lead)
    address = at("interaction-agenda-item", meeting.pk, item.pk)
    assert client.post(address, {"act": "save", "text": "Evictions", "version": 1}).status_code == 302
    assert agenda(lead, meeting) == [("Evictions", False, False)]


def test_somebody_quicker_is_shown_and_nothing_lost(client, lead, meeting):
    item = add_agenda_item(interaction=meeting, text="Evictions", by=lead)
    edit_agenda_item(item=item, expected_version=1, text="Land and evictions", by=lead)
    address = at("interaction-agenda-item", meeting.pk, item.pk)
    answer = client.post(address, {"act": "save", "text": "My words", "version": 1})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "My words" in text
    assert "Land and evictions" in text
    with pytest.raises(Stale):
        remove_agenda_item(item=item, expected_version=1, by=lead)


def test_an_empty_item_and_an_endless_agenda_are_refused(client, lead, meeting):
    assert client.post(at("interaction-agenda", meeting.pk), {"text": "  "}).status_code == 422
    for number in range(rules.MOST_ITEMS):
        make_item(meeting, position=number)
    answer = client.post(at("interaction-agenda", meeting.pk), {"text": "One more"})
    assert answer.status_code == 403
    assert "at most 60 items" in answer.content.decode()


def test_members_read_the_agenda_and_may_not_write_it(client, member, meeting):
    item = make_item(meeting, text="Evictions")
    client.force_login(member)
    page = client.get(at("interaction-agenda", meeting.pk))
    assert "Evictions" in page.content.decode()
    assert "Add the item" not in page.content.decode()
    assert client.post(at("interaction-agenda", meeting.pk), {"text": "Mine"}).status_code == 403
    with pytest.raises(Refused):
        move_agenda_item(item=item, direction="up", by=member)


@pytest.mark.parametrize("name", ["interaction-agenda", "interaction-invited", "interaction-note-create"])
def test_strangers_find_no_meeting(client, meeting, name):
    client.force_login(make_person(Role.COORDINATOR, make_cluster("NGA")))
    assert client.get(at(name, meeting.pk)).status_code == 404
    assert client.post(at(name, meeting.pk), {"text": "x"}).status_code == 404


def test_the_record_counts_what_the_reader_may_see(client, cluster, lead, member, meeting):
    make_item(meeting, is_rights=True, has_findings=True)
    make_item(meeting)
    closed = make_interaction(
        cluster=cluster, kind=InteractionKind.CLUSTER_MEETING, on=TODAY, exposure=Exposure.RESTRICTED, created_by=lead
    )
    make_item(closed)
    make_item(closed)
    old = make_interaction(
        cluster=cluster, kind=InteractionKind.CLUSTER_MEETING, on=dt.date(2025, 5, 5), exposure=Exposure.MEMBERS
    )
    make_item(old)
    other = make_interaction(cluster=cluster, exposure=Exposure.MEMBERS, on=TODAY)
    make_item(other)

    def numbers(user):
        record = queries.meeting_record(user, cluster, None)
        total = record.total
        return len(record.rows), total.total, total.rights, total.percent, record.meetings, record.with_findings

    assert numbers(lead) == (3, 4, 1, 25, 2, 1)
    assert numbers(member) == (2, 2, 1, 50, 1, 1)
    client.force_login(member)
    text = client.get(f"{at('meeting-record')}?cluster={cluster.pk}").content.decode()
    assert "Human rights: 1 of 2 items (50%)" in text
    assert "Findings presented in 1 of 1 meeting" in text


# --- The letter ------------------------------------------------------------------------------------------------


def test_a_meeting_becomes_evidence_of_the_letter_once(client, cluster, lead, meeting, letter_step):
    make_item(meeting, is_rights=True)
    page = client.get(at("interaction-agenda", meeting.pk)).content.decode()
    assert "Add this meeting as evidence" in page
    assert client.post(at("interaction-letter", meeting.pk)).status_code == 302
    row = LetterStep.objects.visible_to(lead).get(step=letter_step)
    assert row.status == LetterStatus.UNDER_WAY
    assert row.evidence == [
        {
            "label": "Monthly meeting, 1 January 2027: human rights on 1 of 1 items",
            "address": evidence_address(meeting),
        }
    ]
    assert client.get(row.evidence[0]["address"]).status_code == 200
    again = client.post(at("interaction-letter", meeting.pk))
    assert again.status_code == 403
    assert "already" in again.content.decode()
    assert "Stands among its evidence" in again.content.decode()


def test_the_letter_names_nothing_of_a_closed_meeting(cluster, lead, meeting, letter_step):
    meeting.exposure = Exposure.RESTRICTED
    meeting.save()
    make_item(meeting, is_rights=True)
    review_letter_step(
        cluster=cluster, step=letter_step, status=LetterStatus.DONE, note="Ours", expected_version=0, by=lead
    )
    row = cite_in_letter(interaction=meeting, by=lead)
    assert row.evidence[0]["label"] == "A meeting of the cluster"
    assert (row.status, row.note) == (LetterStatus.DONE, "Ours")


@pytest.mark.parametrize("closes", ["meeting", "line"])
def test_a_meeting_that_is_closed_later_is_named_no_more_in_the_letter(cluster, lead, meeting, letter_step, closes):
    line = make_plan_line(cluster=cluster, exposure=Exposure.MEMBERS)
    meeting.plan_line = line
    meeting.save()
    make_item(meeting, is_rights=True)
    row = cite_in_letter(interaction=meeting, by=lead)
    assert meeting.topic in row.evidence[0]["label"]
    if closes == "meeting":
        edit_interaction(interaction=meeting, expected_version=meeting.version, exposure=Exposure.RESTRICTED, by=lead)
    else:
        change_mark(plan_line=line, exposure=Exposure.RESTRICTED, expected_version=line.version, by=lead)
    row.refresh_from_db()
    assert row.evidence == [{"label": "A meeting of the cluster", "address": evidence_address(meeting)}]


def test_what_shows_nothing_is_no_evidence(cluster, lead, member, meeting, letter_step):
    make_item(meeting)
    with pytest.raises(Refused, match="tagged human rights"):
        cite_in_letter(interaction=meeting, by=lead)
    make_item(meeting, is_rights=True)
    with pytest.raises(Refused):
        cite_in_letter(interaction=meeting, by=member)
    for kind, state in (("cluster_meeting", "accepted"), ("meeting", "held")):
        other = make_interaction(cluster=cluster, kind=kind, state=state, created_by=lead)
        make_item(other, is_rights=True)
        with pytest.raises(Refused, match="that was held"):
            cite_in_letter(interaction=other, by=lead)
    review_letter_step(
        cluster=cluster,
        step=letter_step,
        status=LetterStatus.NOT_APPLICABLE,
        reason="No meetings.",
        expected_version=0,
        by=lead,
    )
    with pytest.raises(Refused, match="not applicable"):
        cite_in_letter(interaction=meeting, by=lead)


# --- Notes and points --------------------------------------------------------------------------------------------


def test_notes_are_restricted_unless_opened(client, lead, member, meeting):
    address = at("interaction-note-create", meeting.pk)
    form = client.get(address).context["form"]
    assert form["exposure"].value() == Exposure.RESTRICTED
    assert client.post(address, {"kind": "note", "text": "Said in trust", "exposure": "restricted"}).status_code == 302
    write_note(interaction=meeting, text="For all", exposure=Exposure.MEMBERS, by=lead)
    assert "Said in trust" in client.get(at("interaction-agenda", meeting.pk)).content.decode()
    client.force_login(member)
    page = client.get(at("interaction-agenda", meeting.pk)).content.decode()
    assert "For all" in page
    assert "Said in trust" not in page
    hidden = MeetingNote.objects.visible_to(lead).get(text="Said in trust")
    assert client.get(at("interaction-note-edit", meeting.pk, hidden.pk)).status_code == 404
    # Nor does the trail tell of it.
    verbs = AuditEntry.objects.visible_to(member).filter(verb="meeting_note.written")
    assert hidden.pk not in {int(entry.target_id) for entry in verbs}
    assert "trust" not in str([(entry.after, entry.target_label) for entry in trail("meeting_note.written")])


def test_an_open_note_of_a_closed_meeting_stays_closed(lead, member, meeting):
    note = write_note(interaction=meeting, text="Open", exposure=Exposure.OPEN, by=lead)
    meeting.exposure = Exposure.RESTRICTED
    meeting.save()
    assert not MeetingNote.objects.visible_to(member).filter(pk=note.pk).exists()


def test_whoever_recorded_the_meeting_writes_and_changes_her_own(cluster, lead, member):
    mine = make_interaction(cluster=cluster, created_by=member, exposure=Exposure.MEMBERS)
    note = write_note(interaction=mine, text="Mine", by=member)
    edit_note(note=note, expected_version=1, text="Mine, better", by=member)
    theirs = write_note(interaction=mine, text="The lead's", exposure=Exposure.MEMBERS, by=lead)
    with pytest.raises(Refused):
        edit_note(note=theirs, expected_version=1, text="x", by=member)
    with pytest.raises(Refused):
        write_note(interaction=make_interaction(cluster=cluster, exposure=Exposure.MEMBERS), text="x", by=member)
    with pytest.raises(Stale):
        edit_note(note=note, expected_version=1, text="y", by=lead)


def test_a_point_goes_on_as_a_new_issue_once(client, cluster, lead, member, meeting):
    note = point(meeting, lead)
    address = at("interaction-note-push", meeting.pk, note.pk)
    assert client.post(address, {"to": "new_issue", "version": 1}).status_code == 302
    issue = AdvocacyIssue.objects.visible_to(lead).get()
    assert (issue.title, issue.level, issue.exposure) == (note.text, "hct", Exposure.RESTRICTED)
    assert not AdvocacyIssue.objects.visible_to(member).exists()
    again = client.post(address, {"to": "new_issue", "version": 2})
    assert again.status_code == 403
    assert "already" in again.content.decode()
    assert AdvocacyIssue.objects.visible_to(lead).count() == 1
    page = client.get(at("interaction-agenda", meeting.pk)).content.decode()
    assert "On the list of issues" in page
    assert at("issue-detail", issue.pk) in page
    entry = trail("meeting_note.to_issue")[0]
    assert entry.after == {"issue": issue.pk}


def test_two_presses_at_once_make_one_issue(lead, meeting):
    note = point(meeting, lead)
    other = MeetingNote.objects.visible_to(lead).select_related("interaction__plan_line").get(pk=note.pk)
    push_to_issue(note=note, expected_version=1, by=lead)
    with pytest.raises(Stale):
        push_to_issue(note=other, expected_version=1, by=lead)
    assert AdvocacyIssue.objects.visible_to(lead).count() == 1


def test_a_point_becomes_an_action_of_an_issue_no_wider_than_itself(client, cluster, lead, meeting):
    note = point(meeting, lead)
    wide = make_issue(cluster=cluster, exposure=Exposure.MEMBERS)
    narrow = make_issue(cluster=cluster, exposure=Exposure.RESTRICTED)
    row = queries.notes_of(lead, meeting)[0]
    assert [issue.pk for issue in row.issues] == [narrow.pk]
    address = at("interaction-note-push", meeting.pk, note.pk)
    refused = client.post(address, {"to": "issue", "issue": wide.pk, "version": 1})
    assert refused.status_code == 403
    assert "Open the point first" in refused.content.decode()
    assert client.post(address, {"to": "issue", "issue": narrow.pk, "version": 1}).status_code == 302
    action = AdvocacyAction.objects.visible_to(lead).get(issue=narrow)
    assert (action.what, action.level) == (note.text, "hct")
    elsewhere = make_issue(cluster=make_cluster("NGA"), exposure=Exposure.OPEN)
    other = point(meeting, lead, text="Another")
    answer = client.post(
        at("interaction-note-push", meeting.pk, other.pk), {"to": "issue", "issue": elsewhere.pk, "version": 1}
    )
    assert answer.status_code == 422


def test_a_point_goes_to_a_briefing_that_lies_ahead_once(client, cluster, lead, meeting):
    note = point(meeting, lead)
    briefing = briefing_of(cluster, lead, asked="Decide on access.")
    briefing_of(cluster, lead, held_on=TODAY - dt.timedelta(days=30))
    briefing_of(cluster, lead, exposure=Exposure.MEMBERS)
    assert [one.pk for one in queries.notes_of(lead, meeting)[0].briefings] == [briefing.pk]
    address = at("interaction-note-push", meeting.pk, note.pk)
    assert client.post(address, {"to": "briefing", "briefing": briefing.pk, "version": 1}).status_code == 302
    briefing = HctBriefing.objects.visible_to(lead).get(pk=briefing.pk)
    assert briefing.asked == f"Decide on access.\n\n{note.text}"
    assert client.post(address, {"to": "briefing", "briefing": briefing.pk, "version": 2}).status_code == 403
    assert HctBriefing.objects.visible_to(lead).get(pk=briefing.pk).asked.count(note.text) == 1
    # Both lists, once each.
    note = queries.note_of(lead, meeting, note.pk)
    push_to_issue(note=note, expected_version=2, by=lead)
    with pytest.raises(Refused, match="gone on"):
        edit_note(note=note, expected_version=3, text="Other words", by=lead)
    edit_note(note=note, expected_version=3, exposure=Exposure.MEMBERS, by=lead)


def test_only_points_go_on_and_only_coordinators_bring_them(lead, member, meeting):
    note = write_note(interaction=meeting, text="Only a note", by=lead)
    with pytest.raises(Refused, match="advocacy point"):
        push_to_issue(note=note, expected_version=1, by=lead)
    with pytest.raises(Refused):
        push_to_issue(note=point(meeting, lead, exposure=Exposure.MEMBERS), expected_version=1, by=member)
    with pytest.raises(ValidationError):
        point(meeting, lead, text="x" * 301)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingNote.objects.visible_to(lead).filter(pk=note.pk).update(issue=make_issue(cluster=meeting.cluster))


def test_a_point_of_a_meeting_on_a_line_makes_an_issue_on_the_line(cluster, lead):
    line = make_plan_line(cluster=cluster, exposure=Exposure.RESTRICTED, created_by=lead)
    meeting = make_interaction(cluster=cluster, plan_line=line, exposure=Exposure.MEMBERS, created_by=lead)
    issue = push_to_issue(note=point(meeting, lead, exposure=Exposure.OPEN), expected_version=1, by=lead)
    assert (issue.plan_line_id, issue.exposure) == (line.pk, Exposure.RESTRICTED)


def test_where_a_point_went_is_named_only_to_who_sees_it(client, cluster, lead, member, meeting):
    issue = make_issue(cluster=cluster, title="Kept secret", exposure=Exposure.RESTRICTED)
    make_note(meeting, kind="point", text="A point", exposure=Exposure.MEMBERS, issue=issue)
    client.force_login(member)
    page = client.get(at("interaction-agenda", meeting.pk)).content.decode()
    assert "A point" in page
    assert "Kept secret" not in page
    assert at("issue-detail", issue.pk) not in page
    rows = client.get(reverse("api-interaction-notes", args=[meeting.pk])).json()
    assert rows[0]["issue"] is None


# --- Invitations -------------------------------------------------------------------------------------------------


def test_local_and_national_actors_stand_first(client, cluster, lead, meeting):
    abroad = make_stakeholder(cluster, name="Abroad", level="international")
    unsaid = make_stakeholder(cluster, name="Unsaid")
    national = make_stakeholder(cluster, name="Commission", level="national")
    local = make_stakeholder(cluster, name="Women of Pemba", level="local")
    archived = make_stakeholder(cluster, name="Gone", is_archived=True)
    offered = [one.stakeholder for one in queries.to_invite(lead, meeting, [])]
    assert offered == [local, national, unsaid, abroad]
    page = at("interaction-invited", meeting.pk)
    assert client.post(page, {"stakeholders": [abroad.pk, local.pk, national.pk]}).status_code == 302
    found = queries.invitations(lead, meeting)
    assert [row.stakeholder for row in found.rows] == [local, national, abroad]
    assert (found.invited, found.local, found.national) == (3, 1, 1)
    # Twice: they stay as they are.
    assert client.post(page, {"stakeholders": [local.pk, unsaid.pk]}).status_code == 302
    assert queries.invitations(lead, meeting).invited == 4
    assert client.post(page, {}).status_code == 422
    with pytest.raises(ValidationError):
        invite(interaction=meeting, stakeholders=[archived], by=lead)
    elsewhere = make_stakeholder(make_cluster("NGA"))
    with pytest.raises(ValidationError):
        invite(interaction=meeting, stakeholders=[elsewhere], by=lead)
    assert len(trail("invitation_to_meeting.made")) == 4


def test_answers_are_noted(client, cluster, lead, member, meeting):
    row = make_invitation(meeting, make_stakeholder(cluster, name="Commission", level="national"))
    address = at("interaction-invitation", meeting.pk, row.pk)
    assert client.post(address, {"answer": "coming", "version": 1}).status_code == 302
    assert client.post(address, {"answer": "coming", "version": 2}).status_code == 403
    assert client.post(address, {"answer": "came", "version": 1}).status_code == 409
    assert client.post(address, {"answer": "perhaps", "version": 2}).status_code == 422
    assert client.post(address, {"answer": "came", "version": 2}).status_code == 302
    found = queries.invitations(lead, meeting)
    assert (found.coming, found.came) == (0, 1)
    entry = trail("invitation_to_meeting.answered")[0]
    assert (entry.before, entry.after) == ({"answer": "invited"}, {"answer": "coming"})
    assert "Commission" not in f"{entry.target_label} {entry.after}"
    client.force_login(member)
    assert client.post(address, {"answer": "declined", "version": 3}).status_code == 403
    client.force_login(lead)
    answer_invitation(
        invitation=queries.invitation(lead, meeting, row.pk), answer="withdrawn", expected_version=3, by=lead
    )
    assert queries.invitations(lead, meeting).invited == 0


def test_somebody_under_an_alias_exists_only_for_who_sees_them(client, cluster, lead, member, meeting):
    meeting.created_by = member
    meeting.save()
    alias = make_protected(cluster, alias="Blue river")
    row = make_invitation(meeting, alias)
    make_invitation(meeting, make_stakeholder(cluster, name="Commission"))
    assert "Blue river" in client.get(at("interaction-invited", meeting.pk)).content.decode()
    client.force_login(member)
    for name in ("interaction-invited", "interaction-detail"):
        page = client.get(at(name, meeting.pk)).content.decode()
        assert "Blue river" not in page
    found = queries.invitations(member, meeting)
    assert found.invited == 1
    assert [one.pk for one in found.rows] != [row.pk]
    assert "1 actor of the register invited" in page
    assert client.post(at("interaction-invitation", meeting.pk, row.pk), {"answer": "came"}).status_code == 404
    # She may change the meeting, and cannot find out by trying.
    answer = client.post(at("interaction-invited", meeting.pk), {"stakeholders": [alias.pk]})
    assert answer.status_code == 422
    api = client.post(
        reverse("api-interaction-invitations", args=[meeting.pk]), {"stakeholders": [alias.pk]}, content_type=JSON
    )
    nobody = client.post(
        reverse("api-interaction-invitations", args=[meeting.pk]), {"stakeholders": [10**8]}, content_type=JSON
    )
    assert (api.status_code, api.json()) == (nobody.status_code, nobody.json())
    assert not AuditEntry.objects.visible_to(member).filter(target_type="engagements.meetinginvitation").exists()


def test_workshops_say_whether_ohchr_or_an_adviser_is_invited(client, cluster, lead, member):
    workshop = make_interaction(
        cluster=cluster, kind=InteractionKind.WORKSHOP, on=TODAY, exposure=Exposure.MEMBERS, created_by=lead
    )
    lack = "Neither OHCHR nor a human rights adviser is invited"
    page = at("interaction-invited", workshop.pk)
    assert lack in client.get(page).content.decode()
    adviser = make_stakeholder(cluster, kind="human_rights_adviser", name="Human rights adviser of the RC")
    row = make_invitation(workshop, adviser)
    text = client.get(page).content.decode()
    assert lack not in text
    assert "OHCHR and human rights advisers" in text
    assert (
        "OHCHR or a human rights adviser is among them."
        in client.get(at("interaction-detail", workshop.pk)).content.decode()
    )
    answer_invitation(
        invitation=queries.invitation(lead, workshop, row.pk), answer="withdrawn", expected_version=1, by=lead
    )
    assert lack in client.get(page).content.decode()
    # A member does not see the whole register and is told nothing of what is missing.
    client.force_login(member)
    assert lack not in client.get(page).content.decode()


def test_the_caution_about_independence_is_for_coordinators(client, cluster, lead, member, meeting):
    body = make_stakeholder(cluster, name="Commission", kind="nhri", level="national")
    write_independence(stakeholder=body, text="Near the State.", may_drive_out=True, expected_version=0, by=lead)
    assert "May make members leave" in client.get(at("interaction-invited", meeting.pk)).content.decode()
    meeting.created_by = member
    meeting.save()
    client.force_login(member)
    page = client.get(at("interaction-invited", meeting.pk)).content.decode()
    assert "Commission" in page
    assert "May make members leave" not in page


def test_the_letter_is_told_what_everybody_may_know_of_the_year(client, cluster, lead, member, meeting, letter_step):
    """Closed meetings and actors under an alias are in none of the numbers: the letter is read by more people."""
    make_item(meeting, is_rights=True, has_findings=True)
    make_item(meeting)
    make_invitation(meeting, make_stakeholder(cluster, level="local"))
    make_invitation(meeting, make_stakeholder(cluster, level="international"))
    make_invitation(meeting, make_protected(cluster, level="local"))
    make_invitation(meeting, make_stakeholder(cluster, level="local"), answer="withdrawn")
    held = {"cluster": cluster, "on": TODAY, "created_by": lead}
    closed = make_interaction(kind=InteractionKind.CLUSTER_MEETING, exposure=Exposure.RESTRICTED, **held)
    make_item(closed)
    make_invitation(closed, make_stakeholder(cluster, level="national"))
    workshop = make_interaction(kind=InteractionKind.WORKSHOP, exposure=Exposure.MEMBERS, **held)
    make_interaction(kind=InteractionKind.WORKSHOP, exposure=Exposure.MEMBERS, **held)
    make_invitation(workshop, make_stakeholder(cluster, kind="ohchr"))
    for reader in (lead, member):
        known = known_of(reader, cluster, ALL, with_meetings=True)
        assert known[AGENDA][0].label == (
            "Agendas of twelve months: human rights on 1 of 2 items, findings presented in 1 of 1 meetings"
        )
        assert known[INVITED][0].label == (
            "3 invitations to meetings in twelve months, 1 of them to local or national actors"
        )
        assert known[OHCHR][-1].label == (
            "OHCHR or a human rights adviser was invited to 1 of 2 workshops in twelve months"
        )
        assert known[AGENDA][0].shows_it
    assert INVITED not in known_of(make_person(Role.TASK_TEAM), cluster, ALL, with_meetings=True)
    page = client.get(f"{at('letter-edit', rules.AGENDA_STEP)}?cluster={cluster.pk}&known=1")
    assert page.context["form"].initial["label_1"].startswith("Agendas of twelve months")


# --- Series ------------------------------------------------------------------------------------------------------


def test_a_series_shows_the_agendas_and_prepares_the_next(client, cluster, lead):
    series = make_series(cluster=cluster, exposure=Exposure.MEMBERS, next_on=TODAY + dt.timedelta(days=20))
    held = make_interaction(cluster=cluster, series=series, on=TODAY, exposure=Exposure.MEMBERS)
    make_item(held, is_rights=True)
    page = client.get(at("series-detail", series.pk)).content.decode()
    assert "Human rights: 1 of 1 item (100%)" in page
    form = client.get(f"{at('interaction-create')}?series={series.pk}&prepare=yes").context["form"]
    assert (form["on"].value(), form["state"].value()) == (series.next_on, "accepted")


# --- How much it costs -------------------------------------------------------------------------------------------


def _fill(cluster, lead, meeting, number):
    for n in range(number):
        make_item(meeting, is_rights=True, has_findings=n % 2 == 0)
        issue = make_issue(cluster=cluster, exposure=Exposure.RESTRICTED)
        point(meeting, lead, text=f"Point {n}")
        make_note(meeting, kind="point", issue=issue, created_by=lead, briefing=briefing_of(cluster, lead))
        make_invitation(meeting, make_stakeholder(cluster, level="local"))
        make_stakeholder(cluster, level="national")
        make_item(
            make_interaction(cluster=cluster, kind=InteractionKind.CLUSTER_MEETING, on=TODAY, exposure=Exposure.MEMBERS)
        )


@pytest.mark.parametrize("name", ["interaction-agenda", "interaction-invited", "interaction-detail", "meeting-record"])
def test_pages_cost_the_same_for_one_row_and_for_thirty(client, cluster, lead, meeting, letter_step, name):
    address = f"{at('meeting-record')}?cluster={cluster.pk}" if name == "meeting-record" else at(name, meeting.pk)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    _fill(cluster, lead, meeting, 1)
    few = cost()
    _fill(cluster, lead, meeting, 29)
    assert cost() == few <= 15


# --- API ---------------------------------------------------------------------------------------------------------


def test_the_api_keeps_the_agenda(client, lead, member, meeting, letter_step):
    address = reverse("api-interaction-agenda", args=[meeting.pk])
    made = client.post(address, {"text": "Evictions", "has_findings": True}, content_type=JSON)
    assert made.status_code == 201
    assert made.json()[0]["is_rights"] is True
    item = made.json()[0]
    client.post(address, {"text": "Funding"}, content_type=JSON)
    one = reverse("api-interaction-agenda-item", args=[meeting.pk, item["id"]])
    assert client.patch(one, {"version": 1, "text": "Land"}, content_type=JSON).json()["text"] == "Land"
    assert client.patch(one, {"version": 1, "text": "Again"}, content_type=JSON).status_code == 409
    moved = client.post(
        reverse("api-interaction-agenda-move", args=[meeting.pk, item["id"]]), {"direction": "down"}, content_type=JSON
    )
    assert [row["text"] for row in moved.json()] == ["Funding", "Land"]
    letter = reverse("api-interaction-letter", args=[meeting.pk])
    assert client.post(letter, content_type=JSON).json()["status"] == "under_way"
    assert client.post(letter, content_type=JSON).status_code == 403
    assert client.delete(one).status_code == 400
    assert client.delete(f"{one}?version=1").status_code == 409
    assert len(client.get(address).json()) == 2
    version = next(row["version"] for row in client.get(address).json() if row["id"] == item["id"])
    assert client.delete(f"{one}?version={version}").status_code == 204
    client.force_login(member)
    (left,) = client.get(address).json()
    assert client.delete(reverse("api-interaction-agenda-item", args=[meeting.pk, left["id"]])).status_code == 400
    assert client.post(address, {"text": "Mine"}, content_type=JSON).status_code == 403
    client.force_login(make_person(Role.COORDINATOR, make_cluster("NGA")))
    assert client.get(address).status_code == 404
    # Whatever she sends.
    assert client.delete(reverse("api-interaction-agenda-item", args=[meeting.pk, left["id"]])).status_code == 404


def test_the_api_writes_notes_and_brings_points_on(client, cluster, lead, meeting):
    address = reverse("api-interaction-notes", args=[meeting.pk])
    made = client.post(address, {"kind": "point", "text": "Raise evictions"}, content_type=JSON)
    assert made.status_code == 201
    assert made.json()["exposure"] == "restricted"
    pk = made.json()["id"]
    one = reverse("api-interaction-note", args=[meeting.pk, pk])
    assert client.patch(one, {"version": 1, "text": "Raise them"}, content_type=JSON).json()["version"] == 2
    push = reverse("api-interaction-note-push", args=[meeting.pk, pk])
    issue = make_issue(cluster=cluster, exposure=Exposure.RESTRICTED)
    briefing = briefing_of(cluster, lead)
    both = client.post(push, {"version": 2, "issue": issue.pk, "briefing": briefing.pk}, content_type=JSON)
    assert both.status_code == 400
    assert client.post(push, {"version": 2, "issue": 10**8}, content_type=JSON).status_code == 400
    assert client.post(push, {"version": 2, "issue": issue.pk}, content_type=JSON).json()["issue"] == issue.pk
    assert client.post(push, {"version": 3}, content_type=JSON).status_code == 403
    done = client.post(push, {"version": 3, "briefing": briefing.pk}, content_type=JSON)
    assert done.json()["briefing"] == briefing.pk
    assert client.get(address).json()[0]["issue"] == issue.pk


def test_the_api_invites(client, cluster, lead, meeting):
    address = reverse("api-interaction-invitations", args=[meeting.pk])
    abroad = make_stakeholder(cluster, level="international")
    local = make_stakeholder(cluster, level="local")
    made = client.post(address, {"stakeholders": [abroad.pk, local.pk]}, content_type=JSON)
    assert [row["stakeholder"] for row in made.json()] == [local.pk, abroad.pk]
    one = reverse("api-interaction-invitation", args=[meeting.pk, made.json()[0]["id"]])
    assert client.post(one, {"version": 1, "answer": "coming"}, content_type=JSON).json()["answer"] == "coming"
    assert client.post(one, {"version": 1, "answer": "came"}, content_type=JSON).status_code == 409
    assert MeetingInvitation.objects.visible_to(lead).get(stakeholder=local).answer == "coming"
