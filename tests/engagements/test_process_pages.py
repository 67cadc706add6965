"""Pages of the process: owner, member, stranger; conflicts keep what was typed; the same number of questions."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from calendar_app.enums import EntryKind, OutcomeKind, Precision, Publication
from calendar_app.models import Outcome
from clusters.enums import Role
from core import clock
from engagements.actions.component_versions import keep_version, save_draft, start_version
from engagements.actions.components import move_component
from engagements.actions.weights import set_weights
from engagements.enums import Exposure, LookBackState
from engagements.models import ComponentMove, ComponentVersion, LineComponent, LookBack, QuarterWeights
from engagements.rules.process import Quarter
from mechanisms.enums import Holds
from tests.factories import (
    make_cluster,
    make_component,
    make_entry,
    make_mechanism,
    make_person,
    make_plan_line,
    make_step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def line(cluster):
    return make_plan_line(cluster=cluster, mechanism=make_mechanism("upr"), title="Spring work")


@pytest.fixture
def analysis():
    return make_component("analysis", name="Human rights analysis", text="Reading what happens as rights.")


@pytest.fixture
def actors():
    return make_component("actors", name="Stakeholder analysis", holds=Holds.STAKEHOLDERS)


def address(name, line, *more):
    return reverse(f"engagements:process{name}", args=[line.pk, *more])


def kept(line, component, by, text, rows=()):
    draft = start_version(plan_line=line, component=component, by=by)
    draft = ComponentVersion.objects.visible_to(by).select_related("plan_line", "component").get(pk=draft.pk)
    save_draft(draft=draft, text=text, rows=rows, expected_version=draft.version, by=by)
    return keep_version(draft=draft, expected_version=draft.version, by=by)


def rows_data(*rows, text="", version=1, **more):
    data = {"text": text, "note": "", "version": version, "act": "save", **more}
    data |= {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data


# --- The overview -------------------------------------------------------------------------------------------


def test_all_components_are_drawn_and_listed(client, lead, line, analysis, actors):
    page = client.get(address("", line)).content.decode()
    assert page.count('<svg class="cogs"') == 2
    for component in (analysis, actors):
        assert page.count(address("-component", line, component.key)) == 3
    assert "Not weighed yet" in page


def test_the_quarter_stands_in_the_address(client, lead, line, analysis):
    set_weights(plan_line=line, quarter=Quarter(2026, 2), weights={analysis.pk: 5}, expected_version=0, by=lead)
    assert "Weighed for this quarter." in client.get(address("", line) + "?quarter=2026-2").content.decode()
    later = client.get(address("", line) + "?quarter=2026-3").content.decode()
    assert "As weighed in 2026, quarter 2" in later
    assert "weight 5 of 5" in later
    assert "Not weighed yet" in client.get(address("", line) + "?quarter=2026-1").content.decode()
    assert client.get(address("", line) + "?quarter=2026-7").status_code == 404


def test_a_past_quarter_shows_the_states_of_then(client, lead, line, analysis):
    move_component(plan_line=line, component=analysis, act="opened", why="Begin", expected_version=0, by=lead)
    past = Quarter.of(clock.today()).on(-1)
    page = client.get(address("", line) + f"?quarter={past.code}").content.decode()
    assert "Human rights analysis: weight 3 of 5, Quiet" in page
    assert "Human rights analysis: weight 3 of 5, Open" in client.get(address("", line)).content.decode()


def test_in_order_all_are_of_one_size(client, lead, line, analysis):
    page = client.get(address("", line) + "?view=order").content.decode()
    assert "The ideal" in page
    assert "1. Human rights analysis: Quiet" in page


PAGES = ["", "-weights", "-time", "-pdf"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", list(Role))
def test_people_of_another_cluster_find_nothing(client, line, analysis, name, role):
    world_level = {Role.TASK_TEAM, Role.GPC, Role.ADMINISTRATOR}
    person = make_person(role, None if role in world_level else make_cluster("NGA"))
    client.force_login(person)
    answer = client.get(address(name, line))
    sees = role == Role.TASK_TEAM
    if answer.status_code == 302:
        # Task Team and administrators are sent to set up their second factor.
        assert role in world_level
    else:
        assert answer.status_code == (403 if sees and name == "-weights" else 200 if sees else 404)


def test_a_member_reads_and_is_offered_no_acts(client, cluster, line, analysis):
    client.force_login(make_person(Role.MEMBER, cluster))
    assert "Change the weights" not in client.get(address("", line)).content.decode()
    page = client.get(address("-component", line, "analysis")).content.decode()
    assert "Write the first version" not in page
    assert 'name="why"' not in page
    for name, more, data in (
        ("-move", ("analysis",), {"act": "opened", "why": "x", "version": 0}),
        ("-begin", ("analysis",), {}),
        ("-weights", (), {f"weight-{analysis.pk}": 3, "version": 0}),
    ):
        assert client.post(address(name, line, *more), data).status_code == 403
    assert not LineComponent.objects.unscoped("the test counts rows").exists()
    assert not ComponentVersion.objects.unscoped("the test counts rows").exists()
    assert not QuarterWeights.objects.unscoped("the test counts rows").exists()


def test_a_confidential_line_is_seen_by_the_people_named(client, cluster, lead, analysis):
    hidden = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, title="Hidden")
    for name, more in [(page, ()) for page in PAGES] + [("-component", ("analysis",))]:
        assert client.get(address(name, hidden, *more)).status_code == 404


def test_page_titles_of_closed_lines_are_neutral(client, cluster, lead, analysis):
    hidden = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, title="Hidden", readers=[lead])
    for name, more in [(page, ()) for page in PAGES if page != "-pdf"] + [("-component", ("analysis",))]:
        page = client.get(address(name, hidden, *more)).content.decode()
        assert "Hidden" not in page[page.index("<title>") : page.index("</title>")]


# --- Moving -------------------------------------------------------------------------------------------------


def test_opening_with_a_reason_and_a_cause(client, lead, line, analysis, actors):
    data = {"act": "opened", "why": "Events", "because": f"component:{actors.pk}", "version": 0}
    answer = client.post(address("-move", line, "analysis"), data, follow=True)
    page = answer.content.decode()
    assert "Events" in page
    assert "led back from" in page
    move = ComponentMove.objects.visible_to(lead).get()
    assert (move.because_component, move.by) == (actors, lead)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"act": "opened", "why": "", "version": 0}, 422),
        ({"act": "opened", "why": "Kept words", "because": "line:999", "version": 0}, 422),
        ({"act": "closed", "why": "Kept words", "version": 0}, 403),
        ({"act": "opened", "why": "Kept words", "version": 5}, 409),
        ({"act": "opened", "why": "Kept words"}, 409),
        ({"act": "burned", "why": "Kept words", "version": 0}, 400),
    ],
)
def test_what_is_refused_keeps_the_typed_reason(client, lead, line, analysis, data, status):
    answer = client.post(address("-move", line, "analysis"), data)
    assert answer.status_code == status
    assert data["why"] in answer.content.decode()
    assert not ComponentMove.objects.visible_to(lead).exists()


def test_an_unknown_component_is_not_there(client, lead, line, analysis):
    for name in ("-component", "-write", "-compare"):
        assert client.get(address(name, line, "nothing")).status_code == 404
    assert client.post(address("-move", line, "nothing"), {}).status_code == 404


# --- Weights ------------------------------------------------------------------------------------------------


def test_weighing_in_one_table(client, lead, line, analysis, actors):
    data = {f"weight-{analysis.pk}": 5, f"weight-{actors.pk}": 1, "version": 0}
    answer = client.post(address("-weights", line) + "?quarter=2026-4", data)
    assert answer.url == address("", line) + "?quarter=2026-4"
    row = QuarterWeights.objects.visible_to(lead).get()
    assert row.weights == {str(analysis.pk): 5, str(actors.pk): 1}


def test_somebody_weighed_meanwhile(client, lead, line, analysis):
    set_weights(plan_line=line, quarter=Quarter(2026, 4), weights={analysis.pk: 2}, expected_version=0, by=lead)
    url = address("-weights", line) + "?quarter=2026-4"
    answer = client.post(url, {f"weight-{analysis.pk}": 5, "version": 0})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This is what is stored now" in page
    assert 'value="5" aria-label="Human rights analysis: 5" checked' in page
    assert client.post(url, {f"weight-{analysis.pk}": 5, "version": 1}).status_code == 302


@pytest.mark.parametrize("value", ["6", "0", "x", ""])
def test_weights_that_are_none_are_refused(client, lead, line, analysis, value):
    answer = client.post(address("-weights", line), {f"weight-{analysis.pk}": value, "version": 0})
    assert answer.status_code == 422
    assert not QuarterWeights.objects.visible_to(lead).exists()


# --- Versions -----------------------------------------------------------------------------------------------


def test_write_save_keep_and_write_again(client, lead, line, analysis):
    begun = client.post(address("-begin", line, "analysis"))
    assert begun.url == address("-write", line, "analysis")
    client.post(begun.url, {"text": "First text", "note": "", "version": 1, "act": "save"})
    client.post(begun.url, {"text": "First text", "note": "Done", "version": 2, "act": "keep"})
    version = ComponentVersion.objects.visible_to(lead).get()
    assert (version.text, version.note, version.kept_by) == ("First text", "Done", lead)
    client.post(address("-begin", line, "analysis"))
    page = client.get(begun.url).content.decode()
    assert "First text" in page
    assert "Keep as version 2" in page


def test_rows_are_written_and_their_move_is_shown(client, lead, line, actors):
    kept(line, actors, lead, "", [{"actor": "Registry", "influence": 2, "interest": 3, "stance": "resists"}])
    client.post(address("-begin", line, "actors"))
    rows = [
        {"row_id": 1, "actor": "Registry", "influence": "4", "interest": "2", "stance": "leans"},
        {"row_id": "", "actor": "Donors", "influence": "", "interest": "", "stance": "unknown"},
        {"row_id": "", "actor": "", "influence": "", "interest": "", "stance": "unknown"},
    ]
    client.post(address("-write", line, "actors"), rows_data(*rows, act="keep"))
    page = client.get(address("-component", line, "actors")).content.decode()
    assert "up by 2" in page
    assert "down by 1" in page
    assert "Resists" in page
    assert ">new</span>" in page


def test_a_row_is_taken_off_in_the_next_version_only(client, lead, line, actors):
    kept(line, actors, lead, "", [{"actor": "Registry"}, {"actor": "Donors"}])
    client.post(address("-begin", line, "actors"))
    rows = [{"row_id": 1, "actor": "Registry", "off": "on"}, {"row_id": 2, "actor": "Donors"}]
    client.post(address("-write", line, "actors"), rows_data(*rows, act="keep"))
    versions = ComponentVersion.objects.visible_to(lead).order_by("number")
    assert [[row["actor"] for row in version.rows] for version in versions] == [["Registry", "Donors"], ["Donors"]]


def test_objectives_name_steps_of_the_line(client, lead, line):
    objectives = make_component("objectives", holds=Holds.OBJECTIVES)
    step, foreign = make_step(plan_line=line, title="Brief the HCT"), make_step()
    client.post(address("-begin", line, "objectives"))
    row = {"row_id": "", "objective": "Safe return", "course": "", "steps": [step.pk]}
    client.post(address("-write", line, "objectives"), rows_data(row, act="keep"))
    assert "Brief the HCT" in client.get(address("-version", line, "objectives", 1)).content.decode()
    client.post(address("-begin", line, "objectives"))
    answer = client.post(address("-write", line, "objectives"), rows_data({**row, "steps": [foreign.pk]}))
    assert answer.status_code == 422
    assert objectives.key in answer.content.decode()


def test_steps_that_serve_no_objective_are_named(client, lead, line):
    objectives = make_component("objectives", holds=Holds.OBJECTIVES)
    served = make_step(plan_line=line, title="Brief the HCT")
    make_step(plan_line=line, title="Read the report")
    kept(line, objectives, lead, "", [{"objective": "Safe return", "steps": [served.pk]}])
    page = client.get(address("-component", line, "objectives")).content.decode()
    listed = page[page.index("Steps that serve no objective yet") :]
    listed = listed[: listed.index("</details>")]
    assert "Read the report" in listed
    assert "Brief the HCT" not in listed


def test_two_people_write_and_nothing_is_lost(client, lead, line, analysis):
    client.post(address("-begin", line, "analysis"))
    url = address("-write", line, "analysis")
    client.post(url, {"text": "Theirs", "note": "", "version": 1, "act": "save"})
    answer = client.post(url, {"text": "Mine", "note": "", "version": 1, "act": "save"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert '<del class="diff-old">Theirs</del>' in page
    assert ">\nMine</textarea>" in page
    assert ComponentVersion.objects.visible_to(lead).get().text == "Theirs"
    assert 'name="version" id="id_version" value="2"' in page


def test_the_same_again_after_a_save_on_the_way_is_no_conflict_of_texts(client, lead, line, analysis):
    client.post(address("-begin", line, "analysis"))
    url = address("-write", line, "analysis")
    saved = client.post(url, {"text": "Words", "note": "", "version": 1, "autosave": "1"}).content.decode()
    assert 'value="2" id="id_version"' in saved
    assert client.post(url, {"text": "Words", "note": "", "version": 1, "act": "save"}).status_code == 302


def test_autosave_tells_of_a_conflict(client, lead, line, analysis):
    client.post(address("-begin", line, "analysis"))
    url = address("-write", line, "analysis")
    client.post(url, {"text": "Theirs", "note": "", "version": 1, "act": "save"})
    answer = client.post(url, {"text": "Mine", "note": "", "version": 1, "autosave": "1"}).content.decode()
    assert "Nothing is lost" in answer
    assert ComponentVersion.objects.visible_to(lead).get().text == "Theirs"


def test_kept_meanwhile_the_typed_text_goes_into_the_next_version(client, lead, line, analysis):
    client.post(address("-begin", line, "analysis"))
    url = address("-write", line, "analysis")
    client.post(url, {"text": "Theirs", "note": "", "version": 1, "act": "keep"})
    answer = client.post(url, {"text": "Mine", "note": "", "version": 1, "act": "save"})
    assert answer.status_code in (302, 409)
    texts = list(ComponentVersion.objects.visible_to(lead).order_by("number").values_list("text", flat=True))
    assert texts[0] == "Theirs"
    if answer.status_code == 409:
        assert "Mine" in answer.content.decode()


def test_nothing_new_is_saved_but_not_kept(client, lead, line, analysis):
    kept(line, analysis, lead, "Text")
    client.post(address("-begin", line, "analysis"))
    data = {"text": "Text", "note": "", "version": 1, "act": "keep"}
    answer = client.post(address("-write", line, "analysis"), data)
    assert answer.status_code == 403
    assert "Nothing changed since version 1." in answer.content.decode()


def test_compare_two_versions(client, lead, line, analysis):
    kept(line, analysis, lead, "Attacks on villages.")
    kept(line, analysis, lead, "Attacks on roads.")
    page = client.get(address("-compare", line, "analysis")).content.decode()
    assert '<del class="diff-old">villages.</del><ins class="diff-new">roads.</ins>' in page
    turned = client.get(address("-compare", line, "analysis") + "?old=2&new=1").content.decode()
    assert '<del class="diff-old">roads.</del>' in turned
    assert client.get(address("-compare", line, "analysis") + "?old=9").status_code == 404
    assert client.get(address("-version", line, "analysis", 9)).status_code == 404


# --- Looking back and the line of time ------------------------------------------------------------------------


@pytest.fixture
def waiting(line):
    outcome = Outcome.objects.create(
        mechanism=line.mechanism,
        kind=OutcomeKind.REPORT,
        title="Report of the Working Group",
        publication=Publication.PUBLISHED,
        published_on=clock.today() - dt.timedelta(days=3),
    )
    return LookBack.objects.create(plan_line=line, outcome=outcome, offered_at=clock.now())


def test_the_line_offers_to_look_back(client, lead, line, analysis, waiting):
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert "Report of the Working Group" in page
    url = address("-look-back", line, waiting.pk)
    assert url in page
    data = {"components": ["analysis"], "why": "Recommendations came", "version": 1}
    assert client.post(url, data).url == address("", line)
    move = ComponentMove.objects.visible_to(lead).get()
    assert (move.act, move.because_outcome) == ("opened", waiting.outcome)
    assert "Report of the Working Group" not in client.get(address("", line)).content.decode()
    assert client.post(url, data).status_code == 403


def test_setting_aside_needs_a_reason(client, lead, line, analysis, waiting):
    url = address("-look-back", line, waiting.pk)
    assert client.post(url, {"act": "aside", "reason": "", "version": 1}).status_code == 422
    answer = client.post(url, {"act": "aside", "reason": "Stale words", "version": 9})
    assert answer.status_code == 409
    assert "Stale words" in answer.content.decode()
    assert client.post(url, {"act": "aside", "reason": "Not ours", "version": 1}).status_code == 302
    assert LookBack.objects.visible_to(lead).get().state == LookBackState.SET_ASIDE


def test_looking_back_needs_a_choice(client, lead, line, analysis, waiting):
    answer = client.post(address("-look-back", line, waiting.pk), {"why": "Kept words", "version": 1})
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()


def test_an_offer_of_another_line_is_not_there(client, cluster, lead, analysis, waiting):
    other = make_plan_line(cluster=cluster)
    assert client.get(address("-look-back", other, waiting.pk)).status_code == 404


def test_members_may_not_look_back(client, cluster, line, analysis, waiting):
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(address("-look-back", line, waiting.pk)).status_code == 403
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert "Report of the Working Group" in page
    assert address("-look-back", line, waiting.pk) not in page


def test_the_line_of_time_shows_cluster_state_and_mechanism(client, lead, line, analysis, actors, waiting):
    soon = clock.today() + dt.timedelta(days=10)
    shared = {"mechanism": line.mechanism, "country": line.cluster.country, "due_on": soon, "precision": Precision.DAY}
    make_entry(title="National report", kind=EntryKind.REPORT_DUE, **shared)
    make_entry(title="The review", kind=EntryKind.REVIEW, **shared)
    make_entry(title="Other country", kind=EntryKind.REVIEW, **{**shared, "country": make_cluster("NGA").country})
    common = {"plan_line": line, "by": lead}
    move_component(component=analysis, act="opened", why="Begin", expected_version=0, **common)
    kept(line, analysis, lead, "Text")
    move_component(component=actors, act="opened", why="Who?", expected_version=0, because_component=analysis, **common)
    page = client.get(address("-time", line)).content.decode()
    for words in ("National report", "The review", "Begin", "Version 1 kept", "Outcome: Report of the Working Group"):
        assert words in page
    assert "Other country" not in page
    assert page.count('class="moves-arrow"') == 4, "one in each picture and in each legend"


def test_the_process_on_paper(client, lead, line, analysis):
    kept(line, analysis, lead, "Text")
    move_component(plan_line=line, component=analysis, act="opened", why="Begin", expected_version=0, by=lead)
    answer = client.get(address("-pdf", line))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"hre-process-{line.pk}.pdf" in answer.headers["Content-Disposition"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    for words in ("Spring work", "Human rights analysis", "Version 1 kept", "Begin"):
        assert words in " ".join(text.split())


def test_nothing_has_happened_yet(client, lead, line, analysis):
    assert "Nothing has happened yet" in client.get(address("-time", line)).content.decode()


# --- Questions to the database ------------------------------------------------------------------------------


def questions(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["", "-time", "-weights", "-component", "-compare"])
def test_the_same_number_of_questions_for_few_and_for_many(client, lead, line, analysis, waiting, name):
    more = ("analysis",) if name in ("-component", "-compare") else ()

    def fill(component, number):
        common = {"plan_line": line, "component": component, "by": lead}
        for lock, act in enumerate(["opened", *["closed", "reopened"] * number]):
            move_component(act=act, why="Why", expected_version=lock, because_outcome=waiting.outcome, **common)
        for text in range(number + 1):
            kept(line, component, lead, f"Text {text}")

    fill(analysis, 1)
    make_entry(mechanism=line.mechanism, country=line.cluster.country, due_on=clock.today(), precision=Precision.DAY)
    url = address(name, line, *more)
    first = questions(client, url)
    for number in range(8):
        fill(make_component(), 3)
        make_entry(
            mechanism=line.mechanism,
            country=line.cluster.country,
            due_on=clock.today() + dt.timedelta(days=number),
            precision=Precision.DAY,
        )
    assert questions(client, url) == first <= 15
