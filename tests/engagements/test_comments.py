"""Comments: who reads and writes them, where they stand when the text moves, and that no output ever has one."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core import outbox
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements.actions import comments as actions
from engagements.actions.sections import remove_section, save_section
from engagements.actions.submissions import tree_of
from engagements.enums import Exposure, Status
from engagements.models import Comment, Section
from engagements.notices.comments import prepare_commented
from engagements.queries.submissions import newest_version
from engagements.rules import place_of, quote_of
from tests.engagements.submission_world import BODY, fresh, make_world

pytestmark = pytest.mark.django_db
SAID = "unmistakable-remark-5523"
FIRST = "Families who returned report that movement has become safer."


@pytest.fixture
def world():
    return make_world(exposure=Exposure.MEMBERS)


def say(world, by=None, **fields):
    fields = {"text": SAID, "section": world.section, **fields}
    return actions.add_comment(submission=fresh(world.submission), by=by or world.author, **fields)


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def test_a_comment_is_kept_told_and_recorded_without_its_words(world):
    comment = say(world, by=world.reader, quote=FIRST)
    assert comment.quote == FIRST
    told = set(Delivery.objects.filter(kind=actions.COMMENTED).values_list("recipient_id", flat=True))
    assert told == {world.author.pk, world.writer.pk}
    entry = AuditEntry.objects.unscoped("test").get(verb="comment.added")
    assert SAID not in str((entry.target_label, entry.before, entry.after, entry.reason))
    row = Delivery.objects.filter(kind=actions.COMMENTED, recipient=world.author).get()
    mail = prepare_commented(row, world.author)
    assert SAID not in str(mail)
    assert prepare_commented(row, world.stranger).__class__ is outbox.Dropped
    actions.withdraw_comment(comment=comment, by=world.reader)
    assert isinstance(prepare_commented(row, world.author), outbox.Dropped)


def test_a_private_comment_is_nobody_elses_and_leaves_no_trace(client, world):
    comment = say(world, by=world.reader, is_private=True)
    assert not Delivery.objects.filter(kind=actions.COMMENTED).exists()
    assert not AuditEntry.objects.unscoped("test").filter(verb="comment.added").exists()
    assert Comment.objects.visible_to(world.reader).filter(pk=comment.pk).exists()
    assert not Comment.objects.visible_to(world.author).filter(pk=comment.pk).exists()
    client.force_login(world.author)
    for page in (url("comment-list", world.submission.pk), url("submission-detail", world.submission.pk)):
        assert SAID not in client.get(page).content.decode()
    assert client.get(url("comment-detail", world.submission.pk, comment.pk)).status_code == 404
    assert client.post(url("comment-act", world.submission.pk, comment.pk, "resolve")).status_code == 404
    with pytest.raises(Refused):
        actions.add_comment(submission=fresh(world.submission), text="x", thread=comment, by=world.author)
    client.force_login(world.reader)
    assert SAID in client.get(url("comment-list", world.submission.pk)).content.decode()


def test_who_sees_the_text_may_comment_until_it_is_closed(world):
    for who in (world.reader, world.ohchr, world.sag, world.writer, world.lead):
        say(world, by=who)
    for who in (world.member, world.foreign_lead, world.task_team, world.stranger):
        with pytest.raises(Refused):
            say(world, by=who)


def test_members_comment_in_consultation_and_only_leads_on_closed_texts():
    open_world = make_world(exposure=Exposure.MEMBERS, status=Status.CONSULTATION)
    say(open_world, by=open_world.member)
    closed = make_world(exposure=Exposure.MEMBERS, status=Status.CLEARED, cluster=open_world.cluster)
    with pytest.raises(Refused):
        say(closed, by=closed.reader)
    say(closed, by=closed.lead)


def test_threads_are_answered_resolved_and_opened_again(client, world):
    root = say(world, by=world.reader)
    answer = actions.add_comment(submission=fresh(world.submission), text="answer", thread=root, by=world.author)
    assert (answer.thread_id, answer.section_id) == (root.pk, world.section.pk)
    with pytest.raises(Refused):
        actions.resolve_comment(comment=root, by=world.ohchr)
    with pytest.raises(Refused):
        actions.resolve_comment(comment=answer, by=world.author)
    actions.resolve_comment(comment=root, by=world.writer)
    root.refresh_from_db()
    assert root.resolved_by == world.writer
    assert root.resolved_at is not None
    with pytest.raises(Refused):
        actions.add_comment(submission=fresh(world.submission), text="late", thread=root, by=world.author)
    client.force_login(world.author)
    room = url("comment-list", world.submission.pk)
    assert SAID not in client.get(room).content.decode()
    assert SAID in client.get(room + "?state=resolved").content.decode()
    actions.reopen_comment(comment=root, by=world.reader)
    assert SAID in client.get(room).content.decode()
    assert fresh(world.submission).status == Status.DRAFT


def test_own_words_are_changed_and_withdrawn_by_nobody_else(world):
    comment = say(world, by=world.reader)
    with pytest.raises(Refused):
        actions.edit_comment(comment=comment, text="mine now", expected_version=1, by=world.author)
    with pytest.raises(Refused):
        actions.withdraw_comment(comment=comment, by=world.author)
    actions.edit_comment(comment=comment, text="better", expected_version=1, by=world.reader)
    with pytest.raises(Stale):
        actions.edit_comment(comment=comment, text="again", expected_version=1, by=world.reader)
    with pytest.raises(ValidationError):
        actions.edit_comment(comment=comment, text="  ", expected_version=2, by=world.reader)
    actions.withdraw_comment(comment=comment, by=world.reader)
    comment.refresh_from_db()
    assert (comment.text, comment.withdrawn_at is None) == ("", False)


def test_an_anchor_survives_moving_and_mending_and_says_when_its_paragraph_is_gone(client, world):
    say(world, by=world.reader, quote=FIRST)
    client.force_login(world.author)
    page, gone = url("section-detail", world.submission.pk, world.section.pk), "no longer there"

    def write(body):
        section = (
            Section.objects.visible_to(world.author).select_related("submission__plan_line").get(pk=world.section.pk)
        )
        save_section(section=section, heading="Summary", body=body, expected_version=section.version, by=world.author)
        return client.get(page).content.decode()

    moved = write(f"A new beginning of it all.\n\n{BODY}")
    part = f'id="note-{world.section.pk}-part-1"'
    assert moved.index(part) < moved.index(SAID)
    assert gone not in moved
    assert gone not in write(BODY.replace("has become", "became much"))
    lost = write("Quite another matter: schools and hospitals stay shut in winter.")
    assert gone in lost
    assert FIRST in lost
    section = Section.objects.visible_to(world.author).select_related("submission__plan_line").get(pk=world.section.pk)
    remove_section(section=section, expected_version=section.version, by=world.author)
    room = client.get(url("comment-list", world.submission.pk)).content.decode()
    assert SAID in room
    assert "Summary" in room


def test_places_are_told_apart():
    quotes = [quote_of(text) for text in ("The camp of the north has water.", "The camp of the south has none.", "")]
    assert place_of("The camp of the south has none.", quotes) == 1
    assert place_of("The camp of the south has none now.", quotes) == 1
    assert place_of("Schools are closed.", quotes) is None
    assert place_of("", quotes) is None


def test_no_output_has_a_comment(client, world):
    say(world, by=world.reader, quote=FIRST)
    say(world, by=world.author)
    submission = fresh(world.submission)
    client.force_login(world.author)
    assert SAID in client.get(url("submission-detail", submission.pk)).content.decode()
    assert SAID not in client.get(url("submission-preview", submission.pk)).content.decode()
    client.post(url("version-list", submission.pk), {"note": "kept", "version": submission.version})
    version = newest_version(world.author, submission)
    version.submission = submission
    assert FIRST in str(tree_of(version))
    assert SAID not in str((tree_of(version), version.sections, version.note))
    for page in (url("version-list", submission.pk), url("version-compare", submission.pk)):
        assert SAID not in client.get(page).content.decode()


def test_pages_keep_what_was_typed_and_refuse_with_a_sentence(client, world):
    client.force_login(world.reader)
    add = url("comment-add", world.submission.pk, world.section.pk)
    shown = client.get(f"{add}?part=0")
    assert FIRST in shown.content.decode()
    assert f'href="{add}?part=0"' in client.get(url("submission-detail", world.submission.pk)).content.decode()
    assert client.get(f"{add}?part=99").status_code == 200
    part = client.get(f"{add}?part=0", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert client.post(add, {"text": "  "}).status_code == 422
    done = client.post(add, {"text": SAID, "quote": FIRST})
    comment = Comment.objects.visible_to(world.reader).get()
    assert done["Location"].endswith(f"#comment-{comment.pk}")
    act = url("comment-act", world.submission.pk, comment.pk, "edit")
    client.force_login(world.author)
    refused = client.post(act, {"text": "Kept words", "version": 1})
    assert refused.status_code == 403
    assert client.post(url("comment-act", world.submission.pk, comment.pk, "nonsense")).status_code == 404
    client.force_login(world.reader)
    assert client.post(act, {"text": "Kept words", "version": 9}).status_code == 409
    assert client.post(act, {"text": "Kept words", "version": 1}).status_code == 302
    room = url("comment-list", world.submission.pk)
    assert client.post(room, {"text": "On the whole"}).status_code == 302
    assert "On the whole" in client.get(room).content.decode()
    assert client.get(room + "?state=odd").status_code == 404


def test_the_room_asks_as_much_for_many_comments_as_for_one(client, world, django_assert_max_num_queries):
    client.force_login(world.author)
    say(world, by=world.reader)
    for count in (0, 15):
        for _again in range(count):
            root = say(world, by=world.writer, quote=FIRST)
            actions.add_comment(submission=fresh(world.submission), text="yes", thread=root, by=world.ohchr)
        for page in (url("comment-list", world.submission.pk), url("submission-detail", world.submission.pk)):
            with django_assert_max_num_queries(15):
                assert client.get(page).status_code == 200
