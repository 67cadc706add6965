"""Findings, the decision aid, and the lists of a cluster: owner, member, stranger; patterns only, nothing lost."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from core import clock
from core.errors import Refused
from core.models import AuditEntry
from engagements.actions import analysis as actions
from engagements.actions.sheets import create_sheet, edit_sheet
from engagements.enums import Exposure, RegisterKind
from engagements.models import (
    AdvocacyIssue,
    AdvocacyStrategy,
    AnalysisFinding,
    BriefingIssue,
    FindingProvision,
    HctBriefing,
    MonitoringTool,
    PlanLine,
    RegisterEntry,
    SharingRow,
)
from engagements.queries import analysis, sheets
from engagements.rules.decision_aid import Answers, advise
from engagements.rules.registers import REGISTERS
from mechanisms.enums import DoorKind, ThemeKind
from tests.factories import (
    make_cluster,
    make_door,
    make_instrument,
    make_mechanism,
    make_person,
    make_plan_line,
    make_theme,
)
from tests.factories.advocacy import make_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


def make_finding(cluster, by, **fields):
    defaults = {"title": "Fees at checkpoints", "threat": "People are asked to pay.", "duty_bearer": "police"}
    return actions.create_finding(cluster=cluster, by=by, **{**defaults, **fields})


def data(**changes):
    return {
        "title": "Fees at checkpoints",
        "threat": "People are asked to pay.",
        "duty_bearer": "police",
        "systematic": "unclear",
        "exposure": "members_only",
        **changes,
    }


def url(name, *args):
    return reverse(f"engagements:{name}", args=args)


def trail(verb):
    return list(AuditEntry.objects.unscoped("test").filter(verb=verb))


def questions(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- Findings -------------------------------------------------------------------------------------------------


def test_a_member_writes_down_a_pattern_with_its_article(client, cluster, lead):
    theme, instrument = make_theme("children", kind=ThemeKind.GROUP, name="Children"), make_instrument()
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    answer = client.post(
        url("finding-create"),
        data(
            groups=[theme.key],
            source_kinds=["monitoring", "groups"],
            instrument_0=str(instrument.pk),
            article_0="art. 12",
            period_from="2026-01-01",
            period_to="2026-06-30",
        ),
    )
    finding = AnalysisFinding.objects.visible_to(member).get()
    assert answer.url == url("finding-detail", finding.pk)
    assert (finding.groups, finding.source_kinds) == (["children"], ["monitoring", "groups"])
    assert FindingProvision.objects.visible_to(member).get().article == "art. 12"
    page = client.get(answer.url).content.decode()
    for words in ("Children", "Group discussions", "art. 12", "Police and security forces", "30 June 2026"):
        assert words in page
    (entry,) = trail("finding.created")
    assert "asked to pay" not in f"{entry.after}{entry.target_label}"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"systematic": "yes", "systematic_how": ""}, "Describe how it shows"),
        ({"period_from": "2026-06-30", "period_to": "2026-01-01"}, "The period ends before it begins."),
        ({"duty_bearer": ""}, "required"),
        ({"groups": ["a-person"]}, "a-person"),
        ({"source_kinds": ["Mrs X"]}, "Mrs X"),
        ({"article_0": "art. 1"}, "Choose the instrument of this article."),
    ],
)
def test_what_is_wrong_is_said_at_the_place_and_nothing_is_lost(client, cluster, lead, wrong, sentence):
    answer = client.post(url("finding-create"), data(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "People are asked to pay." in page
    assert not AnalysisFinding.objects.visible_to(lead).exists()


@pytest.mark.parametrize("bad", [{"groups": ["a-person"]}, {"source_kinds": ["Mrs X"]}, {"duty_bearer": "armed group"}])
def test_the_action_takes_no_persons_and_no_other_duty_bearers(cluster, lead, bad):
    with pytest.raises(ValidationError):
        make_finding(cluster, lead, **bad)


def test_personal_data_is_pointed_out(client, cluster, lead):
    finding = make_finding(cluster, lead, threat="Her number is +258 84 123 4567.")
    assert "looks like a phone number" in client.get(url("finding-detail", finding.pk)).content.decode()


def test_the_share_counts_only_what_the_reader_sees(client, cluster, lead):
    provision = [(make_instrument(), "art. 12")]
    make_finding(cluster, lead, provisions=provision)
    make_finding(cluster, lead)
    make_finding(cluster, lead, provisions=provision, exposure=Exposure.RESTRICTED, title="Canary closed")
    member = make_person(Role.MEMBER, cluster)
    assert (analysis.share_of(lead, cluster).matched, analysis.share_of(lead, cluster).total) == (2, 3)
    assert (analysis.share_of(member, cluster).matched, analysis.share_of(member, cluster).total) == (1, 2)
    client.force_login(member)
    page = client.get(url("analysis")).content.decode()
    assert "1 of 2" in page
    assert "Canary" not in page


def test_findings_are_narrowed(client, cluster, lead):
    make_finding(cluster, lead, title="Matched", provisions=[(make_instrument(), "")])
    make_finding(cluster, lead, title="Bare", systematic="yes", systematic_how="Everywhere")
    page = client.get(url("analysis") + "?show=unmatched").content.decode()
    assert "Bare" in page
    assert "Matched</bdi>" not in page
    assert "Bare" in client.get(url("analysis") + "?show=systematic").content.decode()


def test_a_stranger_finds_nothing(client, cluster, lead):
    finding = make_finding(cluster, lead)
    tool = create_sheet(model=MonitoringTool, cluster=cluster, by=lead, name="Tool", depth="broad")
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    for name in ("finding-detail", "finding-edit", "finding-aid"):
        assert client.get(url(name, finding.pk)).status_code == 404, name
    for name in ("finding-keep", "finding-plan"):
        assert client.post(url(name, finding.pk), {}).status_code == 404, name
    assert client.get(url("tool-edit", tool.pk)).status_code == 404
    with pytest.raises(Refused):
        make_finding(cluster, make_person(Role.COORDINATOR))


def test_another_member_reads_and_does_not_change(client, cluster, lead):
    finding = make_finding(cluster, lead)
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(url("finding-detail", finding.pk)).status_code == 200
    answer = client.get(url("finding-edit", finding.pk))
    assert answer.status_code == 403
    assert "Only the coordinators" in answer.content.decode()


def test_a_conflict_keeps_both_texts(client, cluster, lead):
    finding = make_finding(cluster, lead)
    actions.edit_finding(finding=finding, expected_version=1, by=lead, threat="Theirs")
    answer = client.post(url("finding-edit", finding.pk), data(threat="Mine", version="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine" in page
    assert "Theirs" in page


# --- The decision aid -----------------------------------------------------------------------------------------

GOOD = {"responsible": "state", "strength": "pattern", "safety": "aggregated", "gravity": "grave"}


@pytest.mark.parametrize(
    ("changes", "can_go", "hct"),
    [
        ({}, "yes", "yes"),
        ({"safety": "not_now"}, "not_now", "yes"),
        ({"responsible": "unclear"}, "later", "yes"),
        ({"strength": "single", "gravity": "serious"}, "later", "no"),
        ({"gravity": "serious"}, "yes", "consider"),
        ({"gravity": "slow"}, "yes", "no"),
        ({"responsible": "failed", "strength": "some", "gravity": "serious"}, "yes", "no"),
    ],
)
def test_the_advice_follows_the_answers(changes, can_go, hct):
    advice = advise(Answers(**{**GOOD, **changes}), has_instrument=True, has_groups=True)
    assert (advice.can_go, advice.hct) == (can_go, hct)
    assert bool(advice.doors) == (can_go != "not_now")


def test_only_a_pattern_looks_at_inquiries():
    some = advise(Answers(**{**GOOD, "strength": "some"}), has_instrument=True, has_groups=True)
    pattern = advise(Answers(**GOOD), has_instrument=True, has_groups=True)
    assert DoorKind.INQUIRY in pattern.doors
    assert DoorKind.INQUIRY not in some.doors
    assert some.strengthen
    assert not pattern.strengthen
    assert len(advise(Answers(**GOOD), has_instrument=False, has_groups=False).strengthen) == 2


def test_unanswered_or_forged_questions_give_no_advice():
    assert advise(Answers(**{**GOOD, "gravity": ""}), has_instrument=True, has_groups=True) is None
    assert advise(Answers(**{**GOOD, "gravity": "forged"}), has_instrument=True, has_groups=True) is None


def test_four_questions_one_a_page_and_the_answers_are_kept(client, cluster, lead):
    body = make_mechanism("ccpr", family="treaty_body", name="Human Rights Committee", short_name="CCPR")
    instrument = make_instrument("iccpr", mechanism=body)
    make_door(mechanism=body, kind=DoorKind.REVIEW, instrument=instrument)
    finding = make_finding(cluster, lead, provisions=[(instrument, "art. 12")])
    address = url("finding-aid", finding.pk)
    assert "Whose duty is it?" in client.get(address).content.decode()
    second = client.get(address, {"responsible": "state", "step": "strength"}).content.decode()
    assert "Question 2 of 4" in second
    assert 'name="responsible" value="state"' in second
    last = client.get(address, {**GOOD, "step": ""}).content.decode()
    assert "It can go to a mechanism." in last
    assert "CCPR" in last
    assert "Watches an instrument named here" in last
    assert AnalysisFinding.objects.visible_to(lead).get().aid_at is None
    assert client.post(url("finding-keep", finding.pk), {**GOOD, "version": "1"}).status_code == 302
    kept = AnalysisFinding.objects.visible_to(lead).get()
    assert (kept.aid_strength, kept.aid_at is not None) == ("pattern", True)
    assert "As totals and trends" in client.get(url("finding-detail", finding.pk)).content.decode()
    assert "Keep this on the finding" not in client.get(address).content.decode()
    assert client.post(url("finding-keep", finding.pk), {**GOOD, "gravity": "", "version": "2"}).status_code == 422


def test_a_finding_becomes_a_plan_line_under_its_own_mark(client, cluster, lead):
    body = make_mechanism("ccpr", family="treaty_body", name="Human Rights Committee")
    finding = make_finding(cluster, lead, exposure=Exposure.RESTRICTED)
    assert client.post(url("finding-plan", finding.pk), {"mechanism": "nothing", "version": "1"}).status_code == 422
    answer = client.post(url("finding-plan", finding.pk), {"mechanism": "ccpr", "version": "1"})
    line = PlanLine.objects.visible_to(lead).get()
    assert answer.url == url("line-detail", line.pk)
    assert (line.title, line.mechanism, line.exposure) == (finding.title, body, Exposure.RESTRICTED)
    assert AnalysisFinding.objects.visible_to(lead).get().plan_line == line
    again = client.post(url("finding-plan", finding.pk), {"mechanism": "ccpr", "version": "2"})
    assert again.status_code == 403
    assert "in the plan already" in again.content.decode()
    assert PlanLine.objects.visible_to(lead).count() == 1


def test_a_member_does_not_plan(client, cluster, lead):
    make_mechanism("ccpr", name="Human Rights Committee")
    finding = make_finding(cluster, lead)
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.post(url("finding-plan", finding.pk), {"mechanism": "ccpr", "version": "1"}).status_code == 403
    assert client.post(url("finding-keep", finding.pk), {**GOOD, "version": "1"}).status_code == 403


def test_an_issue_is_raised_from_a_finding(client, cluster, lead):
    finding = make_finding(cluster, lead)
    page = client.get(url("issue-create") + f"?finding={finding.pk}").content.decode()
    assert f'value="{finding.pk}" selected' in page
    issue = make_issue(cluster=cluster, finding=finding, title="From the finding")
    assert "From the finding" in client.get(url("finding-detail", finding.pk)).content.decode()
    assert AdvocacyIssue.objects.visible_to(lead).get() == issue


# --- Lists ----------------------------------------------------------------------------------------------------


def test_a_monitoring_tool_shows_its_gap(client, cluster, lead):
    tool = {"name": "Monthly", "depth": "broad", "monitoring": "Talks", "analysis": "Two people", "advocacy": ""}
    answer = client.post(url("tool-create"), {**tool, "can_analyse": "2", "exposure": "members_only"})
    assert answer.status_code == 302
    row = MonitoringTool.objects.visible_to(lead).get()
    assert (row.can_analyse, row.can_follow_up) == (2, None)
    page = client.get(url("tools")).content.decode()
    assert page.count("Gap: nothing links here yet.") == 1
    assert "2 / 4" in page
    with pytest.raises(ValidationError):
        edit_sheet(record=row, expected_version=1, by=lead, can_analyse=5)


def test_the_sharing_matrix_needs_a_recipient(client, cluster, lead):
    row = {"data": "Patterns", "mechanism": "", "recipient": "", "form": "trends", "exposure": "members_only"}
    answer = client.post(url("sharing-create"), row)
    assert answer.status_code == 422
    assert "Choose a mechanism or name the recipient." in answer.content.decode()
    assert client.post(url("sharing-create"), {**row, "recipient": "Regional office"}).status_code == 302
    assert "Regional office" in client.get(url("tools")).content.decode()
    assert SharingRow.objects.visible_to(lead).count() == 1


def test_a_briefing_brings_up_issues_and_sets_the_next(client, cluster, lead):
    issue = make_issue(cluster=cluster, title="Free movement")
    hidden = make_issue(title="Elsewhere")
    day = clock.today()
    briefing = {
        "subject": "Returns",
        "held_on": day.isoformat(),
        "presenters": "Coordinator and adviser",
        "asked": "A rule",
        "next_on": (day + dt.timedelta(days=30)).isoformat(),
        "exposure": "members_only",
    }
    assert client.post(url("briefing-create"), {**briefing, "issues": [hidden.pk]}).status_code == 422
    wrong = client.post(url("briefing-create"), {**briefing, "next_on": day.isoformat()})
    assert "The next briefing comes after this one." in wrong.content.decode()
    assert client.post(url("briefing-create"), {**briefing, "issues": [issue.pk]}).status_code == 302
    page = client.get(url("briefings")).content.decode()
    assert "Free movement" in page
    assert "Next one due" in page
    row = HctBriefing.objects.visible_to(lead).get()
    edit = {**briefing, "taken": "Agreed", "version": "1"}
    assert client.post(url("briefing-edit", row.pk), edit).status_code == 302
    assert not BriefingIssue.objects.visible_to(lead).exists()
    assert "Agreed" not in str([entry.after for entry in trail("briefing.changed")])


def test_an_issue_that_the_reader_does_not_see_is_not_named_in_a_briefing(cluster, lead):
    issue = make_issue(cluster=cluster, exposure=Exposure.RESTRICTED)
    create_sheet(
        model=HctBriefing,
        cluster=cluster,
        by=lead,
        subject="S",
        held_on=clock.today(),
        presenters="P",
        issues=[issue],
    )
    assert sheets.briefings_of(lead, cluster)[0].issues == [issue]
    assert sheets.briefings_of(make_person(Role.MEMBER, cluster), cluster)[0].issues == []


@pytest.mark.parametrize(
    ("last", "following", "expected"),
    [(-10, 20, 20), (5, 40, 5), (-10, None, None), (-40, -10, -10)],
)
def test_the_next_briefing_is_the_nearest_known_day(cluster, lead, last, following, expected):
    today = clock.today()

    def day(days):
        return None if days is None else today + dt.timedelta(days=days)

    rows = [HctBriefing(held_on=day(last), next_on=day(following))]
    assert sheets.next_briefing(rows, today) == day(expected)
    assert sheets.next_briefing([], today) is None


def test_no_strategy_is_a_record_that_the_gpc_sees(client, cluster, lead):
    none = {"place": "hct", "kind": "none", "status": "writing", "approach": "unknown", "exposure": "members_only"}
    answer = client.post(url("strategy-create"), none)
    assert answer.status_code == 422
    assert "Where there is none" in answer.content.decode()
    assert client.post(url("strategy-create"), {**none, "status": "missing", "note": "Why"}).status_code == 302
    boss = make_person(Role.GPC)
    assert [row.cluster for row in sheets.without_hct_strategy(boss)] == [cluster]
    client.force_login(boss)
    assert "Without an HCT protection strategy" in client.get(url("strategies")).content.decode()
    assert sheets.without_hct_strategy(make_person(Role.COORDINATOR, make_cluster("SYR"))) == []
    AdvocacyStrategy.objects.unscoped("test").update(exposure=Exposure.RESTRICTED)
    assert sheets.without_hct_strategy(boss) == []


@pytest.mark.parametrize("kind", RegisterKind.values)
def test_every_register_has_its_own_words(client, cluster, lead, kind):
    address = f"{url('register-create')}?cluster={cluster.pk}&kind={kind}"
    page = client.get(address).content.decode()
    register = REGISTERS[RegisterKind(kind)]
    key, label = register.marks[0]
    assert str(label) in page
    entry = {"title": "An entry", "stage": "idea", "marks": [key], "exposure": "members_only"}
    assert client.post(address, {**entry, "marks": ["forged"]}).status_code == 422
    assert client.post(address, entry).status_code == 302
    row = RegisterEntry.objects.visible_to(lead).get()
    assert (row.kind, row.marks) == (kind, [key])
    assert str(label) in client.get(f"{url('registers')}?kind={kind}").content.decode()
    assert client.post(url("register-edit", row.pk), {**entry, "title": "B", "version": "9"}).status_code == 409


def test_an_advice_note_names_the_strategies_it_bears_on(client, cluster, lead):
    kept = {"cluster": cluster, "place": "hct", "kind": "section", "status": "writing", "by": lead}
    strategy = create_sheet(model=AdvocacyStrategy, title="Protection strategy", **kept)
    hidden = create_sheet(model=AdvocacyStrategy, title="Not for all", exposure=Exposure.RESTRICTED, **kept)
    address = f"{url('register-create')}?cluster={cluster.pk}&kind="
    assert "Protection strategy" in client.get(f"{address}advice").content.decode()
    assert "Protection strategy" not in client.get(f"{address}law").content.decode()
    entry = {"title": "On siege", "stage": "done", "exposure": "members_only"}
    assert client.post(f"{address}advice", {**entry, "strategies": [strategy.pk + 1000]}).status_code == 422
    assert client.post(f"{address}advice", {**entry, "strategies": [strategy.pk, hidden.pk]}).status_code == 302
    listed = f"{url('registers')}?kind=advice"
    page = client.get(listed).content.decode()
    assert "Protection strategy" in page
    assert "Not for all" in page
    row = RegisterEntry.objects.visible_to(lead).get()
    assert "checked" in client.get(url("register-edit", row.pk)).content.decode()
    client.force_login(make_person(Role.MEMBER, cluster))
    page = client.get(listed).content.decode()
    assert "Protection strategy" in page
    assert "Not for all" not in page


def test_an_unknown_register_is_not_there(client, lead):
    assert client.get(url("registers") + "?kind=nothing").status_code == 404


def test_a_member_reads_lists_and_does_not_write(client, cluster, lead):
    create_sheet(model=MonitoringTool, cluster=cluster, by=lead, name="Shared tool", depth="broad")
    client.force_login(make_person(Role.MEMBER, cluster))
    assert "Shared tool" in client.get(url("tools")).content.decode()
    for name in ("tool-create", "sharing-create", "strategy-create", "briefing-create", "register-create"):
        assert client.get(url(name)).status_code == 403, name


# --- Speed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["analysis", "tools", "briefings", "strategies", "registers"])
def test_lists_ask_the_same_number_of_questions(client, cluster, lead, page):
    issue, instrument, line = make_issue(cluster=cluster), make_instrument(), make_plan_line(cluster=cluster)

    def add():
        shared = {"cluster": cluster, "by": lead}
        make_finding(cluster, lead, provisions=[(instrument, "art. 1")], plan_line=line)
        create_sheet(model=MonitoringTool, name="T", depth="broad", **shared)
        create_sheet(model=SharingRow, data="D", recipient="R", form="trends", **shared)
        create_sheet(
            model=HctBriefing,
            subject="S",
            held_on=clock.today(),
            presenters="P",
            issues=[issue],
            plan_line=line,
            **shared,
        )
        create_sheet(model=AdvocacyStrategy, place="hct", kind="section", status="writing", **shared)
        create_sheet(model=RegisterEntry, kind="advice", title="T", stage="idea", **shared)

    add()
    first = questions(client, url(page))
    for _i in range(9):
        add()
    assert questions(client, url(page)) == first <= 15


def test_the_advice_asks_few_questions(client, cluster, lead):
    finding = make_finding(cluster, lead, provisions=[(make_instrument(), "")])
    make_door(kind=DoorKind.REVIEW)
    assert (
        questions(
            client,
            f"{url('finding-aid', finding.pk)}?responsible=state&strength=pattern&safety=open&gravity=grave&step=",
        )
        <= 15
    )
    assert questions(client, url("finding-detail", finding.pk)) <= 15
