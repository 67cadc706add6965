"""The own work around a review and a session: what the reader sees of plans, texts and contacts, and nothing else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.enums import EntryKind, Publication
from clusters.enums import Role
from engagements.enums import Exposure, InteractionKind, LineState, Side
from mechanisms.enums import Family
from tests.factories import (
    make_cluster,
    make_entry,
    make_interaction,
    make_mechanism,
    make_person,
    make_plan_line,
    make_review,
    make_session,
    make_submission,
)

pytestmark = pytest.mark.django_db


class Here:
    def __init__(self):
        self.cluster = make_cluster("MOZ")
        self.lead = make_person(Role.COORDINATOR, self.cluster)
        self.member = make_person(Role.MEMBER, self.cluster)
        self.stranger = make_person(Role.COORDINATOR, make_cluster("SYR"))
        committee = make_mechanism(key="ccpr", family=Family.TREATY_BODY, short_name="CCPR")
        self.session = make_session(mechanism=committee, publication=Publication.PUBLISHED)
        self.review = make_review(session=self.session, country=self.cluster.country)
        self.mechanism = committee

    def briefing(self, **fields):
        wanted = {"kind": InteractionKind.COMMITTEE_BRIEFING, "topic": "The committee is briefed"}
        wanted |= {"slot": "Monday 15:00"}
        return make_interaction(cluster=self.cluster, mechanism=self.mechanism, **{**wanted, **fields})


@pytest.fixture
def here():
    return Here()


def shown(client, person, name, row, **headers):
    client.force_login(person)
    response = client.get(reverse(f"engagements:{name}", args=[row.pk]), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_a_session_shows_lines_texts_and_briefings_of_its_reviews(client, here):
    line = make_plan_line(cluster=here.cluster, review=here.review, title="The State before the committee")
    make_submission(plan_line=line, title="Information for the committee", exposure=Exposure.MEMBERS)
    here.briefing(plan_line=line, exposure=Exposure.MEMBERS)
    page = shown(client, here.lead, "session-work", here.session)
    for words in ("The State before the committee", "Information for the committee", "The committee is briefed"):
        assert words in page
    assert "Monday 15:00" in page
    # One line for what hangs on the same review, from its own page too (MATRIX D025).
    assert "The State before the committee" in shown(client, here.member, "review-work", here.review)


def test_a_date_of_the_session_counts_as_well(client, here):
    entry = make_entry(session=here.session, mechanism=here.mechanism, kind=EntryKind.SESSION, country=None)
    make_plan_line(cluster=here.cluster, entry=entry, title="We watch the opening")
    assert "We watch the opening" in shown(client, here.member, "session-work", here.session)


def test_closed_work_is_for_those_who_see_it(client, here):
    make_plan_line(
        cluster=here.cluster,
        review=here.review,
        title="Hidden line",
        exposure=Exposure.CONFIDENTIAL,
        created_by=here.lead,
    )
    here.briefing(review=here.review, topic="Hidden briefing", exposure=Exposure.CONFIDENTIAL, created_by=here.lead)
    for person in (here.member, here.stranger, make_person(Role.GPC)):
        for name, row in (("review-work", here.review), ("session-work", here.session)):
            page = shown(client, person, name, row)
            assert "Hidden" not in page
            assert "Nothing that you may see" in page
    assert "Hidden briefing" in shown(client, here.lead, "review-work", here.review)


def test_a_review_says_who_was_met_on_each_side_and_where_to_record_it(client, here):
    here.briefing(review=here.review, side=Side.STATE, topic="Ministry")
    page = shown(client, here.lead, "review-work", here.review)
    assert "Who was met in this reporting cycle" in page
    assert "nobody yet" in page
    assert f"{reverse('engagements:line-create')}?review={here.review.pk}" in page
    assert f"{reverse('engagements:interaction-create')}?review={here.review.pk}" in page
    assert reverse("engagements:line-create") not in shown(client, here.member, "review-work", here.review)
    for person in (here.stranger, make_person(Role.OHCHR, here.cluster)):
        page = shown(client, person, "review-work", here.review)
        assert f"{reverse('engagements:interaction-create')}?review=" not in page


def test_not_now_is_left_out(client, here):
    make_plan_line(
        cluster=here.cluster, review=here.review, title="Put aside", state=LineState.NOT_NOW, state_reason="No time"
    )
    assert "Put aside" not in shown(client, here.lead, "review-work", here.review)


def test_the_calendar_fetches_a_part_and_a_link_shows_a_page(client, here):
    for name, row, place in (
        ("review-work", here.review, "review-detail"),
        ("session-work", here.session, "session-detail"),
    ):
        part = shown(client, here.member, name, row, **{"HX-Request": "true"})
        assert "<h1" not in part
        assert "<h1" in shown(client, here.member, name, row)
        page = client.get(reverse(f"calendar:{place}", args=[row.pk])).content.decode()
        assert reverse(f"engagements:{name}", args=[row.pk]) in page


def test_what_is_not_there_is_not_found(client, here):
    client.force_login(here.lead)
    draft = make_session(mechanism=here.mechanism, publication=Publication.DRAFT, number="99")
    hidden = make_review(session=draft, country=here.cluster.country)
    assert client.get(reverse("engagements:session-work", args=[draft.pk])).status_code == 404
    assert client.get(reverse("engagements:review-work", args=[hidden.pk])).status_code == 404
    assert client.get(reverse("engagements:review-work", args=[999_999])).status_code == 404


def test_the_same_questions_for_one_row_and_for_thirty(client, here):
    def add(number):
        for n in range(number):
            line = make_plan_line(cluster=here.cluster, review=here.review, planned_for=dt.date(2027, 1, 1 + n % 28))
            make_submission(plan_line=line, exposure=Exposure.MEMBERS)
            here.briefing(plan_line=line, exposure=Exposure.MEMBERS)

    add(1)
    address = reverse("engagements:review-work", args=[here.review.pk])
    shown(client, here.lead, "review-work", here.review)
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
        add(15)
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_a_review_leads_to_its_recommendations_and_to_sharing(client, here):
    upr = make_mechanism(key="upr", family=Family.UPR, short_name="UPR")
    session = make_session(mechanism=upr, publication=Publication.PUBLISHED)
    review = make_review(session=session, country=here.cluster.country, symbol="A/HRC/47/14")
    entry = make_entry(
        review=review, session=session, mechanism=upr, kind=EntryKind.REVIEW, country=here.cluster.country
    )
    client.force_login(here.lead)
    address = reverse("calendar:review-detail", args=[review.pk])
    page = client.get(address).content.decode()
    assert "symbol=A%2FHRC%2F47%2F14&amp;position=noted" in page
    assert reverse("calendar:entry-share", args=[entry.pk]) in page
    client.force_login(here.member)
    assert reverse("calendar:entry-share", args=[entry.pk]) not in client.get(address).content.decode()
    page = client.get(reverse("calendar:review-detail", args=[here.review.pk])).content.decode()
    assert "mechanism=ccpr" in page
    assert "position=noted" not in page
