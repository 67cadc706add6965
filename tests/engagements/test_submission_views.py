"""Pages: who gets them, how many questions they ask, what they never say in their title."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.enums import EntryKind, Precision
from clusters.enums import Role
from engagements.enums import Exposure, SignRole, Status, SubmissionKind
from mechanisms.enums import Family
from tests.engagements.submission_world import BODY, CANARY, make_world
from tests.factories import make_cluster, make_entry, make_mechanism, make_person, make_plan_line, make_section

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def world():
    return make_world()


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def pages(world):
    pk, section = world.submission.pk, world.section.pk
    return [
        url("submission-detail", pk),
        url("section-detail", pk, section),
        url("section-edit", pk, section),
        url("section-remove", pk, section),
        url("submission-preview", pk),
        url("submission-edit", pk),
        url("version-list", pk),
        url("version-compare", pk),
        url("submission-advance", pk, "consult"),
        url("submission-advance", pk, "withdraw"),
        url("submission-advance", pk, "submit"),
    ]


def test_every_page_opens_for_the_author_and_is_unknown_to_others(client, world, settings):
    settings.HRE_DEMO = True
    for page in pages(world):
        client.force_login(world.author)
        assert client.get(page).status_code == 200, page
        for who in (world.member, world.foreign_lead, world.task_team, world.stranger):
            client.force_login(who)
            assert client.get(page).status_code == 404, page


def test_list_shows_what_is_visible(client, world):
    client.force_login(world.author)
    assert CANARY in client.get(url("submission-list")).content.decode()
    client.force_login(world.member)
    assert CANARY not in client.get(url("submission-list")).content.decode()
    assert client.get(url("submission-list") + "?status=nonsense").status_code == 404


@pytest.mark.parametrize("exposure", Exposure)
def test_titles_of_closed_texts_are_neutral(client, exposure):
    import re

    world = make_world(exposure=exposure)
    client.force_login(world.author)
    for page in pages(world):
        title = re.search(r"<title>(.*?)</title>", client.get(page).content.decode(), re.DOTALL).group(1)
        if exposure in (Exposure.RESTRICTED, Exposure.CONFIDENTIAL):
            assert CANARY not in title, page


def test_reader_sees_the_text_and_no_way_to_write(client, world):
    client.force_login(world.reader)
    page = client.get(url("submission-detail", world.submission.pk)).content.decode()
    assert "movement has become safer" in page
    assert url("section-edit", world.submission.pk, world.section.pk) not in page
    assert client.get(url("section-edit", world.submission.pk, world.section.pk)).status_code == 403


def test_desk_shows_numbers_gates_and_names(client, world):
    client.force_login(world.author)
    page = client.get(url("submission-detail", world.submission.pk)).content.decode()
    for words in ("Before this can be sent", "Clearance", "Versions", "Who can see this", ">1.</span>", ">2.</span>"):
        assert words in page
    assert str(world.reader) in page
    # What must be settled first is fetched apart, and a link without JavaScript.
    address = f"{url('gates', world.line.pk)}?text={world.submission.pk}"
    assert f'hx-get="{address}"' in page
    assert f'href="{address}"' in page
    rows = client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "Risk form" in rows
    assert "Members’ consultation" in rows
    client.force_login(world.stranger)
    assert client.get(address, HTTP_HX_REQUEST="true").status_code == 404


def queries_of(client, page):
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", ["submission-detail", "submission-preview", "version-list", "submission-edit"])
def test_same_few_queries_for_one_section_and_for_thirty(client, name):
    from engagements.actions.versions import freeze_version

    world = make_world()
    client.force_login(world.author)
    page = url(name, world.submission.pk)
    freeze_version(submission=world.submission, expected_version=world.submission.version, by=world.author)
    few = queries_of(client, page)
    for number in range(29):
        make_section(submission=world.submission, heading=f"More {number}", body=BODY)
        world.submission.refresh_from_db()
        freeze_version(submission=world.submission, expected_version=world.submission.version, by=world.author)
    assert queries_of(client, page) == few
    assert few <= MOST_QUERIES


def test_desk_during_sign_off_asks_no_more(client):
    world = make_world(status=Status.SIGN_OFF, sign_offs=[SignRole.COORDINATOR, SignRole.SAG])
    client.force_login(world.sag)
    page = url("submission-detail", world.submission.pk)
    assert queries_of(client, page) <= MOST_QUERIES
    assert "Your sign-off on version 1" in client.get(page).content.decode()


def test_same_few_queries_for_one_submission_and_for_thirty(client, world):
    from tests.factories import make_submission

    client.force_login(world.author)
    few = queries_of(client, url("submission-list"))
    for _ in range(29):
        make_section(submission=make_submission(plan_line=world.line, author=world.author))
    assert queries_of(client, url("submission-list")) == few
    assert few <= MOST_QUERIES


def test_what_a_signatory_said_stands_beside_the_text(client):
    from engagements.actions.sign_off import sign_off
    from engagements.queries.submissions import newest_version

    world = make_world(status=Status.SIGN_OFF)
    version = newest_version(world.lead, world.submission)
    sign_off(
        submission=world.submission,
        version_id=version.pk,
        role="coordinator",
        decision="declined",
        comment="Forty is enough to find them.",
        by=world.lead,
    )
    client.force_login(world.author)
    page = client.get(url("submission-detail", world.submission.pk)).content.decode()
    assert "Forty is enough to find them." in page
    assert "declined for version 1" in page


def test_editor_points_quietly_at_personal_data_and_blocks_nothing(client, world):
    client.force_login(world.author)
    address = url("section-edit", world.submission.pk, world.section.pk)
    assert "Could this give a person away?" not in client.get(address).content.decode()
    text = "Mrs Amina Yusuf is reached on +234 803 123 4567."
    data = {"heading": "Heading", "body": text, "version": world.section.version}
    assert client.post(address, data).status_code == 302
    page = client.get(address).content.decode()
    assert "Could this give a person away?" in page
    assert "looks like a phone number" in page
    assert "looks like the name of a person" in page


@pytest.mark.parametrize(
    ("family", "wanted", "begun"),
    [
        (Family.UPR, "statement", "statement"),
        (Family.TREATY_BODY, "statement", "statement"),
        (Family.HRC, "", "statement"),
        (Family.UPR, "inquiry", "upr_mid_term"),
        (Family.UPR, "poem", "upr_mid_term"),
    ],
)
def test_draft_one_begins_the_kind_that_the_address_names(client, family, wanted, begun):
    """The link beside oral statements says `?kind=statement`; a kind that does not fit is passed over."""
    cluster = make_cluster("MOZ")
    client.force_login(make_person(Role.COORDINATOR, cluster))
    line = make_plan_line(cluster=cluster, mechanism=make_mechanism(f"body-{family}", family=family))
    answer = client.get(reverse("engagements:submission-create", args=[line.pk]), {"kind": wanted})
    assert answer.context["form"]["kind"].value() == begun


def test_before_a_review_the_contribution_to_it_is_proposed_and_a_month_is_no_day(client):
    lead = make_person(Role.COORDINATOR, cluster := make_cluster())
    upr = make_mechanism(family=Family.UPR)
    kinds = {EntryKind.NEXT_REVIEW: SubmissionKind.UPR_SINGLE, EntryKind.MID_TERM: SubmissionKind.UPR_MID_TERM}
    client.force_login(lead)
    for kind, proposed in kinds.items():
        entry = make_entry(kind=kind, mechanism=upr, due_on=dt.date(2028, 7, 1), precision=Precision.SEASON)
        line = make_plan_line(cluster=cluster, mechanism=upr, entry=entry)
        answer = client.get(url("submission-create", line.pk))
        assert answer.context["form"].initial["kind"] == proposed
        assert "about July 2028" in answer.content.decode()
        assert "1 July 2028" not in answer.content.decode()
    choices = client.get(url("submission-add")).content.decode()
    assert "about July 2028" in choices
    assert "1 July 2028" not in choices


def test_a_move_that_is_not_ready_leads_to_what_must_be_settled(client):
    world = make_world(risk=False)
    client.force_login(world.author)
    page = url("submission-advance", world.submission.pk, "request_sign_off")
    text = client.get(page).content.decode()
    assert f"{url('gates', world.line.pk)}?text={world.submission.pk}" in text
