"""Issues on the ladder, the action plan, what partners can bear: owner, member, stranger; nothing typed is lost."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from clusters.models import Organisation
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions import advocacy as actions
from engagements.enums import ActionChannel, ActionState, AdvocacyLevel, Exposure, IssueState, Tolerance
from engagements.models import ActionPartner, AdvocacyAction, AdvocacyIssue, IssueInstrument, PartnerTolerance
from engagements.queries import advocacy
from tests.factories import make_cluster, make_instrument, make_person, make_plan_line
from tests.factories.advocacy import make_advocacy_action, make_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


def issue_data(**changes):
    return {
        "title": "Free movement at checkpoints",
        "why": "Families are cut off from their fields.",
        "level": "hct",
        "level_reason": "Several organisations must speak as one.",
        "lead": "hc",
        "horizon": "short",
        "plan_line": "",
        "exposure": "members_only",
        **changes,
    }


def fields(**changes):
    data = {name: value for name, value in issue_data().items() if name != "plan_line"}
    return {**data, **changes}


def trail(verb):
    return list(AuditEntry.objects.unscoped("test").filter(verb=verb))


# --- Issues -------------------------------------------------------------------------------------------------


def test_the_ladder_shows_each_issue_on_its_rung(client, cluster, lead):
    make_issue(cluster=cluster, title="Low", level=AdvocacyLevel.WORKING)
    make_issue(cluster=cluster, title="High", level=AdvocacyLevel.PUBLIC, level_reason="Silence costs more.")
    make_issue(cluster=cluster, title="Past", state=IssueState.CLOSED)
    make_issue(cluster=make_cluster("SYR"), title="Canary elsewhere")
    page = client.get(reverse("engagements:advocacy")).content.decode()
    public, hct, working = (page.index(f'id="level-{level}"') for level in ("public", "hct", "working"))
    assert public < page.index("High") < hct < working < page.index("Low")
    assert "Silence costs more." in page
    assert "Paused or closed" in page
    assert "Canary" not in page


def test_an_issue_is_raised_with_lead_and_reason(client, cluster, lead):
    instrument = make_instrument()
    data = issue_data(instrument_0=str(instrument.pk), article_0="art. 12")
    answer = client.post(reverse("engagements:issue-create"), data)
    issue = AdvocacyIssue.objects.visible_to(lead).get()
    assert answer.url == reverse("engagements:issue-detail", args=[issue.pk])
    assert (issue.level, issue.lead, issue.created_by) == ("hct", "hc", lead)
    row = IssueInstrument.objects.visible_to(lead).get()
    assert (row.instrument, row.article) == (instrument, "art. 12")
    (entry,) = trail("issue.created")
    assert entry.after["level"] == "hct"
    assert "Families" not in str(entry.after) + entry.target_label


@pytest.mark.parametrize("missing", ["lead", "level_reason", "level"])
def test_lead_level_and_its_reason_are_mandatory(client, cluster, lead, missing):
    answer = client.post(reverse("engagements:issue-create"), issue_data(**{missing: ""}))
    assert answer.status_code == 422
    assert "Families are cut off" in answer.content.decode()
    assert not AdvocacyIssue.objects.visible_to(lead).exists()
    with pytest.raises(ValidationError):
        actions.create_issue(cluster=cluster, by=lead, **fields(**{missing: ""}))


def test_an_article_without_its_instrument_is_pointed_out(client, cluster, lead):
    answer = client.post(reverse("engagements:issue-create"), issue_data(article_0="art. 12"))
    assert answer.status_code == 422
    assert "Choose the instrument of this article." in answer.content.decode()


def test_an_issue_hangs_on_a_visible_line_of_its_own_cluster(cluster, lead):
    for line in (make_plan_line(), make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL)):
        with pytest.raises(ValidationError):
            actions.create_issue(cluster=cluster, by=lead, plan_line=line, **fields())


def test_an_issue_on_a_closed_line_is_closed_with_it(cluster, lead):
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead])
    issue = actions.create_issue(cluster=cluster, by=lead, plan_line=line, **fields(exposure=Exposure.OPEN))
    member, other = make_person(Role.MEMBER, cluster), make_person(Role.COORDINATOR, cluster)
    seen = AdvocacyIssue.objects
    assert seen.visible_to(lead).filter(pk=issue.pk).exists()
    assert not seen.visible_to(member).exists()
    assert not seen.visible_to(other).exists()


def test_raising_an_issue_leaves_a_trail_and_loses_no_instrument(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    IssueInstrument.objects.create(issue=issue, instrument=make_instrument(), article="art. 9")
    url = reverse("engagements:issue-edit", args=[issue.pk])
    page = client.get(url).content.decode()
    assert "art. 9" in page
    known = IssueInstrument.objects.visible_to(lead).get()
    data = issue_data(version="1", instrument_0=str(known.instrument_id), article_0="art. 9", level="public")
    assert client.post(url, data).status_code == 302
    issue = AdvocacyIssue.objects.visible_to(lead).get()
    assert (issue.level, issue.version) == ("public", 2)
    assert IssueInstrument.objects.visible_to(lead).get().article == "art. 9"
    (entry,) = trail("issue.changed")
    assert (entry.before["level"], entry.after["level"]) == ("working", "public")
    assert "title" in entry.after["texts"]


def test_other_instruments_alone_are_a_change(cluster, lead):
    issue, instrument = make_issue(cluster=cluster), make_instrument()
    actions.edit_issue(issue=issue, expected_version=1, by=lead, instruments=[(instrument, "art. 9")])
    assert issue.version == 2
    assert [entry.after for entry in trail("issue.changed")] == [{"texts": ["instruments"]}]
    actions.edit_issue(issue=issue, expected_version=2, by=lead, instruments=[(instrument, "art. 9")])
    assert issue.version == 2, "the same again changes nothing"
    with pytest.raises(Stale):
        actions.edit_issue(issue=issue, expected_version=1, by=lead, instruments=[])
    assert IssueInstrument.objects.visible_to(lead).count() == 1


def test_a_conflict_shows_both_texts_and_then_saves(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    actions.edit_issue(issue=issue, expected_version=1, by=lead, title="The other title")
    url = reverse("engagements:issue-edit", args=[issue.pk])
    answer = client.post(url, issue_data(version="1", title="My title"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My title" in page
    assert "The other title" in page
    assert client.post(url, issue_data(version="2", title="My title")).status_code == 302
    assert AdvocacyIssue.objects.visible_to(lead).get().title == "My title"


def test_states_are_set_and_told(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    url = reverse("engagements:issue-state", args=[issue.pk])
    assert client.post(url, {"state": "closed", "version": "1"}).status_code == 302
    assert AdvocacyIssue.objects.visible_to(lead).get().state == IssueState.CLOSED
    assert client.post(url, {"state": "open", "version": "1"}).status_code == 409
    assert client.post(url, {"state": "nonsense", "version": "2"}).status_code == 422
    assert len(trail("issue.state")) == 1


def test_a_member_reads_and_is_refused_with_a_sentence(client, cluster):
    issue = make_issue(cluster=cluster, title="Shared issue")
    client.force_login(make_person(Role.MEMBER, cluster))
    page = client.get(reverse("engagements:issue-detail", args=[issue.pk])).content.decode()
    assert "Shared issue" in page
    assert "Add an action" not in page
    for name, args in [("issue-create", []), ("issue-edit", [issue.pk]), ("issue-action-create", [issue.pk])]:
        answer = client.get(reverse(f"engagements:{name}", args=args))
        assert answer.status_code == 403, name
        assert "Only the coordinators of this cluster" in answer.content.decode()


def test_a_stranger_finds_nothing(client, cluster, lead):
    issue = make_issue(cluster=cluster)
    action = make_advocacy_action(issue=issue)
    row = actions.set_tolerance(
        cluster=cluster, organisation=Organisation.objects.create(name="Org"), tolerance="low", by=lead
    )
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    for name, args in [
        ("issue-detail", [issue.pk]),
        ("issue-edit", [issue.pk]),
        ("issue-action-create", [issue.pk]),
        ("issue-action-edit", [issue.pk, action.pk]),
        ("tolerance-edit", [row.pk]),
    ]:
        assert client.get(reverse(f"engagements:{name}", args=args)).status_code == 404, name
    for name, args in [("issue-state", [issue.pk]), ("issue-action-state", [issue.pk, action.pk])]:
        assert client.post(reverse(f"engagements:{name}", args=args), {"state": "done"}).status_code == 404, name
    with pytest.raises(Refused):
        actions.edit_issue(issue=issue, expected_version=1, by=make_person(Role.COORDINATOR), title="Mine")


def test_page_title_of_a_closed_issue_is_neutral(client, cluster, lead):
    issue = make_issue(cluster=cluster, title="Canary title", exposure=Exposure.RESTRICTED)
    page = client.get(reverse("engagements:issue-detail", args=[issue.pk])).content.decode()
    assert "Canary title" in page
    assert "Canary" not in page.split("</head>")[0]


# --- Action plan ----------------------------------------------------------------------------------------------


def test_an_action_with_partners_is_planned_and_done(client, cluster, lead):
    issue, partner = make_issue(cluster=cluster), Organisation.objects.create(name="Law Clinic")
    url = reverse("engagements:issue-action-create", args=[issue.pk])
    data = {"what": "Meet the governor", "level": "working", "channel": "private", "lead": "coordinator"}
    assert client.post(url, {**data, "due_on": "2027-05-04", "partners": [partner.pk]}).status_code == 302
    action = AdvocacyAction.objects.visible_to(lead).get()
    assert action.due_on == dt.date(2027, 5, 4)
    assert ActionPartner.objects.visible_to(lead).get().organisation == partner
    page = client.get(reverse("engagements:issue-detail", args=[issue.pk])).content.decode()
    assert "Meet the governor" in page
    assert 'datetime="2027-05-04">4</time> <span class="meta">May 2027' in page
    state = reverse("engagements:issue-action-state", args=[issue.pk, action.pk])
    assert client.post(state, {"state": "done", "result": "He agreed", "version": "1"}).status_code == 302
    action = AdvocacyAction.objects.visible_to(lead).get()
    assert (action.state, action.result) == (ActionState.DONE, "He agreed")
    answer = client.post(state, {"state": "dropped", "result": "Too late", "version": "1"})
    assert answer.status_code == 409
    assert "Too late" in answer.content.decode() or "Someone changed this" in answer.content.decode()
    assert "He agreed" not in str([entry.after for entry in trail("advocacy_action.state")])


def test_an_action_of_another_issue_is_not_there(client, cluster, lead):
    action, other = make_advocacy_action(issue=make_issue(cluster=cluster)), make_issue(cluster=cluster)
    url = reverse("engagements:issue-action-edit", args=[other.pk, action.pk])
    assert client.get(url).status_code == 404


def test_changing_an_action_replaces_its_partners(client, cluster, lead):
    one, two = Organisation.objects.create(name="One"), Organisation.objects.create(name="Two")
    action = make_advocacy_action(issue=make_issue(cluster=cluster), partners=[one])
    url = reverse("engagements:issue-action-edit", args=[action.issue_id, action.pk])
    data = {"what": "Other", "level": "hct", "channel": "public", "lead": "hc", "partners": [two.pk], "version": "1"}
    assert client.post(url, data).status_code == 302
    assert [row.organisation for row in ActionPartner.objects.visible_to(lead)] == [two]
    assert client.post(url, data).status_code == 302, "the same again changes nothing"
    assert client.post(url, {**data, "what": "Third"}).status_code == 409


@pytest.mark.parametrize(
    ("channel", "tolerance", "warned"),
    [
        (ActionChannel.PUBLIC, Tolerance.LOW, True),
        (ActionChannel.PUBLIC, Tolerance.MEDIUM, False),
        (ActionChannel.PUBLIC, None, False),
        (ActionChannel.PRIVATE, Tolerance.LOW, False),
    ],
)
def test_a_partner_that_can_bear_little_is_pointed_out_not_blocked(client, cluster, lead, channel, tolerance, warned):
    partner = Organisation.objects.create(name="Law Clinic")
    if tolerance:
        actions.set_tolerance(cluster=cluster, organisation=partner, tolerance=tolerance, by=lead)
    action = actions.add_action(
        issue=make_issue(cluster=cluster),
        what="Stand together",
        level="public",
        channel=channel,
        lead="coordinator",
        partners=[partner],
        by=lead,
    )
    page = client.get(reverse("engagements:issue-detail", args=[action.issue_id])).content.decode()
    assert ("can carry little risk" in page) == warned


def test_what_a_partner_can_bear_is_not_told_to_members(client, cluster, lead):
    partner = Organisation.objects.create(name="Law Clinic")
    actions.set_tolerance(cluster=cluster, organisation=partner, tolerance="low", note="Canary note", by=lead)
    issue = make_issue(cluster=cluster)
    make_advocacy_action(issue=issue, channel=ActionChannel.PUBLIC, partners=[partner])
    member = make_person(Role.MEMBER, cluster)
    assert not PartnerTolerance.objects.visible_to(member).exists()
    client.force_login(member)
    page = client.get(reverse("engagements:issue-detail", args=[issue.pk])).content.decode()
    assert "Law Clinic" in page
    assert "little risk" not in page
    assert client.get(reverse("engagements:tolerances")).status_code == 403


def test_tolerance_is_set_changed_and_taken_away(client, cluster, lead):
    partner = Organisation.objects.create(name="Law Clinic")
    url = reverse("engagements:tolerances")
    data = {"organisation": partner.pk, "tolerance": "low", "note": "Registration", "version": "0"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 409, "there is an entry already"
    row = PartnerTolerance.objects.visible_to(lead).get()
    edit = reverse("engagements:tolerance-edit", args=[row.pk])
    assert client.post(edit, {"tolerance": "high", "note": "", "version": "1"}).status_code == 302
    assert PartnerTolerance.objects.visible_to(lead).get().tolerance == Tolerance.HIGH
    with pytest.raises(Stale):
        actions.forget_tolerance(row=row, expected_version=1, by=lead)
    assert client.post(edit, {"tolerance": "high", "version": "2", "act": "forget"}).status_code == 302
    assert not PartnerTolerance.objects.visible_to(lead).exists()
    assert [entry.verb for entry in trail("tolerance.forgotten")] == ["tolerance.forgotten"]
    assert "Registration" not in str([entry.after for entry in trail("tolerance.set")])


# --- Speed ----------------------------------------------------------------------------------------------------


def questions(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_ladder_asks_the_same_number_of_questions(client, cluster, lead):
    def add():
        partner = Organisation.objects.create(name=f"Org {Organisation.objects.count()}")
        make_advocacy_action(issue=make_issue(cluster=cluster), partners=[partner])

    add()
    url = reverse("engagements:advocacy")
    first = questions(client, url)
    for _i in range(29):
        add()
    assert questions(client, url) == first <= 15


def test_an_issue_asks_the_same_number_of_questions(client, cluster, lead):
    issue = make_issue(cluster=cluster, plan_line=make_plan_line(cluster=cluster))

    def add():
        partner = Organisation.objects.create(name=f"Org {Organisation.objects.count()}")
        make_advocacy_action(issue=issue, partners=[partner])
        IssueInstrument.objects.create(issue=issue, instrument=make_instrument(f"i{partner.pk}"))

    add()
    url = reverse("engagements:issue-detail", args=[issue.pk])
    first = questions(client, url)
    for _i in range(29):
        add()
    assert questions(client, url) == first <= 15


def test_next_actions_are_those_of_open_issues(cluster, lead):
    make_advocacy_action(issue=make_issue(cluster=cluster), what="Later", due_on=dt.date(2027, 6, 1))
    make_advocacy_action(issue=make_issue(cluster=cluster), what="Sooner", due_on=dt.date(2027, 5, 1))
    make_advocacy_action(issue=make_issue(cluster=cluster), what="Done", state=ActionState.DONE)
    make_advocacy_action(issue=make_issue(cluster=cluster, state=IssueState.PAUSED), what="Paused")
    assert [action.what for action in advocacy.next_actions(lead, cluster)] == ["Sooner", "Later"]


# --- On a plan line -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("htmx", [True, False])
def test_a_plan_line_names_what_hangs_on_it(client, cluster, lead, htmx):
    line = make_plan_line(cluster=cluster)
    make_issue(cluster=cluster, plan_line=line, title="On the line")
    make_issue(cluster=cluster, plan_line=line, title="Canary closed", exposure=Exposure.RESTRICTED)
    make_issue(cluster=cluster, title="Elsewhere")
    address = reverse("engagements:line-advocacy", args=[line.pk])
    assert address in client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    client.force_login(make_person(Role.MEMBER, cluster))
    page = client.get(address, headers={"HX-Request": "true"} if htmx else {}).content.decode()
    assert "On the line" in page
    assert "Canary" not in page
    assert "Elsewhere" not in page
    assert ("<html" in page) != htmx
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.get(address).status_code == 404


def test_a_result_too_long_is_refused_and_kept_not_cut(client, cluster, lead):
    action = make_advocacy_action(issue=make_issue(cluster=cluster))
    state = reverse("engagements:issue-action-state", args=[action.issue_id, action.pk])
    words = "What came of it. " * 30
    answer = client.post(state, {"state": "done", "result": words, "version": "1"})
    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()
    assert AdvocacyAction.objects.visible_to(lead).get().state == ActionState.PLANNED


def test_a_tolerance_taken_away_meanwhile_is_not_written_blindly(cluster, lead):
    partner = Organisation.objects.create(name="Law Clinic")
    with pytest.raises(Stale):
        actions.set_tolerance(cluster=cluster, organisation=partner, tolerance="low", expected_version=2, by=lead)
    assert not PartnerTolerance.objects.visible_to(lead).exists()
