"""One country on one screen."""

import csv
import datetime as dt
import gzip
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.enums import Audience, Certainty, EntryKind, Precision, Publication
from calendar_app.models import CountryCalendar
from clusters.enums import Role
from core import clock
from mechanisms.enums import Acceptance, DoorKind, DoorNeed, Family, InstrumentKind, MechanismState
from tests.factories import (
    make_cluster,
    make_country,
    make_door,
    make_entry,
    make_institution,
    make_instrument,
    make_mechanism,
    make_person,
    make_ratification,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
MOST_BYTES = 30_000


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def coordinator(client, cluster):
    client.force_login(make_person(Role.COORDINATOR, cluster))
    return client


def page_of(client, code="MOZ"):
    return client.get(reverse("country", args=[code]))


def text_of(answer):
    return " ".join(answer.content.decode().split())


def row_of(answer, anchor):
    page = answer.context["page"]
    rows = [row for group in page.groups for row in group.rows] + page.elsewhere
    return next(row for row in rows if row.anchor == anchor)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.OHCHR, Role.TASK_TEAM, Role.GPC])
def test_everyone_with_an_account_reads_what_is_open(client, settings, role):
    settings.HRE_DEMO = True
    make_door("cedaw-complaint")
    make_ratification(make_country("MOZ"))
    client.force_login(make_person(role, is_demo=True))
    answer = page_of(client)
    assert answer.status_code == 200
    assert row_of(answer, "door-cedaw-complaint").word == "Open"


def test_nobody_else_does(client):
    make_country("MOZ")
    for name, args in (("countries", []), ("country", ["MOZ"]), ("country-instruments", ["MOZ"])):
        assert client.get(reverse(name, args=args)).status_code == 302


@pytest.mark.parametrize("code", ["XXX", "M", "MOZAMBIQUE", "M0Z", "%00%00%00"])
def test_an_unknown_country_is_not_found(coordinator, code):
    for tail in ("", "instruments.csv"):
        assert coordinator.get(f"/countries/{code}/{tail}").status_code == 404


def test_small_letters_lead_to_the_address(coordinator):
    assert coordinator.get("/countries/moz/").headers["Location"] == "/countries/MOZ/"


def test_each_state_stands_in_its_column_with_its_word(coordinator):
    country = make_country("MOZ")
    make_ratification(country, make_instrument("cedaw-op"))
    make_ratification(country, make_instrument("iccpr-op1"), status=Acceptance.NONE)
    make_ratification(country, make_instrument("crc-opic"), confidence="memory")
    ccpr = make_mechanism("ccpr", family=Family.TREATY_BODY, name="Human Rights Committee", short_name="CCPR")
    make_door("open", instrument=make_instrument("cedaw-op"))
    make_door("closed", instrument=make_instrument("iccpr-op1"), mechanism=ccpr)
    make_door("memory", instrument=make_instrument("crc-opic"))
    make_door("unknown", instrument=make_instrument("cat-22"))
    make_door("inquiry", kind=DoorKind.INQUIRY, needs=DoorNeed.NOT_OPTED_OUT)
    answer = page_of(coordinator)
    words = {key: row_of(answer, f"door-{key}").word for key in ("open", "closed", "memory", "unknown", "inquiry")}
    assert words == {
        "open": "Open",
        "closed": "Closed",
        "memory": "Open, to be verified",
        "unknown": "Not known",
        "inquiry": "Open, to be verified",
    }
    assert answer.context["page"].counts == {"open": 1, "verify": 2, "closed": 1, "unknown": 1}
    assert "1 open · 2 to be verified · 1 closed · 1 not known" in text_of(answer)


def test_the_explanation_names_day_source_and_what_would_open_it(coordinator):
    make_ratification(
        make_country("MOZ"),
        status=Acceptance.SIGNATORY,
        signed_on=dt.date(2008, 12, 24),
        source="https://example.org/depositary",
    )
    make_door("cedaw-complaint", basis="CEDAW-OP, article 2")
    text = text_of(page_of(coordinator))
    for part in (
        "It rests on: CEDAW-OP, article 2.",
        "Mozambique signed CEDAW-OP on 24 December 2008 and did not ratify it.",
        "That was so as of June 2022; the State may have decided otherwise since.",
        "It would open if Mozambique accepted CEDAW-OP.",
        '<a class="num" href="#source-2">2</a>',
        '<li id="source-2" class="meta" lang="en" dir="auto"><a href="https://example.org/depositary"',
    ):
        assert part in text


def test_regional_bodies_of_other_regions_stand_apart(coordinator):
    court = make_mechanism("iacthr", family=Family.REGIONAL, name="Inter-American Court", confidence="checked")
    african = make_mechanism("afchpr", family=Family.REGIONAL, name="African Court", confidence="checked")
    convention = make_instrument("achr", kind=InstrumentKind.REGIONAL, mechanism=court)
    declaration = make_instrument("afchpr-34-6", kind=InstrumentKind.DECLARATION, mechanism=african)
    make_door("iacthr-court", mechanism=court, instrument=convention, kind=DoorKind.COURT)
    make_door("afchpr-court", mechanism=african, instrument=declaration, kind=DoorKind.COURT)
    make_ratification(make_country("MOZ"), declaration, status=Acceptance.NONE)
    page = page_of(coordinator).context["page"]
    assert [row.anchor for row in page.elsewhere] == ["door-iacthr-court"]
    assert [row.anchor for group in page.groups for row in group.rows] == ["door-afchpr-court"]
    other = page_of(coordinator, make_country("VEN", "Venezuela", time_zone="America/Caracas").pk).context["page"]
    assert [row.anchor for row in other.elsewhere] == ["door-afchpr-court"]
    assert "ACHR" not in [row.short for row in page.instruments]


def test_bodies_of_other_countries_are_left_out(coordinator):
    mission = make_mechanism(
        "ffm-ven", family=Family.INVESTIGATION, name="Mission on Venezuela", country=make_country("VEN")
    )
    make_door("ffm-information", mechanism=mission, instrument=None, needs=DoorNeed.NOTHING)
    make_door("cedaw-complaint")
    page = page_of(coordinator).context["page"]
    assert [row.anchor for group in page.groups for row in group.rows] == ["door-cedaw-complaint"]


def test_an_investigation_past_its_last_known_day_is_not_confirmed(coordinator):
    country = make_country("VEN", "Venezuela")
    yesterday = clock.today() - dt.timedelta(days=1)
    make_mechanism(
        "ffm-ven",
        family=Family.INVESTIGATION,
        name="Fact-finding mission",
        short_name="",
        country=country,
        active_to=yesterday,
        confidence="checked",
    )
    answer = page_of(coordinator, "VEN")
    row = row_of(answer, "body-ffm-ven")
    assert row.word == "Not known"
    assert "that it goes on is not confirmed" in row.why[0].text
    assert "Look up whether the mandate of Fact-finding mission was renewed." in text_of(answer)


def test_instruments_without_a_record_are_not_known(coordinator):
    make_instrument("cat-22", kind=InstrumentKind.DECLARATION)
    make_ratification(make_country("MOZ"), make_instrument("cat", kind=InstrumentKind.TREATY), accepted_year=1999)
    page = page_of(coordinator).context["page"]
    assert {row.short: (row.status, row.accepted) for row in page.instruments} == {
        "CAT-22": ("Not known", ""),
        "CAT": ("Party", "1999"),
    }


def test_the_file_holds_every_instrument_and_no_formula(coordinator):
    make_instrument("cat-22", kind=InstrumentKind.DECLARATION)
    make_ratification(make_country("MOZ"), note="=HYPERLINK(1)", accepted_on=dt.date(2008, 11, 4))
    answer = coordinator.get(reverse("country-instruments", args=["MOZ"]))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    by_name = {row["instrument"]: row for row in rows}
    assert by_name["CEDAW-OP"]["accepted_on"] == "2008-11-04"
    assert by_name["CEDAW-OP"]["note"] == "'=HYPERLINK(1)"
    assert by_name["CAT-22"]["status"] == ""


def test_the_national_institution_stands_with_its_status(coordinator):
    make_institution(make_country("MOZ"), accreditation="a_deferred", confidence="memory", next_event="Review in 2027")
    text = text_of(page_of(coordinator))
    assert "Commission on Human Rights" in text
    assert "A status, decision deferred" in text
    assert "To be verified" in text
    assert "Review in 2027" in text


def test_no_record_of_an_institution_is_not_no_institution(coordinator):
    assert "That does not mean that there is none." in text_of(page_of(coordinator))


def test_mandates_of_the_country_and_those_that_ended(coordinator):
    country = make_country("MOZ")
    for key, fields in {
        "sp-moz": {"country": country, "name": "Expert on Mozambique"},
        "sp-moz-old": {"country": country, "name": "Former expert", "state": MechanismState.ENDED},
        "sp-idps": {"name": "Rapporteur on IDPs"},
        "sp-merged": {"name": "Merged mandate", "state": MechanismState.MERGED},
    }.items():
        make_mechanism(key, family=Family.SPECIAL_PROCEDURE, short_name="", confidence="checked", **fields)
    page = page_of(coordinator).context["page"]
    assert [row.body_name for row in page.mandates] == ["Expert on Mozambique"]
    assert [str(each) for each in page.ended_mandates] == ["Former expert"]
    assert [str(each) for each in page.thematic] == ["Rapporteur on IDPs"]


def test_coming_reviews_say_how_sure_they_are(coordinator):
    today = clock.today()
    country = make_country("MOZ")
    soon, later = today + dt.timedelta(days=60), today + dt.timedelta(days=1500)
    make_entry(country=country, title="Review", kind=EntryKind.REVIEW, due_on=soon)
    make_entry(
        country=country,
        title="Next review",
        kind=EntryKind.NEXT_REVIEW,
        due_on=later.replace(day=1),
        precision=Precision.MONTH,
        certainty=Certainty.ESTIMATE,
    )
    make_entry(country=country, title="Hearing", kind=EntryKind.HEARING, due_on=soon)
    make_entry(country=country, title="Old review", kind=EntryKind.REVIEW, due_on=today - dt.timedelta(days=400))
    make_entry(country=make_country("SYR"), title="Review elsewhere", kind=EntryKind.REVIEW, due_on=soon)
    page = page_of(coordinator).context["page"]
    assert [(row.title, row.certainty) for row in page.reviews] == [
        ("Review", "Confirmed"),
        ("Next review", "Estimate"),
    ]


def test_dates_follow_the_policy_of_the_calendar(client, coordinator, cluster):
    tomorrow = clock.today() + dt.timedelta(days=1)
    make_entry(country=cluster.country, title="Secret visit", due_on=tomorrow, audience=Audience.COORDINATORS)
    make_entry(country=cluster.country, title="Open hearing", due_on=tomorrow)
    seen = [row.title for row in page_of(coordinator).context["page"].dates]
    assert sorted(seen) == ["Open hearing", "Secret visit"]
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    answer = page_of(client)
    assert [row.title for row in answer.context["page"].dates] == ["Open hearing"]
    assert "Secret visit" not in text_of(answer)


def test_whether_the_calendar_is_kept_is_said(coordinator):
    assert "Not kept yet: dates may be missing." in text_of(page_of(coordinator))
    CountryCalendar.objects.create(
        country=make_country("MOZ"), publication=Publication.PUBLISHED, verified_at=clock.now()
    )
    assert "Kept by the Task Team; last gone through on" in text_of(page_of(coordinator))


def test_the_task_team_is_led_to_keeping_the_calendar(client, coordinator, settings):
    settings.HRE_DEMO = True
    assert page_of(coordinator).context["page"].desk_url == ""
    client.force_login(make_person(Role.TASK_TEAM, is_demo=True))
    assert page_of(client).context["page"].desk_url == reverse("calendar:desk-country", args=["MOZ"])


def test_only_who_works_there_is_led_to_a_plan(client, coordinator):
    make_country("SYR")
    assert page_of(coordinator).context["page"].plan_url
    assert page_of(coordinator, "SYR").context["page"].plan_url == ""


def fill(numbers):
    country = make_country("MOZ")
    for n in numbers:
        instrument = make_instrument(f"protocol-{n}", parent=make_instrument(f"treaty-{n}"))
        make_ratification(country, instrument, note="A note", source="https://example.org/a | GH2022")
        body = make_mechanism(f"body-{n}", family=Family.TREATY_BODY, name=f"Body {n}", short_name=f"B{n}")
        make_door(f"door-{n}", mechanism=body, instrument=instrument, basis="Article 1", note="Words")
        make_mechanism(f"inquiry-{n}", family=Family.INVESTIGATION, name=f"Inquiry {n}", country=country)
        make_mechanism(f"mandate-{n}", family=Family.SPECIAL_PROCEDURE, name=f"Mandate {n}", country=country)
        make_institution(country, name=f"Institution {n}")
        make_cluster("MOZ")
        day = clock.today() + dt.timedelta(days=30 + n)
        make_entry(country=country, due_on=day, mechanism=body, kind=EntryKind.REVIEW)


def test_queries_do_not_grow_and_the_page_stays_small(coordinator):
    fill(range(1))
    page_of(coordinator)
    with CaptureQueriesContext(connection) as few:
        page_of(coordinator)
    fill(range(1, 30))
    with CaptureQueriesContext(connection) as many:
        answer = page_of(coordinator)
    assert len(many) == len(few) <= MOST_QUERIES
    assert len(gzip.compress(answer.content)) <= MOST_BYTES


def test_the_list_shows_mine_first_and_finds_by_name_cluster_and_code(coordinator):
    make_country("SYR")
    make_cluster("NGA", name="Protection Sector North-East Nigeria")
    listed = coordinator.get(reverse("countries"))
    assert [row.code for row in listed.context["own"]] == ["MOZ"]
    assert [row.code for row in listed.context["with_cluster"]] == ["NGA"]
    assert [row.code for row in listed.context["others"]] == ["SYR"]
    for words, codes in (("north-east", ["NGA"]), ("syr", ["SYR"]), ("nowhere", []), ("a\x00", None)):
        found = coordinator.get(reverse("countries"), {"q": words})
        assert found.status_code == 200
        if codes is not None:
            rows = [*found.context["own"], *found.context["with_cluster"], *found.context["others"]]
            assert [row.code for row in rows] == codes


def test_the_list_asks_the_same_for_one_and_for_thirty(coordinator):
    coordinator.get(reverse("countries"))
    with CaptureQueriesContext(connection) as few:
        coordinator.get(reverse("countries"))
    for n in range(30):
        make_cluster(f"X{chr(65 + n // 26)}{chr(65 + n % 26)}")
    with CaptureQueriesContext(connection) as many:
        coordinator.get(reverse("countries"))
    assert len(many) == len(few) <= MOST_QUERIES
