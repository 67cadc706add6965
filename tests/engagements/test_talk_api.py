"""Comments and contributions over the API: the same actions, refusals with their sentence, strangers 404."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters.enums import Role
from core import clock
from engagements.actions import contributing
from engagements.enums import Exposure
from engagements.models import ContributionRequest, Section
from tests.api_calls import Caller, assert_bad, assert_refused, verbs
from tests.engagements.submission_world import make_world
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


CALL = "If you need more, write to Maria Petrova at maria.petrova@mail.example."


def test_comments_and_contributions_through_the_api(settings):
    world = make_world(exposure=Exposure.MEMBERS)
    pk = world.submission.pk
    author, reader, stranger = (Caller(one).client for one in (world.author, world.reader, world.foreign_lead))
    comments = reverse("api-submission-comments", args=[pk])
    made = reader.post(comments, {"text": "Why?", "section": world.section.pk}, format="json")
    assert made.status_code == 201
    reader.post(comments, {"text": "For me", "is_private": True}, format="json")
    assert [one["text"] for one in author.get(comments).json()] == ["Why?"]
    assert len(reader.get(comments).json()) == 2
    assert stranger.get(comments).status_code == 404
    assert stranger.post(comments, {"text": "x"}, format="json").status_code == 404
    resolve = reverse("api-submission-comment-resolve", args=[pk, made.json()["id"]])
    assert Caller(world.ohchr).client.post(resolve).status_code == 403
    assert author.post(resolve).json()["resolved_by"] == world.author.pk
    assert author.post(comments, {"text": " "}, format="json").status_code == 400

    organisation = make_organisation()
    worker = make_person(Role.MEMBER, world.cluster, organisation=organisation)
    contributions = reverse("api-submission-contributions", args=[pk])
    asked = {
        "organisation": organisation.pk,
        "way": "account",
        "sections": [world.section.pk],
        "question": "What do you see?",
        "due_on": (clock.today() + dt.timedelta(days=5)).isoformat(),
    }
    assert reader.post(contributions, asked, format="json").status_code == 403
    assert stranger.post(contributions, asked, format="json").status_code == 404
    assert author.post(contributions, asked, format="json").status_code == 201
    link = author.post(contributions, asked | {"way": "link", "email": "a@b.example"}, format="json").json()
    assert "/contribute/" in link["link"]
    request = ContributionRequest.objects.visible_to(worker).select_related("submission__plan_line__cluster").get()
    contributing.save_contribution(request=request, paragraphs=[{"text": "We see it."}], expected_version=1, by=worker)
    contributing.send_contribution(request=request, has_consent=True, expected_version=2, by=worker)
    assert reader.get(contributions).json() == []
    given = next(one for one in author.get(contributions).json() if one["paragraphs"])["paragraphs"][0]
    merge = reverse("api-submission-contribution-merge", args=[pk, given["id"]])
    body = {"section": world.section.pk, "version": 99}
    assert stranger.post(merge, body, format="json").status_code == 404
    assert author.post(merge, body, format="json").status_code == 409
    assert author.post(merge, body | {"version": 1}, format="json").json()["state"] == "merged"
    assert author.post(merge, body | {"version": 2}, format="json").status_code == 403
    assert Section.objects.visible_to(world.author).get(pk=world.section.pk).body.endswith("We see it.")
    aside = reverse("api-submission-contribution-set-aside", args=[pk, given["id"]])
    assert author.post(aside, {"reason": "twice"}, format="json").status_code == 403


def test_ones_own_comment_is_changed_and_withdrawn():
    world = make_world()
    reader, author, stranger = Caller(world.reader), Caller(world.author), Caller(world.foreign_lead)
    comments = reverse("api-submission-comments", args=[world.submission.pk])
    made = reader.post(comments, text="Why so?").json()
    at = f"{comments}{made['id']}/"
    assert reader.patch(at, text="Why is that so?", version=1).json()["text"] == "Why is that so?"
    assert reader.patch(at, text="Late", version=1).status_code == 409
    assert_bad(reader.patch(at, text="", version=2), "text")
    assert_refused(author.patch(at, text="Mine", version=2))
    assert_refused(author.post(f"{at}withdraw/"))
    assert stranger.patch(at).status_code == stranger.post(f"{at}withdraw/").status_code == 404
    assert reader.post(f"{at}withdraw/").json()["text"] == ""
    assert_refused(reader.patch(at, text="Again", version=3))
    private = reader.post(comments, text="For me", is_private=True).json()
    assert author.patch(f"{comments}{private['id']}/", text="x", version=1).status_code == 404
    assert [verb for verb in verbs() if verb.startswith("comment.")] == [
        "comment.added",
        "comment.changed",
        "comment.withdrawn",
    ]


def test_a_draft_is_shared_with_the_task_team_and_taken_back():
    world = make_world(exposure=Exposure.MEMBERS)
    author, reader, stranger = Caller(world.author), Caller(world.reader), Caller(world.foreign_lead)
    shares = reverse("api-submission-shares", args=[world.submission.pk])
    body = {"reason": "Is the legal frame right?", "ends_on": (clock.today() + dt.timedelta(days=9)).isoformat()}
    assert_refused(reader.post(shares, **body))
    assert stranger.post(shares, **body).status_code == stranger.get(shares).status_code == 404
    assert_bad(author.post(shares, reason="", ends_on="soon"), "reason", "ends_on")
    made = author.post(shares, **body)
    assert (made.status_code, made.json()[0]["is_running"]) == (201, True)
    assert_refused(author.post(shares, **body))
    end = f"{shares}{made.json()[0]['id']}/end/"
    assert_refused(reader.post(end))
    assert author.post(end).json()[0]["is_running"] is False


def test_a_closed_text_is_not_shared():
    world = make_world(exposure=Exposure.CONFIDENTIAL)
    shares = reverse("api-submission-shares", args=[world.submission.pk])
    ends_on = (clock.today() + dt.timedelta(days=9)).isoformat()
    assert_refused(Caller(world.author).post(shares, reason="Look", ends_on=ends_on))


def test_links_are_renewed_and_taken_back():
    world = make_world(exposure=Exposure.MEMBERS)
    author, reader, stranger = Caller(world.author), Caller(world.reader), Caller(world.foreign_lead)
    asked = author.post(
        reverse("api-submission-contributions", args=[world.submission.pk]),
        organisation=make_organisation().pk,
        way="link",
        email="a@b.example",
        sections=[world.section.pk],
        question="What do you see?",
        due_on=(clock.today() + dt.timedelta(days=5)).isoformat(),
    )
    assert asked["Cache-Control"] == "no-store"
    args = [world.submission.pk, asked.json()["id"]]
    renew = reverse("api-submission-contribution-renew", args=args)
    revoke = reverse("api-submission-contribution-revoke", args=args)
    renewed = author.post(renew)
    assert renewed["Cache-Control"] == "no-store"
    assert "/contribute/" in renewed.json()["link"]
    assert renewed.json()["link"] != asked.json()["link"]
    for address in (renew, revoke):
        # The request is known to who writes the text alone.
        assert reader.post(address).status_code == stranger.post(address).status_code == 404
    assert author.post(revoke).json()["state"] == "revoked"
    assert_refused(author.post(revoke))
    assert_refused(author.post(renew))


def test_the_organisation_writes_sends_and_takes_back():
    world = make_world(exposure=Exposure.MEMBERS)
    organisation = make_organisation()
    person = make_person(Role.MEMBER, world.cluster, organisation=organisation)
    worker, author, stranger = Caller(person), Caller(world.author), Caller(world.foreign_lead)
    author.post(
        reverse("api-submission-contributions", args=[world.submission.pk]),
        organisation=organisation.pk,
        way="account",
        sections=[world.section.pk],
        question="What do you see?",
        due_on=(clock.today() + dt.timedelta(days=5)).isoformat(),
    )
    rows = reverse("api-contributions")
    (asked,) = worker.get(rows).json()
    assert (asked["question"], asked["parts"]) == (
        "What do you see?",
        [{"section": world.section.pk, "heading": "Summary"}],
    )
    # Nothing of the text itself: neither its number nor its title.
    assert not {"submission", "title"} & set(asked)
    at = f"{rows}{asked['id']}/"
    assert stranger.get(rows).json() == author.get(rows).json() == []
    for answer in (stranger.get(at), stranger.post(f"{at}save/"), stranger.post(f"{at}send/")):
        assert answer.status_code == 404
    assert_refused(author.get(at))
    assert_refused(author.post(f"{at}save/", paragraphs=[], version=1))
    assert_bad(worker.post(f"{at}save/", paragraphs=[{"is_credited": True}], version=1), "paragraphs")
    assert_bad(worker.post(f"{at}save/", paragraphs=[{"text": "x", "section": 9999}], version=1), "detail")
    saved = worker.post(f"{at}save/", paragraphs=[{"text": f"We see it. {CALL}"}], version=1).json()
    assert (saved["state"], len(saved["paragraphs"]), saved["version"]) == ("writing", 1, 2)
    assert saved["warnings"]
    assert worker.post(f"{at}save/", paragraphs=[], version=1).status_code == 409
    assert_bad(worker.post(f"{at}send/", has_consent=True, version=2), "is_checked")
    assert_bad(worker.post(f"{at}send/", has_consent=False, is_checked=True, version=2), "has_consent")
    sent = worker.post(f"{at}send/", has_consent=True, is_checked=True, version=2).json()
    assert sent["state"] == "sent"
    assert_refused(author.post(f"{at}take-back/"))
    assert worker.post(f"{at}take-back/").json()["sent_at"] is None
    assert_refused(worker.post(f"{at}take-back/"))
    assert [verb for verb in verbs() if verb.startswith("contribution.")] == [
        "contribution.asked",
        "contribution.saved",
        "contribution.sent",
        "contribution.taken_back",
    ]


def test_a_justification_is_taken_back():
    world = make_world()
    Section.objects.visible_to(world.author).update(body=CALL)
    author, reader = Caller(world.author), Caller(world.reader)
    check = reverse("api-submission-check", args=[world.submission.pk])
    found = author.get(check).json()[0]
    justified = author.post(f"{check}justify/", fingerprint=found["fingerprint"], reason="She speaks in public.")
    answer = next(one["answer"] for one in justified.json() if one["reason"])
    assert_refused(reader.post(f"{check}reopen/", answer=answer))
    assert author.post(f"{check}reopen/", answer=999_999).status_code == 404
    assert all(one["answer"] is None for one in author.post(f"{check}reopen/", answer=answer).json())
    assert verbs()[-1] == "finding.reopened"
