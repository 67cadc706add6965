"""Messages: the official words first, states, the gallery that shuts at once, hints, documents that know their use."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions import advocacy as issue_actions
from engagements.actions import messages as actions
from engagements.enums import Exposure, MessageState
from engagements.models import AdvocacyMessage, MessageHint
from engagements.queries import hints, messages
from engagements.rules.hints import OWN_HINTS
from tests.factories import make_cluster, make_document, make_mechanism, make_person, make_plan_line
from tests.factories.advocacy import make_issue, make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def document():
    return make_document(make_mechanism("ccpr", name="Human Rights Committee"), symbol="CCPR/C/GC/99", title="Movement")


def data(**changes):
    return {
        "document": "",
        "paragraph": "",
        "quote": "",
        "text": "Let families leave when they choose.",
        "audience": "hct",
        "audience_detail": "",
        "language": "en",
        "finding": "",
        "exposure": "members_only",
        **changes,
    }


def trail(verb):
    return list(AuditEntry.objects.unscoped("test").filter(verb=verb))


def url(name, pk):
    return reverse(f"engagements:{name}", args=[pk])


# --- The editor -----------------------------------------------------------------------------------------------


def test_the_official_words_stand_before_our_own(client, cluster, lead, document):
    issue = make_issue(cluster=cluster)
    answer = client.post(
        url("issue-message-create", issue.pk),
        data(document=document.pk, paragraph="para. 5", quote="Everyone may leave."),
    )
    message = AdvocacyMessage.objects.visible_to(lead).get()
    assert answer.url == url("message-detail", message.pk)
    assert (message.document, message.paragraph, message.cluster, message.created_by) == (
        document,
        "para. 5",
        cluster,
        lead,
    )
    page = client.get(answer.url).content.decode()
    first, second = page.index("Everyone may leave."), page.index("Let families leave")
    assert page.index("CCPR/C/GC/99") < page.index("para. 5") < first < second
    (entry,) = trail("message.drafted")
    assert "families" not in f"{entry.after}{entry.target_label}"


def test_looking_for_a_document_keeps_what_was_typed_and_saves_nothing(client, cluster, lead, document):
    issue = make_issue(cluster=cluster)
    typed = data(text="", quote="My words", act="find", find="movement")
    answer = client.post(url("issue-message-create", issue.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "My words" in page
    assert "CCPR/C/GC/99" in page
    assert "Not saved yet" not in page
    assert not AdvocacyMessage.objects.visible_to(lead).exists()


@pytest.mark.parametrize("number", ["9" * 30, "٣", "-1"])
def test_a_document_that_cannot_be_leaves_the_editor_as_it_is(client, cluster, lead, number):
    issue = make_issue(cluster=cluster)
    address = url("issue-message-create", issue.pk)
    assert client.get(address, {"document": number}).status_code == 200
    answer = client.post(address, data(document=number, recommendations=[number], act="find", find="movement"))
    assert answer.status_code == 200


def test_words_without_their_document_are_refused_at_the_field(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    answer = client.post(url("issue-message-create", issue.pk), data(quote="Somebody said so."))
    assert answer.status_code == 422
    assert "Choose the document from which these words come." in answer.content.decode()


def test_a_member_drafts_but_does_not_agree(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    assert client.post(url("issue-message-create", issue.pk), data()).status_code == 302
    message = AdvocacyMessage.objects.visible_to(member).get()
    assert client.post(url("message-edit", message.pk), data(text="Better", version="1")).status_code == 302
    answer = client.post(url("message-state", message.pk), {"state": "agreed", "version": "2"})
    assert answer.status_code == 403
    assert "Only the coordinators" in answer.content.decode()
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(url("message-edit", message.pk)).status_code == 403


def test_personal_data_is_pointed_out_to_who_writes(client, cluster, lead):
    message = make_message(issue=make_issue(cluster=cluster), text="Call +258 84 123 4567 for details.")
    assert "looks like a phone number" in client.get(url("message-detail", message.pk)).content.decode()


def test_a_conflict_keeps_both_texts(client, cluster, lead):
    message = make_message(issue=make_issue(cluster=cluster), text="Old words")
    actions.edit_message(message=message, expected_version=1, by=lead, text="Their words")
    answer = client.post(url("message-edit", message.pk), data(text="My words", version="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My words" in page
    assert "Their words" in page


# --- States ---------------------------------------------------------------------------------------------------


def test_a_message_is_agreed_and_used_on_a_day(client, cluster, lead):
    message = make_message(issue=make_issue(cluster=cluster))
    assert client.post(url("message-state", message.pk), {"state": "agreed", "version": "1"}).status_code == 302
    wrong = client.post(url("message-state", message.pk), {"state": "used", "version": "2", "used_on": ""})
    assert wrong.status_code == 422
    used = {"state": "used", "version": "2", "used_on": "2026-05-04", "used_channel": "meeting"}
    assert client.post(url("message-state", message.pk), used).status_code == 302
    message = AdvocacyMessage.objects.visible_to(lead).get()
    assert (message.state, message.used_on, message.used_channel) == ("used", dt.date(2026, 5, 4), "meeting")
    assert "4 May 2026" in client.get(url("message-detail", message.pk)).content.decode()
    assert {entry.after["state"] for entry in trail("message.state")} == {"agreed", "used"}
    again = {"state": "draft", "version": "3"}
    assert client.post(url("message-state", message.pk), again).status_code == 302
    assert AdvocacyMessage.objects.visible_to(lead).get().used_on is None


def test_other_words_take_agreement_back_and_used_words_stay(cluster, lead):
    message = make_message(issue=make_issue(cluster=cluster), state=MessageState.AGREED)
    actions.edit_message(message=message, expected_version=1, by=lead, text="Other words")
    assert message.state == MessageState.DRAFT
    actions.set_message_state(
        message=message, state="used", used_on=dt.date(2026, 5, 4), used_channel="letter", expected_version=2, by=lead
    )
    with pytest.raises(Refused):
        actions.edit_message(message=message, expected_version=3, by=lead, text="Third words")
    actions.edit_message(message=message, expected_version=3, by=lead, exposure=Exposure.RESTRICTED)
    assert message.exposure == Exposure.RESTRICTED


@pytest.mark.parametrize("details", [{}, {"used_on": dt.date(2026, 5, 4)}, {"used_channel": "letter"}])
def test_use_without_day_or_channel_is_refused(cluster, lead, details):
    message = make_message(issue=make_issue(cluster=cluster))
    with pytest.raises(ValidationError):
        actions.set_message_state(message=message, state="used", expected_version=1, by=lead, **details)


# --- The gallery ----------------------------------------------------------------------------------------------


def shown(issue, **fields):
    fields = {"exposure": Exposure.OPEN, "state": MessageState.AGREED, "in_gallery": True, **fields}
    return make_message(issue=issue, text="Canary words", **fields)


SEES = [(Role.COORDINATOR, True), (Role.CO_COORDINATOR, True), (Role.MEMBER, False)]


@pytest.mark.parametrize(("role", "sees"), SEES)
def test_the_gallery_is_for_coordinators_of_every_cluster(client, cluster, lead, role, sees):
    message = shown(make_issue(cluster=cluster, title="Secret strategy"))
    other = make_person(role, make_cluster("SYR"))
    client.force_login(other)
    page = client.get(reverse("engagements:gallery")).content.decode()
    assert ("Canary words" in page) == sees
    assert client.get(url("message-detail", message.pk)).status_code == (200 if sees else 404)
    if sees:
        detail = client.get(url("message-detail", message.pk)).content.decode()
        assert "Secret strategy" not in page + detail
        assert client.get(url("message-edit", message.pk)).status_code == 404
        assert client.post(url("message-state", message.pk), {"state": "draft"}).status_code == 403
        assert client.get(url("issue-detail", message.issue_id)).status_code == 404


@pytest.mark.parametrize("role", [Role.TASK_TEAM, Role.GPC])
def test_the_world_level_looks_at_the_gallery(cluster, role):
    message = shown(make_issue(cluster=cluster))
    assert list(messages.gallery(make_person(role))) == [message]


def test_only_open_and_agreed_messages_are_shown(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    for message, sentence in (
        (make_message(issue=issue, state=MessageState.AGREED), "Only open messages"),
        (make_message(issue=issue, exposure=Exposure.OPEN), "A draft is not an example"),
    ):
        answer = client.post(url("message-gallery", message.pk), {"shown": "yes", "version": "1"})
        assert answer.status_code == 403
        assert sentence in answer.content.decode()
    good = make_message(issue=issue, exposure=Exposure.OPEN, state=MessageState.AGREED)
    assert client.post(url("message-gallery", good.pk), {"shown": "yes", "version": "1"}).status_code == 302
    assert list(messages.gallery(lead)) == [good]
    assert [entry.after for entry in trail("message.gallery")] == [{"in_gallery": True}]


@pytest.mark.parametrize("exposure", [Exposure.MEMBERS, Exposure.RESTRICTED, Exposure.CONFIDENTIAL])
def test_the_table_itself_refuses_anything_closed_in_the_gallery(cluster, exposure):
    with pytest.raises(IntegrityError), transaction.atomic():
        shown(make_issue(cluster=cluster), exposure=exposure)


@pytest.mark.parametrize("what", ["message", "issue", "line"])
def test_what_is_closed_later_leaves_the_gallery_at_once(cluster, lead, what):
    line = make_plan_line(cluster=cluster, readers=[lead])
    issue = make_issue(cluster=cluster, plan_line=line)
    message = shown(issue)
    other = make_person(Role.COORDINATOR, make_cluster("SYR"))
    assert list(messages.gallery(other)) == [message]
    if what == "message":
        actions.edit_message(message=message, expected_version=1, by=lead, exposure=Exposure.MEMBERS)
        assert not message.in_gallery
    elif what == "issue":
        issue_actions.edit_issue(issue=issue, expected_version=1, by=lead, exposure=Exposure.RESTRICTED)
    else:
        line.exposure = Exposure.CONFIDENTIAL
        line.save()
    assert list(messages.gallery(other)) == []
    assert not AdvocacyMessage.objects.visible_to(other).exists()
    assert messages.messages_citing(other, [message.document_id]) == {}


def test_a_message_behind_a_closed_issue_is_not_shown(cluster, lead):
    issue = make_issue(cluster=cluster, exposure=Exposure.RESTRICTED)
    message = make_message(issue=issue, exposure=Exposure.OPEN, state=MessageState.AGREED)
    with pytest.raises(Refused):
        actions.show_in_gallery(message=message, shown=True, expected_version=1, by=lead)
    assert not AdvocacyMessage.objects.visible_to(lead).get().in_gallery


def test_an_open_message_on_a_closed_issue_is_closed_with_it(cluster, lead):
    message = make_message(issue=make_issue(cluster=cluster, exposure=Exposure.RESTRICTED), exposure=Exposure.OPEN)
    seen = AdvocacyMessage.objects
    assert seen.visible_to(lead).filter(pk=message.pk).exists()
    assert not seen.visible_to(make_person(Role.MEMBER, cluster)).exists()


# --- Documents know where they are used -----------------------------------------------------------------------


def test_a_document_names_the_messages_that_the_reader_sees(client, cluster, lead, document):
    issue = make_issue(cluster=cluster)
    mine = make_message(issue=issue, document=document)
    make_message(issue=make_issue(), document=document)
    page = client.get(reverse("mechanisms:documents")).content.decode()
    assert url("message-detail", mine.pk) in page
    assert page.count("/advocacy/messages/") == 1
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert "/advocacy/messages/" not in client.get(reverse("mechanisms:documents")).content.decode()


# --- Hints ----------------------------------------------------------------------------------------------------


def test_hints_stand_beside_the_editor(client, cluster, lead):
    page = client.get(url("issue-message-create", make_issue(cluster=cluster).pk)).content.decode()
    assert str(OWN_HINTS[0].text) in page
    assert client.get(reverse("engagements:hint-edit", args=[OWN_HINTS[0].key])).status_code == 403


def test_the_task_team_changes_hides_adds_and_restores(client):
    keeper = make_person(Role.TASK_TEAM)
    Authenticator.objects.create(user=keeper, type=Authenticator.Type.TOTP, data={})
    client.force_login(keeper)
    key = OWN_HINTS[0].key
    address = reverse("engagements:hint-edit", args=[key])
    changed = {"kind": "do", "text": "Our own wording", "source": "", "version": "0"}
    assert client.post(address, changed).status_code == 302
    assert client.post(address, changed).status_code == 409
    dos, _donts = hints.shown_hints()
    assert "Our own wording" not in [hint.text for hint in dos], "not ticked: hidden"
    assert client.post(address, {**changed, "version": "1", "is_shown": "on"}).status_code == 302
    assert "Our own wording" in [hint.text for hint in hints.shown_hints()[0]]
    assert client.post(address, {**changed, "version": "2", "act": "restore"}).status_code == 302
    assert not MessageHint.objects.exists()
    added = {"kind": "dont", "text": "A new one", "source": "Guide", "is_shown": "on"}
    assert client.post(reverse("engagements:hints"), added).status_code == 302
    assert client.post(reverse("engagements:hints"), added).status_code == 302
    assert sorted(MessageHint.objects.values_list("key", flat=True)) == ["a-new-one", "a-new-one-2"]
    assert {entry.verb for entry in AuditEntry.objects.unscoped("test")} >= {"hint.kept", "hint.restored"}


def test_a_stale_hint_is_refused():
    with pytest.raises(Stale):
        actions.keep_hint(
            key="k", kind="do", text="T", source="", is_shown=True, expected_version=3, by=make_person(Role.TASK_TEAM)
        )
    with pytest.raises(Refused):
        actions.keep_hint(
            key="k", kind="do", text="T", source="", is_shown=True, expected_version=0, by=make_person(Role.GPC)
        )


# --- Speed ----------------------------------------------------------------------------------------------------


def questions(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("page", ["gallery", "issue", "documents", "editor"])
def test_pages_ask_the_same_number_of_questions(client, cluster, lead, document, page):
    issue = make_issue(cluster=cluster)
    addresses = {
        "gallery": reverse("engagements:gallery"),
        "issue": url("issue-detail", issue.pk),
        "documents": reverse("mechanisms:documents"),
        "editor": url("issue-message-create", issue.pk),
    }

    def add():
        shown(
            issue,
            document=make_document(document.mechanism, title=f"D{AdvocacyMessage.objects.visible_to(lead).count()}"),
        )

    add()
    first = questions(client, addresses[page])
    for _i in range(29):
        add()
    assert questions(client, addresses[page]) == first <= 15
