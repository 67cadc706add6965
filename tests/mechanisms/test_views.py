"""The catalogue pages."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core.enums import Confidence
from mechanisms.enums import Anchor, Family, MechanismState
from mechanisms.models import (
    CardReading,
    Document,
    Door,
    Fact,
    MandateHolder,
    Mechanism,
    ParticipationRule,
    Ratification,
    SubmissionRequirement,
)
from tests.factories import (
    make_cluster,
    make_country,
    make_document,
    make_door,
    make_instrument,
    make_mechanism,
    make_person,
    make_ratification,
    make_rule,
    make_step_template,
    make_theme,
)

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


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "ПРАВАМ ребенка"), ("zh-hans", "儿童权利"), ("es", "derechos del niño")]
)
def test_a_name_is_found_in_the_readers_language(client, language, words):
    make_body()
    make_body("cat", name="Committee against Torture", short_name="CAT")
    client.force_login(make_person(Role.MEMBER, language=language))
    response = client.get(reverse("mechanisms:explorer"), {"q": words})
    assert [item.key for item in response.context["found"]] == ["crc"]
    assert f'<html lang="{language}" dir="ltr"' in response.content.decode()


def test_what_comes_from_the_sources_is_said_to_be_english(client):
    make_body(what_it_is="Experts who watch.")
    for language, expected in (("ru", 1), ("en", 0)):
        client.force_login(make_person(Role.MEMBER, language=language))
        html = client.get(reverse("mechanisms:mechanism-detail", args=["crc"])).content.decode()
        assert html.count('class="english-note"') == expected
        assert '<p lang="en" dir="auto">Experts who watch.</p>' in html


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


def test_only_coordinators_are_offered_to_plan(client, member):
    body = make_mechanism("sp-new", family=Family.SPECIAL_PROCEDURE, name="New mandate")
    assert "Plan an engagement" not in text_of(page_of(member, body))
    client.force_login(make_person(Role.COORDINATOR, make_cluster()))
    assert "Plan an engagement" in text_of(page_of(client, body))


def fill(body, count):
    for number in range(count):
        theme = make_theme(f"theme-{number}")
        body.themes.add(theme)
        body.holders.create(name=f"Holder {number}", is_present=number == 0)
        make_document(body, symbol=f"CRC/C/GC/{number}").themes.add(theme)
        instrument = make_instrument(f"treaty-{number}", mechanism=body)
        make_ratification(make_country(f"P{number:02}"), instrument)
        make_door(f"door-of-crc-{number}", mechanism=body, instrument=instrument)
        ParticipationRule.objects.get_or_create(
            mechanism=body, actor=["ngo", "nhri", "un", "state", "individual"][number % 5], defaults={"may": "Write"}
        )
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


@pytest.mark.parametrize("which", ["detail", "regional", "explorer", "filtered", "documents", "api", "api-detail"])
def test_as_many_queries_for_one_row_as_for_thirty(member, which):
    body = make_body(family=Family.REGIONAL if which == "regional" else Family.TREATY_BODY)
    address = {
        "detail": body.get_absolute_url(),
        "regional": body.get_absolute_url(),
        "explorer": reverse("mechanisms:explorer"),
        "filtered": reverse("mechanisms:explorer") + "?family=treaty_body",
        "documents": reverse("mechanisms:documents"),
        "api": reverse("api-mechanism-list"),
        "api-detail": reverse("api-mechanism-detail", args=[body.key]),
    }[which]
    fill(body, 1)
    few = queries_of(member, address)
    Mechanism.objects.filter(key="child-0").delete()
    for model in (SubmissionRequirement, Fact, MandateHolder, Door, Ratification, Document):
        model.objects.all().delete()
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
        Mechanism.objects.get(key="arab-committee").get_absolute_url(),
        Mechanism.objects.get(key="sp-disability").get_absolute_url(),
        reverse("mechanisms:documents"),
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


def test_hrc_names_both_bodies_with_their_full_names(member):
    make_mechanism("hrc", family=Family.HRC, name="Human Rights Council", short_name="", also_known_as="HRC")
    make_body("ccpr", name="Human Rights Committee", short_name="CCPR", also_known_as="HRC; HRCttee")
    make_mechanism("iphrc", family=Family.REGIONAL, name="Independent Commission", short_name="IPHRC")
    response = member.get(reverse("mechanisms:explorer") + "?q=hrc")
    assert [item.key for item in response.context["found"]][:2] == ["hrc", "ccpr"]
    assert [item.key for item in response.context["called"]] == ["hrc", "ccpr"]
    assert "is used for more than one body" in text_of(response)
    assert "is used for more than one body" not in text_of(member.get(reverse("mechanisms:explorer") + "?q=iphrc"))


def test_what_a_family_opens_holds_no_longer_for_a_body_that_is_history(member):
    common = make_mechanism("special-procedures", family=Family.SPECIAL_PROCEDURE, kind="family", name="All of them")
    requirement(common, title="Information for a communication")
    ParticipationRule.objects.create(mechanism=common, actor="ngo", may="Send a letter")
    make_step_template(mechanism_kind="special_procedure", title="Brief the mandate holder")
    fields = {"family": Family.SPECIAL_PROCEDURE, "name": "Rapporteur", "parent": common, "note": "Council 60/25."}
    old = make_mechanism("sp-old", state=MechanismState.ENDED, state_since="2025", **fields)
    html = text_of(page_of(member, old))
    for gone in ("Information for a communication", "Send a letter", "Brief the mandate holder", "I have read"):
        assert gone not in html
    assert "It ended in 2025." in html
    assert "Council 60/25." in html
    present = text_of(page_of(member, make_mechanism("sp-new", **fields)))
    for there in ("Information for a communication", "Send a letter", "Brief the mandate holder", "I have read"):
        assert there in present


def test_a_family_counts_its_bodies_by_state_and_kind(member):
    common = make_mechanism("special-procedures", family=Family.SPECIAL_PROCEDURE, kind="family", name="All of them")
    fields = {"family": Family.SPECIAL_PROCEDURE, "parent": common, "short_name": "", "as_of": "2026"}
    make_mechanism("sp-a", name="A", **fields)
    make_mechanism("sp-b", name="B", **fields)
    make_mechanism("sp-c", name="C", country=make_country("SYR"), **fields)
    make_mechanism("sp-d", name="D", state=MechanismState.MERGED, **fields)
    numbers = page_of(member, common).context["page"].numbers
    assert [row[0::1][2:] for row in numbers.states] == [(2, 1, 3), (1, 0, 1)]
    assert numbers.as_of == "2026"
    card = next(card for card in member.get(reverse("mechanisms:explorer")).context["families"] if card.count)
    assert (card.numbers.active_thematic, card.numbers.active_country) == (2, 1)


def test_a_regional_body_names_the_countries_it_covers_and_those_that_left(member):
    court = make_mechanism("ecowas-court", family=Family.REGIONAL, name="ECOWAS Court", short_name="")
    membership = make_instrument("ecowas", mechanism=court, kind="membership", short_name="ECOWAS")
    make_ratification(make_country("NGA", name="Nigeria"), membership, confidence="memory", source="")
    make_ratification(make_country("MLI", name="Mali"), membership, status="withdrawn", withdrawn_on="2025-01-29")
    html = text_of(page_of(member, court))
    assert "<bdi>Nigeria</bdi> (to be verified)" in html
    assert "Left: <bdi>Mali</bdi>" in html
    assert "29 January 2025" in html


def test_documents_are_found_by_kind_body_theme_and_words(member):
    crc, ccpr = make_body(), make_body("ccpr", name="Human Rights Committee", short_name="CCPR")
    children = make_theme("children", name="Children", name_fr="Enfants")
    comment = make_document(crc, title="Best interests", symbol="CRC/C/GC/14", year=2013)
    comment.themes.add(children)
    report = make_document(ccpr, kind="thematic_report", title="Peacebuilding", symbol="A/78/174", author="Quinn")
    address = reverse("mechanisms:documents")

    def found(query):
        return list(member.get(address + query).context["page_obj"])

    assert found("") == [report, comment]
    assert found("?kind=general_comment") == found("?body=crc") == found("?theme=children") == [comment]
    assert found("?q=best+interests") == found("?q=enfants") == found("?q=gc/14") == [comment]
    assert found("?q=quinn") == [report]
    assert found("?q=quinn&kind=general_comment") == []
    assert found("?kind=%00&body=nobody&theme=x&q=%00&page=99") == [report, comment]
    html = member.get(address).content.decode()
    assert "https://undocs.org/A/78/174" in html


def test_who_has_read_a_card_is_noted_and_told_when_it_changes(client, member):
    body = make_body()
    item = requirement(body)
    page = page_of(member, body)
    fingerprint = page.context["page"].fingerprint
    address = reverse("mechanisms:card-read", args=[body.key])
    response = member.post(address, {"fingerprint": fingerprint}, follow=True)
    assert "You read it on" in text_of(response)
    assert CardReading.objects.get().mechanism == body
    item.channel = "By post"
    item.save()
    assert "Changed since you read it" in text_of(page_of(member, body))
    stale = member.post(address, {"fingerprint": fingerprint})
    assert stale.status_code == 409
    assert CardReading.objects.get().fingerprint == fingerprint
    assert member.get(address).status_code == 405
    assert member.post(reverse("mechanisms:card-read", args=["nothing"]), {"fingerprint": "x"}).status_code == 404


def test_only_the_task_team_sees_who_has_read_what(client, settings):
    settings.HRE_DEMO = True
    body = make_body()
    requirement(body)
    reader = make_person(Role.COORDINATOR, is_demo=True, name="Fatou Reader")
    client.force_login(reader)
    fingerprint = page_of(client, body).context["page"].fingerprint
    client.post(reverse("mechanisms:card-read", args=[body.key]), {"fingerprint": fingerprint})
    assert client.get(reverse("mechanisms:readings")).status_code == 403
    client.force_login(make_person(Role.TASK_TEAM, is_demo=True))
    assert "Fatou Reader" in text_of(client.get(reverse("mechanisms:readings")))
    assert reverse("mechanisms:readings") in text_of(page_of(client, body))
