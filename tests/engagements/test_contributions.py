"""Contributions: who is asked, what a link opens and what it never tells, and that nothing is taken in twice."""

import datetime as dt
import logging

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock, logs, outbox
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements.actions import contributing, merging
from engagements.actions import contributions as actions
from engagements.actions.sharing import NotShared
from engagements.contribution_reminders import plan_contribution_reminders
from engagements.enums import AskedBy, Exposure, ParagraphState, Status
from engagements.models import ContributionParagraph, ContributionRequest, Section
from engagements.notices import contributions as notices
from engagements.queries import contributions as queries
from tests.engagements.submission_world import CANARY, fresh, make_world
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db
QUESTION = "What do your teams see at the border?"
GIVEN = "People wait for weeks at the border."


@pytest.fixture
def world():
    return with_organisation(make_world(exposure=Exposure.MEMBERS))


def with_organisation(world):
    world.organisation = make_organisation("Border Watch")
    world.worker = make_person(Role.MEMBER, world.cluster, organisation=world.organisation)
    return world


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def ask(world, **fields):
    fields = {
        "organisation": world.organisation,
        "way": AskedBy.ACCOUNT,
        "sections": [world.section],
        "question": QUESTION,
        "due_on": clock.today() + dt.timedelta(days=20),
        "by": world.author,
        **fields,
    }
    if fields["way"] == AskedBy.LINK:
        fields.setdefault("email", "someone@border.example")
    return actions.ask_contribution(submission=fresh(world.submission), **fields)


def again(request):
    return (
        ContributionRequest.objects.unscoped("test").select_related("submission__plan_line__cluster").get(pk=request.pk)
    )


def write(world, request, texts=(GIVEN,), by=None, secret="", **fields):
    who = {"by": None, "secret": secret} if secret else {"by": by or world.worker}
    paragraphs = [
        {"text": text, "is_credited": credited}
        for text, credited in ((t, False) if isinstance(t, str) else t for t in texts)
    ]
    request = again(request)
    contributing.save_contribution(
        request=request, paragraphs=paragraphs, expected_version=request.version, **who, **fields
    )
    return again(request)


def send(world, request, by=None, secret=""):
    who = {"by": None, "secret": secret} if secret else {"by": by or world.worker}
    request = again(request)
    return contributing.send_contribution(request=request, has_consent=True, expected_version=request.version, **who)


def paragraphs(world, by=None):
    rows = ContributionParagraph.objects.visible_to(by or world.author).select_related(
        "request__submission__plan_line__cluster"
    )
    return list(rows.order_by("position"))


def merge(world, paragraph, by=None):
    section = Section.objects.unscoped("test").select_related("submission__plan_line").get(pk=world.section.pk)
    return merging.merge_paragraph(
        paragraph=paragraph, section=section, expected_version=section.version, by=by or world.author
    )


def test_an_organisation_sees_the_request_and_not_the_text(client, world):
    request, secret = ask(world)
    assert secret == ""
    told = set(Delivery.objects.filter(kind=actions.ASKED).values_list("recipient_id", flat=True))
    assert told == {world.worker.pk}
    letter = notices.prepare_asked(Delivery.objects.get(kind=actions.ASKED), world.worker)
    assert QUESTION not in str(letter)
    assert CANARY not in str(letter)
    client.force_login(world.worker)
    page = client.get(url("contribution-write", request.pk)).content.decode()
    assert "What do your teams see" in page
    assert "Summary" in page
    assert "movement has become safer" not in page
    assert CANARY not in page
    assert client.get(url("submission-detail", world.submission.pk)).status_code == 404
    assert "What do your teams see" in client.get(url("contributions-asked")).content.decode()
    for who in (world.member, world.foreign_lead, world.stranger):
        client.force_login(who)
        assert client.get(url("contribution-write", request.pk)).status_code == 404
        assert client.post(url("contribution-write", request.pk), {"act": "save"}).status_code == 404
    client.force_login(world.author)
    assert client.get(url("contribution-write", request.pk)).status_code == 403


def test_written_saved_sent_and_merged_once(client, world):
    request, _none = ask(world)
    client.force_login(world.worker)
    page = url("contribution-write", request.pk)
    form = {"p-TOTAL_FORMS": "2", "p-INITIAL_FORMS": "0", "version": "1", "credit_name": "Border Watch"}
    saved = client.post(page, form | {"p-0-text": f"{GIVEN}\n\nA second one.", "p-1-text": "A third.", "act": "save"})
    assert saved["Location"].endswith("?saved=1")
    assert [one.text for one in paragraphs(world, world.worker)] == [GIVEN, "A second one.", "A third."]
    assert paragraphs(world) == []
    stale = client.post(page, form | {"p-0-text": "Typed in another window", "act": "save"})
    assert stale.status_code == 409
    assert "Typed in another window" in stale.content.decode()
    # The other fields keep what was typed, too, as it was typed.
    assert stale.context["form"]["credit_name"].value() == "Border Watch"
    assert stale.context["form"]["version"].value() == "2"
    assert client.post(page, {"act": "send", "version": "2"}).status_code == 422
    assert client.post(page, {"act": "send", "version": "2", "has_consent": "on"}).status_code == 302
    assert set(Delivery.objects.filter(kind=contributing.RECEIVED).values_list("recipient_id", flat=True)) == {
        world.author.pk,
        world.writer.pk,
    }
    came = paragraphs(world)
    assert len(came) == 3
    client.force_login(world.author)
    room = client.get(url("contribution-list", world.submission.pk)).content.decode()
    assert GIVEN in room
    settle = url("contribution-settle", world.submission.pk, came[0].pk)
    press = {"act": "merge", "section": world.section.pk, "version": world.section.version}
    assert client.post(settle, press).status_code == 302
    section = Section.objects.unscoped("test").get(pk=world.section.pk)
    assert section.body.endswith(f"\n\n{GIVEN}")
    came[0].refresh_from_db()
    assert (came[0].state, came[0].merged_text, came[0].section_version) == ("merged", GIVEN, section.version)
    assert client.post(settle, press | {"version": section.version}).status_code == 403
    assert Section.objects.unscoped("test").get(pk=world.section.pk).body.count(GIVEN) == 1
    other = url("contribution-settle", world.submission.pk, came[1].pk)
    assert client.post(other, press).status_code == 409
    came[1].refresh_from_db()
    assert came[1].state == ParagraphState.WAITING
    assert client.post(other, {"act": "aside", "reason": " "}).status_code == 422
    assert client.post(other, {"act": "aside", "reason": "Said already"}).status_code == 302
    assert Delivery.objects.filter(kind=merging.SET_ASIDE, recipient=world.worker).exists()
    client.force_login(world.worker)
    assert "Said already" in client.get(page).content.decode()
    verbs = set(AuditEntry.objects.unscoped("test").values_list("verb", flat=True))
    assert verbs >= {f"contribution.{act}" for act in ("asked", "saved", "sent", "merged", "set_aside")}
    for entry in AuditEntry.objects.unscoped("test").filter(verb__startswith="contribution."):
        assert GIVEN not in str((entry.before, entry.after, entry.reason, entry.target_label))


def test_taken_back_until_merged(world):
    request, _none = ask(world)
    write(world, request, [GIVEN, "Another."])
    send(world, request)
    first, second = paragraphs(world)
    merge(world, first)
    contributing.take_back_contribution(request=again(request), by=world.worker)
    assert [one.pk for one in paragraphs(world)] == [first.pk]
    with pytest.raises(Refused):
        merge(world, second)
    write(world, request, ["Rewritten."])
    send(world, request)
    merge(world, paragraphs(world)[1])
    with pytest.raises(Refused):
        contributing.take_back_contribution(request=again(request), by=world.worker)


def test_only_those_who_write_ask_merge_and_read_what_came_in(client, world):
    for who in (world.reader, world.member, world.foreign_lead):
        with pytest.raises(Refused):
            ask(world, by=who)
    request, _none = ask(world, by=world.writer)
    write(world, request)
    send(world, request)
    with pytest.raises(Refused):
        merge(world, paragraphs(world)[0], by=world.reader)
    client.force_login(world.reader)
    assert GIVEN not in client.get(url("contribution-list", world.submission.pk)).content.decode()
    assert paragraphs(world, world.reader) == []
    with pytest.raises(Refused):
        contributing.save_contribution(request=again(request), paragraphs=[], expected_version=1, by=world.author)
    with pytest.raises(ValidationError):
        ask(world, organisation=make_organisation("Nobody here"))


def test_names_are_given_only_where_they_were_allowed(client, world):
    request, _none = ask(world)
    write(world, request, [(GIVEN, True), ("An unnamed one.", False)], may_acknowledge=True, credit_name="BW")
    send(world, request)
    assert queries.credits_of(world.author, world.submission) == []
    for one in paragraphs(world):
        merge(world, one)
    assert queries.credits_of(world.author, world.submission) == ["BW"]
    client.force_login(world.author)
    page = client.get(url("contribution-all", world.submission.pk)).content.decode()
    assert page.count("Border Watch") == 1
    page = client.get(url("contribution-all", world.submission.pk) + "?names=0").content.decode()
    assert "Border Watch" not in page


def test_closed_texts_ask_only_whom_the_protocol_covers():
    world = with_organisation(make_world(exposure=Exposure.RESTRICTED))
    with pytest.raises(NotShared):
        ask(world)
    from tests.factories import make_signature

    signature = make_signature(world.cluster, world.organisation)
    request, _none = ask(world)
    assert ContributionRequest.objects.visible_to(world.worker).filter(pk=request.pk).exists()
    letter = notices.prepare_asked(Delivery.objects.get(kind=actions.ASKED), world.worker)
    assert letter.is_veiled
    assert str(world.cluster.country) not in letter.subject
    signature.ended_at = clock.now()
    signature.save()
    assert not ContributionRequest.objects.visible_to(world.worker).filter(pk=request.pk).exists()
    assert isinstance(notices.prepare_asked(Delivery.objects.get(kind=actions.ASKED), world.worker), outbox.Dropped)


def test_a_confidential_text_asks_no_whole_organisation():
    world = with_organisation(make_world(exposure=Exposure.CONFIDENTIAL))
    from tests.factories import make_signature

    make_signature(world.cluster, world.organisation)
    with pytest.raises(Refused):
        ask(world)
    _request, secret = ask(world, way=AskedBy.LINK)
    page = Client().get(url("contribute", secret)).content.decode()
    for word in (CANARY, "Summary", str(world.cluster), str(world.cluster.country), str(world.line.mechanism)):
        assert word not in page


def test_a_link_shows_by_get_and_writes_by_post_without_an_account(client, world):
    client.force_login(world.author)
    form = {
        "organisation": world.organisation.pk,
        "way": "link",
        "email": "someone@border.example",
        "sections": [world.section.pk],
        "question": QUESTION,
        "language": "en",
        "due_on": (clock.today() + dt.timedelta(days=9)).isoformat(),
    }
    shown = client.post(url("contribution-ask", world.submission.pk), form)
    request = ContributionRequest.objects.visible_to(world.author).get()
    address = mail.outbox[0].body.split("/engagements/contribute/")[1].split("/")[0]
    assert address in shown.content.decode()
    assert address not in str(vars(request))
    assert QUESTION not in mail.outbox[0].body
    assert CANARY not in mail.outbox[0].body
    guest = Client(enforce_csrf_checks=True)
    link = url("contribute", address)
    got = guest.get(link, headers={"Accept-Language": "fr"})
    assert got.status_code == 200
    assert got["Referrer-Policy"] == "no-referrer"
    assert "noindex" in got["X-Robots-Tag"]
    assert "no-store" in got["Cache-Control"]
    assert got["Content-Language"] == "fr"
    assert again(request).written_at is None
    base = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0"}
    saved = guest.post(
        link, base | {"p-0-text": "Call Mr John Smith, +258 84 123 4567.", "version": "1", "act": "check"}
    )
    assert saved.status_code == 302
    step = guest.get(saved["Location"]).content.decode()
    assert "Could this give a person away?" in step
    assert guest.post(link, {"act": "send", "version": "2", "has_consent": "on"}).status_code == 422
    sent = guest.post(link, {"act": "send", "version": "2", "has_consent": "on", "is_checked": "on"})
    assert sent.status_code == 302
    assert "Sent in, thank you" in guest.get(link).content.decode()
    assert guest.post(link, base | {"p-0-text": "More", "version": "3"}).status_code == 409
    assert AuditEntry.objects.unscoped("test").get(verb="contribution.sent").actor_id is None


def test_unknown_revoked_expired_and_uncovered_links_are_one_page(world):
    request, secret = ask(world, way=AskedBy.LINK)
    guest = Client()
    assert guest.get(url("contribute", "guessed")).status_code == 404
    assert guest.get(url("contribute", secret)).status_code == 200
    renewed, newer = actions.renew_link(request=again(request), by=world.author)
    assert guest.get(url("contribute", secret)).status_code == 404
    assert guest.get(url("contribute", newer)).status_code == 200
    with time_machine.travel(renewed.expires_at + dt.timedelta(seconds=1)):
        gone = guest.get(url("contribute", newer))
        assert gone.status_code == 410
        assert gone.content.decode().count("This link cannot be used") >= 1
        assert guest.post(url("contribute", newer), {"act": "save"}).status_code == 410
    actions.revoke_request(request=again(request), by=world.author)
    assert guest.get(url("contribute", newer)).status_code == 410
    with pytest.raises(Refused):
        contributing.save_contribution(request=again(request), paragraphs=[], expected_version=1, secret=newer)


def test_a_link_is_slowed_down_and_its_key_stays_out_of_the_log(world):
    _request, secret = ask(world, way=AskedBy.LINK)
    guest, link = Client(), url("contribute", secret)
    answers = {guest.post(link, {"act": "save"}).status_code for _again in range(40)}
    assert answers == {422, 429}
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Unprocessable: %s", (link,), None)
    for as_json in (True, False):
        assert secret not in logs.formatter(as_json=as_json).format(record)


def test_reminders_stop_when_it_is_sent(world):
    request, _none = ask(world, due_on=clock.today() + dt.timedelta(days=6))
    plan_contribution_reminders()
    plan_contribution_reminders()
    row = Delivery.objects.get(kind=actions.DUE)
    assert row.recipient == world.worker
    assert not isinstance(notices.prepare_due(row, world.worker), outbox.Dropped)
    write(world, request)
    send(world, request)
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert isinstance(notices.prepare_due(row, world.worker), outbox.Dropped)
    Delivery.objects.filter(kind=actions.DUE).delete()
    plan_contribution_reminders()
    assert not Delivery.objects.filter(kind=actions.DUE).exists()


def test_closed_texts_take_nothing_more(world):
    request, _none = ask(world)
    from engagements.actions.submissions import advance

    submission = fresh(world.submission)
    advance(submission=submission, verb="withdraw", by=world.author, reason="x", expected_version=submission.version)
    assert fresh(world.submission).status == Status.WITHDRAWN
    with pytest.raises(Refused):
        write(world, request)


def test_stale_saves_and_many_paragraphs_are_refused(world):
    request, _none = ask(world)
    write(world, request)
    with pytest.raises(Stale):
        contributing.save_contribution(request=again(request), paragraphs=[], expected_version=1, by=world.worker)
    with pytest.raises(ValidationError):
        write(world, request, ["word"] * 61)
    with pytest.raises(ValidationError):
        write(world, request, ["x" * 5001])


def test_the_room_asks_as_much_for_many_as_for_one(client, world):
    def questions():
        with CaptureQueriesContext(connection) as found:
            assert client.get(url("contribution-list", world.submission.pk)).status_code == 200
        return len(found)

    client.force_login(world.author)
    request, _none = ask(world)
    write(world, request)
    send(world, request)
    one = questions()
    for _again in range(15):
        other, secret = ask(world, way=AskedBy.LINK)
        write(world, other, [GIVEN, "More."], secret=secret)
        send(world, other, secret=secret)
    assert questions() == one <= 15
    client.force_login(world.worker)
    with CaptureQueriesContext(connection) as found:
        client.get(url("contributions-asked"))
    assert len(found) <= 15


def test_behind_the_proxy_one_guesser_does_not_shut_the_door_for_others(client, settings, monkeypatch):
    """All requests come from the proxy's own address there; the count goes by whom it forwards for."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr("engagements.views.contributing.MISSES", 3)
    address = url("contribute", "no-such-secret")

    def asked_by(where):
        return client.get(address, headers={"X-Forwarded-For": where}, REMOTE_ADDR="127.0.0.1").status_code

    assert {asked_by("198.51.100.7") for _ in range(5)} == {404, 429}
    assert asked_by("198.51.100.8") == 404
