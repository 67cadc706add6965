"""Comments and contributions over the API: the same actions, refusals with their sentence, strangers 404."""

import datetime as dt

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from clusters.enums import Role
from core import clock
from engagements.actions import contributing
from engagements.enums import Exposure
from engagements.models import ContributionRequest, Section
from tests.engagements.submission_world import make_world
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def client_of(person):
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_comments_and_contributions_through_the_api(settings):
    world = make_world(exposure=Exposure.MEMBERS)
    pk = world.submission.pk
    author, reader, stranger = client_of(world.author), client_of(world.reader), client_of(world.foreign_lead)
    comments = reverse("api-submission-comments", args=[pk])
    made = reader.post(comments, {"text": "Why?", "section": world.section.pk}, format="json")
    assert made.status_code == 201
    reader.post(comments, {"text": "For me", "is_private": True}, format="json")
    assert [one["text"] for one in author.get(comments).json()] == ["Why?"]
    assert len(reader.get(comments).json()) == 2
    assert stranger.get(comments).status_code == 404
    assert stranger.post(comments, {"text": "x"}, format="json").status_code == 404
    resolve = reverse("api-submission-comment-resolve", args=[pk, made.json()["id"]])
    assert client_of(world.ohchr).post(resolve).status_code == 403
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
