"""Points of a sent input, where each was taken up, the closing words, the table of a cluster, the mail that asks."""

import csv
import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from calendar_app.actions.outcomes import create_outcome
from clusters.enums import Role
from core import clock, outbox
from core.errors import Refused, Stale
from core.models import AuditEntry, Delivery
from engagements.actions import submissions as actions
from engagements.enums import Exposure, Stage, Status, Taken
from engagements.models import PointUptake, SubmissionClosing, SubmissionPoint
from engagements.notices.results import ARRIVED, prepare_arrived
from engagements.queries import submissions as queries
from engagements.rules.results import stages_of
from mechanisms.enums import Family
from recommendations.models import Recommendation
from recommendations.queries.used import used_in
from tests.engagements.submission_world import CANARY, fresh, make_world
from tests.factories import make_cluster, make_mechanism, make_person, make_submission

pytestmark = pytest.mark.django_db

WORDS = "point-gazelle-5512"


def sent_world(**fields):
    world = make_world(status=Status.SUBMITTED, **fields)
    world.submission = fresh(world.submission)
    return world


def add_point(world, text=WORDS, place="para. 1"):
    [point] = actions.add_points(submission=world.submission, points=[(text, place)], by=world.lead)
    point.submission = world.submission
    return point


def make_recommendation(line, **fields):
    values = {"country": line.cluster.country, "mechanism": line.mechanism, "symbol": "A/HRC/1", "paragraph": "122.4"}
    values |= {"text": "Publish the conditions of return", "digest": "d" * 40}
    return Recommendation.objects.create(**values | fields)


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def login(client, user):
    client.force_login(user)
    return client


def trail(verb):
    return AuditEntry.objects.unscoped("test").filter(verb=verb)


# --- Points -----------------------------------------------------------------------------------------------------


def test_points_are_added_once_and_the_trail_keeps_no_words():
    world = sent_world()
    added = actions.add_points(
        submission=world.submission, points=[(WORDS, "para. 1"), (WORDS, "again"), (" ", "")], by=world.author
    )
    assert [row.text for row in added] == [WORDS]
    assert actions.add_points(submission=world.submission, points=[(WORDS, "")], by=world.author) == []
    entry = trail("submission.points_added").get()
    assert entry.after == {"number": 1}
    assert WORDS not in entry.target_label


@pytest.mark.parametrize("who", ["writer", "sag", "reader", "ohchr"])
def test_only_coordinators_and_the_author_trace(who):
    world = sent_world()
    with pytest.raises(Refused):
        actions.add_points(submission=world.submission, points=[(WORDS, "")], by=getattr(world, who))
    assert not SubmissionPoint.objects.visible_to(world.lead).exists()


def test_nothing_is_traced_before_it_went_out():
    world = make_world(status=Status.CLEARED)
    submission = fresh(world.submission)
    with pytest.raises(Refused):
        actions.add_points(submission=submission, points=[(WORDS, "")], by=world.lead)
    with pytest.raises(Refused):
        actions.write_closing(submission=submission, outcome="x", expected_version=0, by=world.lead)


def test_a_point_that_was_looked_for_stays():
    world = sent_world()
    point = add_point(world)
    actions.note_uptake(point=point, stage=Stage.SUMMARY, taken=Taken.MISSING, by=world.lead)
    with pytest.raises(Refused):
        actions.remove_point(point=point, expected_version=1, by=world.lead)
    other = add_point(world, "Another")
    actions.remove_point(point=other, expected_version=1, by=world.lead)
    assert [row.text for row in SubmissionPoint.objects.visible_to(world.lead)] == [WORDS]


def test_a_point_changed_by_somebody_quicker_is_not_overwritten():
    world = sent_world()
    point = add_point(world)
    actions.change_point(point=point, text="First", place="", expected_version=1, by=world.lead)
    with pytest.raises(Stale):
        actions.change_point(point=point, text="Second", place="", expected_version=1, by=world.author)


# --- Where it shows ---------------------------------------------------------------------------------------------


def test_a_note_says_where_in_which_words_and_what_it_became():
    world = sent_world()
    point, recommendation = add_point(world), make_recommendation(world.line)
    note = actions.note_uptake(
        point=point,
        stage=Stage.OBSERVATIONS,
        taken=Taken.REFLECTED,
        symbol="A/HRC/99",
        citation="para. 12",
        link="https://example.org/a",
        quote=WORDS,
        recommendation=recommendation,
        by=world.lead,
    )
    assert note.recommendation == recommendation
    entry = trail("submission.uptake_noted").get()
    assert entry.after == {
        "point": point.pk,
        "stage": "observations",
        "taken": "reflected",
        "recommendation": recommendation.pk,
    }
    uses = used_in(world.lead, [recommendation.pk])[recommendation.pk]
    assert any(str(use.label) == world.submission.title for use in uses)
    assert not any(
        CANARY in str(use.label) for use in used_in(world.stranger, [recommendation.pk]).get(recommendation.pk, [])
    )


def test_one_note_a_stage_and_a_conflict_is_said():
    world = sent_world()
    point = add_point(world)
    actions.note_uptake(point=point, stage=Stage.SUMMARY, taken=Taken.PARTLY, by=world.lead)
    actions.note_uptake(
        point=point, stage=Stage.SUMMARY, taken=Taken.REFLECTED, quote="words", expected_version=1, by=world.author
    )
    with pytest.raises(Stale):
        actions.note_uptake(
            point=point, stage=Stage.SUMMARY, taken=Taken.MISSING, quote="", expected_version=1, by=world.lead
        )
    [note] = PointUptake.objects.visible_to(world.lead)
    assert (note.taken, note.quote, note.version) == (Taken.REFLECTED, "words", 2)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"stage": "nowhere"}, "stage"),
        ({"taken": "perhaps"}, "taken"),
        ({"taken": Taken.MISSING, "quote": "words"}, "quote"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "file:///etc/passwd"}, "link"),
        ({"citation": "x" * 61}, "citation"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields, at):
    world = sent_world()
    point = add_point(world)
    given = {"stage": Stage.SUMMARY, "taken": Taken.REFLECTED} | fields
    with pytest.raises(ValidationError) as refused:
        actions.note_uptake(point=point, by=world.lead, **given)
    assert at in refused.value.message_dict
    assert not PointUptake.objects.visible_to(world.lead).exists()


def test_a_recommendation_to_another_state_is_refused():
    world = sent_world()
    point = add_point(world)
    other = make_recommendation(world.line, country=make_cluster("NER").country)
    for fields in ({"recommendation": other}, {"recommendation": make_recommendation(world.line), "taken": "missing"}):
        with pytest.raises(ValidationError):
            actions.note_uptake(
                point=point, **{"stage": Stage.SUMMARY, "taken": Taken.REFLECTED, "by": world.lead} | fields
            )


def test_a_point_counts_as_the_best_of_its_notes():
    world = sent_world()
    point = add_point(world)
    add_point(world, "Nobody looked")
    actions.note_uptake(point=point, stage=Stage.SUMMARY, taken=Taken.MISSING, by=world.lead)
    actions.note_uptake(point=point, stage=Stage.OBSERVATIONS, taken=Taken.PARTLY, by=world.lead)
    tally = queries.tally_of(queries.points_of(world.lead, world.submission))
    assert (tally.points, tally.reflected, tally.partly, tally.missing, tally.open) == (2, 0, 1, 0, 1)
    assert queries.uptake_by_submission(world.lead, [world.submission])[world.submission.pk] == tally


@pytest.mark.parametrize("family", list(Family))
def test_every_family_has_somewhere_to_look(family):
    assert stages_of(family)


# --- Closing words ----------------------------------------------------------------------------------------------


def test_closing_words_are_written_and_changed():
    world = sent_world()
    actions.write_closing(submission=world.submission, challenges=WORDS, expected_version=0, by=world.author)
    with pytest.raises(Stale):
        actions.write_closing(submission=world.submission, impact="late", expected_version=0, by=world.lead)
    actions.write_closing(submission=world.submission, impact="Much", expected_version=1, by=world.lead)
    row = SubmissionClosing.objects.visible_to(world.lead).get()
    assert (row.challenges, row.impact, row.version, row.updated_by) == (WORDS, "Much", 2, world.lead)
    assert [entry.after for entry in trail("submission.closing_written").order_by("pk")] == [
        {"texts": ["challenges"]},
        {"texts": ["impact"]},
    ]


# --- Pages ------------------------------------------------------------------------------------------------------


def test_the_room_before_and_after_the_sending(client):
    world = make_world(status=Status.CLEARED)
    login(client, world.lead)
    page = client.get(url("submission-result", world.submission.pk))
    assert page.status_code == 200
    assert "It has not gone out yet" in page.content.decode()
    assert client.get(url("submission-points", world.submission.pk)).status_code == 404


def test_points_are_taken_from_the_text_that_went_out(client):
    world = sent_world()
    login(client, world.lead)
    page = client.get(url("submission-points", world.submission.pk)).content.decode()
    assert "Families who returned" in page
    answer = client.post(
        url("submission-points", world.submission.pk), {"paragraph": ["1"], "text": "An own one", "place": ""}
    )
    assert answer.status_code == 302
    texts = {row.text: row.place for row in SubmissionPoint.objects.visible_to(world.lead)}
    assert texts["An own one"] == ""
    assert any(text.startswith("Families who returned") and place == "para. 1" for text, place in texts.items())
    assert client.post(url("submission-points", world.submission.pk), {"text": ""}).status_code == 422


def test_the_uptake_page_finds_the_recommendation_and_keeps_what_was_typed(client):
    world = sent_world()
    point, recommendation = add_point(world), make_recommendation(world.line)
    address = url("submission-uptake", world.submission.pk, point.pk, "observations")
    login(client, world.lead)
    data = {"taken": "reflected", "quote": "typed words", "find": "conditions", "version": 0}
    page = client.post(address, data | {"act": "find"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "A/HRC/1, para. 122.4" in text
    assert "typed words" in text
    assert not PointUptake.objects.visible_to(world.lead).exists()
    answer = client.post(address, data | {"recommendation": recommendation.pk})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#point-{point.pk}")
    assert PointUptake.objects.visible_to(world.lead).get().recommendation == recommendation
    assert client.post(address, data).status_code == 409
    page = client.get(url("submission-result", world.submission.pk)).content.decode()
    assert "A/HRC/1, para. 122.4" in page
    assert client.get(address).status_code == 200


def test_who_may_read_reads_and_who_may_not_write_is_told(client):
    world = sent_world()
    point = add_point(world)
    login(client, world.reader)
    assert WORDS in client.get(url("submission-result", world.submission.pk)).content.decode()
    data = {"taken": "reflected", "version": 0}
    assert client.post(url("submission-uptake", world.submission.pk, point.pk, "summary"), data).status_code == 403
    closing = client.post(url("submission-closing", world.submission.pk), {"impact": "kept words", "version": 0})
    assert closing.status_code == 403
    assert "kept words" in closing.content.decode()
    login(client, world.stranger)
    for name, args in (
        ("submission-result", ()),
        ("submission-points", ()),
        ("submission-point", (point.pk,)),
        ("submission-uptake", (point.pk, "summary")),
        ("submission-closing", ()),
    ):
        assert client.get(url(name, world.submission.pk, *args)).status_code == 404


def test_the_room_asks_the_same_for_one_point_and_for_thirty(client, django_assert_max_num_queries):
    world = sent_world()
    for number in range(30):
        point = add_point(world, f"Point {number}")
        actions.note_uptake(point=point, stage=Stage.SUMMARY, taken=Taken.PARTLY, by=world.lead)
    login(client, world.lead)
    with django_assert_max_num_queries(15):
        client.get(url("submission-result", world.submission.pk))


def sent_more(world, number):
    return [
        make_submission(plan_line=world.line, author=world.author, status=Status.SUBMITTED, exposure=Exposure.MEMBERS)
        for _each in range(number)
    ]


def test_the_table_shows_what_the_reader_may_see(client, django_assert_max_num_queries):
    world = sent_world()
    sent_more(world, 29)
    add_point(world)
    address = f"{url('result-overview')}?cluster={world.cluster.pk}"
    login(client, world.lead)
    with django_assert_max_num_queries(15):
        page = client.get(address).content.decode()
    assert CANARY in page
    login(client, world.member)
    page = client.get(address).content.decode()
    assert CANARY not in page
    login(client, world.stranger)
    assert client.get(address).status_code == 404


def test_the_table_goes_along_without_formulas(client):
    from openpyxl import load_workbook

    world = sent_world(title="=HYPERLINK(1)", exposure=Exposure.RESTRICTED)
    add_point(world)
    login(client, world.lead)
    query = f"?cluster={world.cluster.pk}"
    rows = list(
        csv.DictReader(io.StringIO(client.get(url("result-export", "csv") + query).content.decode("utf-8-sig")))
    )
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert (rows[0]["points"], rows[0]["not_looked_for"]) == ("1", "1")
    book = load_workbook(io.BytesIO(client.get(url("result-export", "xlsx") + query).content))
    cell = book.worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    entries = trail("results.exported")
    assert {(entry.target_type, entry.target_id) for entry in entries} == {
        ("engagements.submission", str(world.submission.pk))
    }
    assert len(entries) == 2
    assert client.get(url("result-export", "pdf") + query).status_code == 404


# --- The mail that asks to look ---------------------------------------------------------------------------------


def arrives(world, **fields):
    by = make_person(Role.TASK_TEAM)
    values = {"mechanism": world.line.mechanism, "kind": "report", "title": "A report", "symbol": "A/1"}
    values |= {"published_on": clock.today(), "countries": [world.cluster.country], "publish": True, "by": by}
    return create_outcome(**values | fields)


def asked():
    return Delivery.objects.filter(kind=ARRIVED)


def test_an_outcome_asks_once_whoever_wrote_and_sent():
    world = sent_world()
    outcome = arrives(world)
    assert {row.recipient_id for row in asked()} == {world.author.pk, world.lead.pk}
    from core import events

    events.announce("outcome_published", outcome=outcome, by=None)
    assert asked().count() == 2


def test_the_past_other_countries_and_other_mechanisms_ask_nobody():
    world = sent_world()
    arrives(world, published_on=clock.today() - dt.timedelta(days=400))
    arrives(world, countries=[make_cluster("NER").country], symbol="A/2")
    arrives(world, mechanism=make_mechanism("another-one"), symbol="A/3")
    assert not asked().exists()


def test_the_mail_of_a_closed_input_names_nothing():
    world = sent_world()
    arrives(world, title="A telling report")
    mail = prepare_arrived(asked().get(recipient=world.lead), world.lead)
    told = f"{mail.subject} {mail.heading} {mail.paragraphs} {mail.facts}"
    assert CANARY not in told
    assert "telling" not in told
    delivery = asked().get(recipient=world.author)
    assert isinstance(prepare_arrived(delivery, world.stranger), outbox.Dropped)


def test_the_mail_of_an_open_input_says_what_came():
    world = sent_world(exposure=Exposure.MEMBERS)
    arrives(world, title="A telling report")
    mail = prepare_arrived(asked().get(recipient=world.lead), world.lead)
    assert CANARY in mail.heading
    assert "A telling report" in str(mail.facts)
