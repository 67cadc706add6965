"""The catalogue pages."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.enums import Confidence
from mechanisms.enums import Anchor, Family, MechanismState
from mechanisms.models import Fact, Mechanism, SubmissionRequirement
from tests.factories import make_country, make_mechanism, make_person, make_rule, make_step_template

pytestmark = pytest.mark.django_db
MOST_BYTES = 30_000
MOST_QUERIES = 15


@pytest.fixture
def member(client):
    client.force_login(make_person(Role.MEMBER))
    return client


def make_body(key="crc", **fields):
    fields = {
        "family": Family.TREATY_BODY,
        "name": "Committee on the Rights of the Child",
        "short_name": "CRC",
        **fields,
    }
    return make_mechanism(key, **fields)


def page_of(client, body):
    return client.get(body.get_absolute_url())


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.TASK_TEAM, Role.OHCHR])
def test_everyone_with_an_account_reads_the_catalogue(client, settings, role):
    settings.HRE_DEMO = True
    body = make_body()
    client.force_login(make_person(role, is_demo=True))
    assert "Committee on the Rights of the Child" in page_of(client, body).content.decode()
    assert client.get(reverse("mechanisms:explorer")).status_code == 200


def test_nobody_else_does(client):
    body = make_body()
    for address in (reverse("mechanisms:explorer"), body.get_absolute_url()):
        assert client.get(address).status_code == 302


def test_an_unknown_body_is_not_found(member):
    assert member.get("/mechanisms/nothing-of-the-kind/").status_code == 404


def test_the_explorer_counts_bodies_and_names_what_they_share(member):
    common = make_mechanism("treaty-bodies", family=Family.TREATY_BODY, kind="family", name="Treaty bodies")
    make_body(parent=common)
    make_body("cat", name="Committee against Torture", short_name="CAT", parent=common)
    response = member.get(reverse("mechanisms:explorer"))
    card = next(card for card in response.context["families"] if card.value == Family.TREATY_BODY)
    assert (card.count, card.common) == (2, common)
    assert common.get_absolute_url() in response.content.decode()


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("family=treaty_body", ["crc"]),
        ("q=rights+child", ["crc"]),
        ("q=enfant", ["crc"]),
        ("q=gaviria", ["sp-idps"]),
        ("country=SYR", ["syr-coi"]),
        ("country=syr&family=treaty_body", []),
        ("q=nothing", []),
        ("q=rights%00", ["crc"]),
        ("family=" + Family.INVESTIGATION + "&q=inquiry", ["syr-coi"]),
    ],
)
def test_filter_and_search_stand_in_the_address(member, query, keys):
    make_body(name_fr="Comité des droits de l’enfant")
    mandate = make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Special Rapporteur", short_name="")
    mandate.holders.create(name="Paula Gaviria")
    make_mechanism(
        "syr-coi",
        family=Family.INVESTIGATION,
        name="Commission of Inquiry",
        short_name="",
        country=make_country("SYR"),
    )
    response = member.get(reverse("mechanisms:explorer") + "?" + query)
    assert [item.key for item in response.context["found"]] == keys


def test_nonsense_in_the_address_is_ignored(member):
    make_body()
    response = member.get(reverse("mechanisms:explorer") + "?family=%00&country=%3Cscript%3E&q=%00" + "x" * 5000)
    assert response.status_code == 200
    assert "<script>x" not in response.content.decode()


def test_script_in_a_text_is_shown_as_text(member):
    body = make_body(what_it_is="<script>alert(1)</script>", note="<b>x</b>")
    Fact.objects.create(
        mechanism=body, section="input", key="a", label="<i>L</i>", value="<u>V</u>", confidence="checked"
    )
    html = page_of(member, body).content.decode()
    for raw in ("<script>alert", "<b>x", "<i>L", "<u>V"):
        assert raw not in html


def requirement(body, **fields):
    defaults = {
        "mechanism": body,
        "key": f"r{SubmissionRequirement.objects.count()}",
        "title": "Alternative report",
        "limit": 4321,
        "unit": "words",
        "limit_confidence": Confidence.CHECKED,
        "confidence": Confidence.CHECKED,
        "source": "https://example.org/guide",
    }
    return SubmissionRequirement.objects.create(**{**defaults, **fields})


@pytest.mark.parametrize("confidence", Confidence.values)
def test_a_limit_from_memory_is_never_shown(member, confidence):
    body = make_body()
    item = requirement(body, limit_confidence=confidence)
    html = text_of(page_of(member, body))
    usable = confidence in Confidence.usable()
    assert ("4,321" in html or "4321" in html) == usable
    assert ("To be verified</span></dd>" in html) == (not usable)
    assert item.usable_limit == (4321 if usable else None)


def test_what_the_family_accepts_counts_for_each_of_its_bodies(member):
    common = make_mechanism("special-procedures", family=Family.SPECIAL_PROCEDURE, kind="family", name="All of them")
    mandate = make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Special Rapporteur", parent=common)
    requirement(common, title="Information for a communication")
    assert "Information for a communication" in text_of(page_of(member, mandate))


def test_rules_are_told_in_words_with_their_source(member):
    body = make_mechanism("upr")
    make_rule(mechanism=body, title="National report", anchor=Anchor.REVIEW, days=-84, source="https://example.org/qa")
    make_rule(mechanism=body, title="Mid-term report", anchor=Anchor.REVIEW, days=0, months=1, uses_cycle=True)
    make_rule(mechanism=body, title="Submissions", days=0, confidence="none", source="")
    html = text_of(page_of(member, body))
    for words in (
        "12 weeks before the review.",
        "Half a cycle (27 months) after the review.",
        "Published for each session; never computed.",
        "https://example.org/qa",
    ):
        assert words in html


def test_ways_to_engage_come_from_the_library_of_the_family(member):
    make_step_template(mechanism_kind="treaty_body", title="Brief committee members")
    make_step_template(mechanism_kind="upr", title="Write to embassies")
    html = text_of(page_of(member, make_body()))
    assert "Brief committee members" in html
    assert "Write to embassies" not in html


def test_a_merged_mandate_leads_to_its_successor(member):
    new = make_mechanism("sp-new", family=Family.SPECIAL_PROCEDURE, name="New mandate")
    old = make_mechanism(
        "sp-old",
        family=Family.SPECIAL_PROCEDURE,
        name="Old mandate",
        state=MechanismState.MERGED,
        merged_into=new,
    )
    html = text_of(page_of(member, old))
    assert new.get_absolute_url() in html
    assert "Plan an engagement" not in html


def fill(body, count):
    for number in range(count):
        requirement(body, key=f"q{number}", title=f"Requirement {number}")
        make_rule(mechanism=body, title=f"Rule {number}")
        make_step_template(mechanism_kind="treaty_body", title=f"Step {number}")
        make_body(f"child-{number}", name=f"Child {number}", parent=body, country=make_country(f"C{number:02}"))
        Fact.objects.create(
            mechanism=body, section="input", key=f"f{number}", label="Fact", value="Value", confidence="checked"
        )


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("which", ["detail", "explorer", "filtered", "api", "api-detail"])
def test_as_many_queries_for_one_row_as_for_thirty(member, which):
    body = make_body()
    address = {
        "detail": body.get_absolute_url(),
        "explorer": reverse("mechanisms:explorer"),
        "filtered": reverse("mechanisms:explorer") + "?family=treaty_body",
        "api": reverse("api-mechanism-list"),
        "api-detail": reverse("api-mechanism-detail", args=[body.key]),
    }[which]
    fill(body, 1)
    few = queries_of(member, address)
    Mechanism.objects.filter(key="child-0").delete()
    SubmissionRequirement.objects.all().delete()
    Fact.objects.all().delete()
    fill(body, 30)
    assert queries_of(member, address) == few <= MOST_QUERIES


def test_the_fullest_pages_are_light(member):
    from tests.hre_portal.test_load_reference import load

    load()
    for address in (
        reverse("mechanisms:explorer"),
        reverse("mechanisms:explorer") + "?family=special_procedure",
        Mechanism.objects.get(key="upr").get_absolute_url(),
        Mechanism.objects.get(key="special-procedures").get_absolute_url(),
        Mechanism.objects.get(key="ced").get_absolute_url(),
        Mechanism.objects.get(key="achpr").get_absolute_url(),
    ):
        response = member.get(address)
        assert len(gzip.compress(response.content)) <= MOST_BYTES, address
    for figure in ("2,815", "5,630", "2815", "5630"):
        assert figure not in member.get(Mechanism.objects.get(key="upr").get_absolute_url()).content.decode()
    for figure in ("20,000", "20000", "10,000"):
        assert figure not in member.get(Mechanism.objects.get(key="crc").get_absolute_url()).content.decode()


def test_a_large_family_shows_a_choice_and_the_way_to_all(member):
    common = make_mechanism("special-procedures", family=Family.SPECIAL_PROCEDURE, kind="family", name="All")
    for number in range(13):
        make_mechanism(
            f"sp-{number}",
            family=Family.SPECIAL_PROCEDURE,
            name=f"Mandate {number}",
            short_name="",
            parent=common,
            what_it_is="Close to displaced people." if number == 7 else "",
        )
    html = text_of(member.get(reverse("mechanisms:explorer")))
    assert "Mandate 7" in html
    assert "Mandate 8" not in html
    assert "Show all 13" in html
