"""Pages of the plan: owner, member, stranger; forged steps; nothing typed is lost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.actions.following import set_attendance
from calendar_app.models import Outcome
from clusters.enums import Role
from core import clock
from core.models import AuditEntry
from engagements import policy
from engagements.actions.aims import add_aim
from engagements.actions.approval import adopt_policy
from engagements.actions.components import move_component
from engagements.actions.members import ask_members
from engagements.actions.positions import record_hct_position
from engagements.enums import Exposure, LineState, StepState
from engagements.models import EngagementStep, LookBack, PlanLine, PlanLineReader, RiskForm
from mechanisms.enums import ThemeKind
from tests.factories import (
    make_cluster,
    make_component,
    make_entry,
    make_interaction,
    make_mechanism,
    make_person,
    make_plan_line,
    make_review,
    make_session,
    make_step,
    make_step_template,
    make_submission,
    make_theme,
)
from tests.factories.clusters import signatory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


def new_line_data(**changes):
    return {
        "title": "Mid-term contribution",
        "objective": "",
        "trigger": "planned",
        "channel": "direct",
        "through_whom": "",
        "on_behalf_of": "cluster",
        "lead_role": "coordinator",
        "deputy_role": "",
        "year": "2027",
        "exposure": "members_only",
        **changes,
    }


def test_year_shows_lines_by_quarter_and_what_is_not_now(client, cluster, lead):
    line = make_plan_line(cluster=cluster, planned_for=dt.date(2027, 5, 4), title="Spring work")
    make_step(plan_line=line, due_on=dt.date(2027, 4, 1))
    make_plan_line(cluster=cluster, title="Later", state=LineState.NOT_NOW, state_reason="No people")
    make_plan_line(cluster=make_cluster("SYR"), title="Canary elsewhere")
    page = client.get(reverse("engagements:plan") + "?year=2027").content.decode()
    assert "Spring work" in page
    assert "April to June" in page
    assert "1 step open" in page
    assert "No people" in page
    assert "Canary" not in page


def test_year_without_lines_says_what_would_be_here(client, lead):
    assert "Nothing planned yet" in client.get(reverse("engagements:plan")).content.decode()


@pytest.mark.parametrize("address", ["?cluster=999999", "?cluster=x", "?year=1"])
def test_unknown_cluster_or_year_is_not_there(client, lead, address):
    assert client.get(reverse("engagements:plan") + address).status_code == 404


def test_another_clusters_plan_is_not_there(client, lead):
    other = make_cluster("SYR")
    assert client.get(reverse("engagements:plan") + f"?cluster={other.pk}").status_code == 404


def questions(client, url):
    """How often the page asks the database, once its caches are warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_dates_that_are_attended_stand_in_the_plan(client, cluster, lead):
    """MATRIX D001: also where nobody planned more than to be there; what has a line of its own stands there once."""
    meeting = make_entry(country=None, kind="session", due_on=dt.date(2027, 3, 1), title="The Council meets")
    planned = make_entry(country=cluster.country, kind="session", due_on=dt.date(2027, 4, 1), title="Planned anyway")
    make_plan_line(cluster=cluster, year=2027, entry=planned, planned_for=planned.due_on, title="The line")
    other = make_entry(country=cluster.country, kind="session", due_on=dt.date(2028, 4, 1), title="Next year")
    for entry in (meeting, planned, other):
        set_attendance(cluster=cluster, entry=entry, taking="watch", who="The information officer", by=lead)
    url = reverse("engagements:plan") + f"?cluster={cluster.pk}&year=2027"
    page = client.get(url).content.decode()
    assert "The Council meets" in page
    assert "The information officer" in page
    assert f"{reverse('engagements:line-create')}?cluster={cluster.pk}&amp;entry={meeting.pk}" in page
    assert "Planned anyway" not in page
    assert "Next year" not in page
    client.force_login(make_person(Role.MEMBER, cluster))
    page = client.get(url).content.decode()
    assert "The Council meets" in page
    assert "&amp;entry=" not in page
    # What a cluster attends belongs to its circle.
    client.force_login(make_person(Role.GPC))
    assert "The Council meets" not in client.get(url).content.decode()


def test_year_asks_the_same_number_of_questions(client, cluster, lead):
    entry = make_entry(country=cluster.country)

    def add():
        watched = make_entry(country=cluster.country, kind="session", due_on=dt.date(2027, 5, 1))
        set_attendance(cluster=cluster, entry=watched, taking="watch", by=lead)
        make_step(plan_line=make_plan_line(cluster=cluster, planned_for=dt.date(2027, 2, 1), entry=entry))

    add()
    url = reverse("engagements:plan") + "?year=2027"
    first = questions(client, url)
    for _i in range(29):
        add()
    assert questions(client, url) == first <= 15


def test_line_asks_the_same_number_of_questions(client, cluster, lead):
    line = make_plan_line(cluster=cluster, entry=make_entry(country=cluster.country), readers=[lead])
    make_step(plan_line=line, due_on=dt.date(2027, 1, 1))
    url = reverse("engagements:line-detail", args=[line.pk])
    first = questions(client, url)
    for _i in range(29):
        make_step(plan_line=line, due_on=dt.date(2027, 1, 1), template=make_step_template())
        make_submission(plan_line=line)
    assert questions(client, url) == first <= 15


def test_a_new_line_asks_the_same_number_of_questions(client, cluster, lead):
    url = reverse("engagements:line-create") + f"?entry={make_entry(country=cluster.country).pk}"
    make_step_template()
    first = questions(client, url)
    for _i in range(29):
        make_step_template()
        make_person(Role.MEMBER, cluster)
    assert questions(client, url) == first <= 15


def test_page_title_of_a_closed_line_is_neutral(client, cluster, lead):
    line = make_plan_line(cluster=cluster, title="Canary title", exposure=Exposure.CONFIDENTIAL, readers=[lead])
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    head = page.split("</head>")[0]
    assert "Canary title" in page
    assert "Canary" not in head


def test_stranger_finds_nothing(client, cluster):
    line = make_plan_line(cluster=cluster)
    step = make_step(plan_line=line)
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    one, two = [line.pk], [line.pk, step.pk]
    for name, args in [
        ("line-detail", one),
        ("line-edit", one),
        ("line-access", one),
        ("risk", one),
        ("step-create", one),
        ("step-edit", two),
    ]:
        assert client.get(reverse(f"engagements:{name}", args=args)).status_code == 404, name
    for name, args in [("line-state", one), ("line-shift", one), ("step-state", two)]:
        assert client.post(reverse(f"engagements:{name}", args=args), {"act": "done"}).status_code == 404, name


def test_member_reads_and_is_refused_with_a_sentence(client, cluster):
    line = make_plan_line(cluster=cluster, title="Shared work")
    client.force_login(make_person(Role.MEMBER, cluster))
    page = client.get(reverse("engagements:line-detail", args=[line.pk]))
    assert page.status_code == 200
    assert "Shared work" in page.content.decode()
    answer = client.get(reverse("engagements:line-edit", args=[line.pk]))
    assert answer.status_code == 403
    answer = client.post(reverse("engagements:line-state", args=[line.pk]), {"state": "done", "version": 1})
    assert answer.status_code == 403
    assert "Only the coordinators of this cluster" in answer.content.decode()


def test_plan_from_a_date_with_steps_backwards(client, cluster, lead):
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 6, 30), title="Deadline")
    near = make_step_template(lead_days=30, who=["coordinator", "members"], group="000-slide7-upr")
    url = reverse("engagements:line-create") + f"?entry={entry.pk}"
    assert "31 May 2027" in client.get(url).content.decode()
    data = new_line_data(**{f"step-use_{near.pk}": "on", f"step-lead_{near.pk}": "10"})
    answer = client.post(url, data)
    line = PlanLine.objects.visible_to(lead).get()
    assert answer.url == reverse("engagements:line-detail", args=[line.pk])
    step = EngagementStep.objects.visible_to(lead).get()
    assert (step.due_on, step.owner_role, step.deputy_role) == (dt.date(2027, 6, 20), "coordinator", "member")
    assert line.planned_for == dt.date(2027, 6, 30)
    assert list(PlanLineReader.objects.visible_to(lead).values_list("user_id", flat=True)) == [lead.pk]


def test_preview_works_out_dates_and_judges_nothing(client, cluster, lead):
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 6, 30))
    near = make_step_template(lead_days=30)
    url = reverse("engagements:line-create") + f"?entry={entry.pk}"
    answer = client.post(url, {"preview": "1", "title": "", f"step-lead_{near.pk}": "29"})
    assert answer.status_code == 200
    assert "1 June 2027" in answer.content.decode()
    assert "Not saved yet" not in answer.content.decode()
    assert not PlanLine.objects.visible_to(lead).exists()


def test_past_the_opportunity_is_refused_at_the_field(client, cluster, lead):
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 6, 30))
    near = make_step_template(lead_days=30)
    data = new_line_data(**{f"step-use_{near.pk}": "on", f"step-lead_{near.pk}": "-3"}, title="Typed and kept")
    answer = client.post(reverse("engagements:line-create") + f"?entry={entry.pk}", data)
    assert answer.status_code == 422
    assert "must be done before the opportunity" in answer.content.decode()
    assert "Typed and kept" in answer.content.decode()
    assert not PlanLine.objects.visible_to(lead).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lead_role": ""}, "This field is required"),
        ({"channel": "indirect"}, "Say through whom"),
        ({"title": " "}, "This field is required"),
        ({"deputy_role": "coordinator"}, "other than the lead"),
    ],
)
def test_a_line_that_lacks_something(client, cluster, lead, changes, sentence):
    entry = make_entry(country=cluster.country)
    answer = client.post(reverse("engagements:line-create") + f"?entry={entry.pk}", new_line_data(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_plan_from_a_review(client, cluster, lead):
    review = make_review(country=cluster.country, session=make_session())
    make_entry(country=cluster.country, review=review, due_on=dt.date(2030, 6, 30), kind="review", title="The review")
    make_entry(country=cluster.country, review=review, due_on=dt.date(2030, 7, 30), title="Hand in")
    page = client.get(reverse("engagements:line-create") + f"?review={review.pk}").content.decode()
    assert 'value="Hand in"' in page


def test_plan_without_a_date(client, cluster, lead):
    mechanism = make_mechanism("sp-idps", family="special_procedure", name="Rapporteur")
    url = reverse("engagements:line-create") + f"?mechanism={mechanism.key}"
    client.post(url, new_line_data())
    assert PlanLine.objects.visible_to(lead).get().planned_for is None


def test_choose_a_date_first(client, cluster, lead):
    make_entry(country=cluster.country, due_on=dt.date(2031, 1, 5), title="Far date")
    make_entry(country=make_cluster("SYR").country, due_on=dt.date(2031, 1, 5), title="Elsewhere")
    page = client.get(reverse("engagements:line-create")).content.decode()
    assert "Far date" in page
    assert "Elsewhere" not in page


@pytest.mark.parametrize("address", ["?entry=99999", "?entry=x", "?review=99999", "?mechanism=nope", "?entry=1e9"])
def test_unknown_opportunity_is_not_there(client, lead, address):
    assert client.get(reverse("engagements:line-create") + address).status_code == 404


def test_other_countrys_date_is_refused(client, lead):
    entry = make_entry(country=make_cluster("SYR").country)
    assert client.get(reverse("engagements:line-create") + f"?entry={entry.pk}").status_code == 403


def test_step_done_not_now_and_back(client, cluster, lead):
    step = make_step(plan_line=make_plan_line(cluster=cluster))
    url = reverse("engagements:step-state", args=[step.plan_line_id, step.pk])
    client.post(url, {"act": "done", "version": 1})
    client.post(url, {"act": "reopen", "version": 2})
    answer = client.post(url, {"act": "not_now", "version": 3, "reason": ""})
    assert answer.status_code == 422
    assert "Say why not now." in answer.content.decode()
    client.post(url, {"act": "not_now", "version": 3, "reason": "No access"})
    now = EngagementStep.objects.visible_to(lead).get()
    assert (now.state, now.state_reason, now.version) == (StepState.NOT_NOW, "No access", 4)
    verbs = AuditEntry.objects.visible_to(lead).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["step.done", "step.reopened", "step.not_now"]
    assert "No access" in client.get(reverse("engagements:line-detail", args=[step.plan_line_id])).content.decode()


def test_step_of_another_line_is_not_there(client, cluster, lead):
    mine = make_plan_line(cluster=cluster)
    theirs = make_step(plan_line=make_plan_line(cluster=make_cluster("SYR")))
    url = reverse("engagements:step-state", args=[mine.pk, theirs.pk])
    assert client.post(url, {"act": "done", "version": 1}).status_code == 404
    theirs.refresh_from_db(from_queryset=EngagementStep.objects.unscoped("test"))
    assert theirs.state == StepState.OPEN


@pytest.mark.parametrize("version", ["", "x", "0", "999999999999999999", "-1", "²"])
def test_stale_or_broken_version_changes_nothing_and_keeps_the_text(client, cluster, lead, version):
    step = make_step(plan_line=make_plan_line(cluster=cluster))
    url = reverse("engagements:step-state", args=[step.plan_line_id, step.pk])
    answer = client.post(url, {"act": "not_now", "version": version, "reason": "Typed and kept"})
    assert answer.status_code == 409
    assert "Typed and kept" in answer.content.decode()
    assert EngagementStep.objects.visible_to(lead).get().state == StepState.OPEN


def test_edit_conflict_shows_both(client, cluster, lead):
    line = make_plan_line(cluster=cluster, title="Old")
    url = reverse("engagements:line-edit", args=[line.pk])
    data = new_line_data(title="Mine", version=1)
    PlanLine.objects.unscoped("test").filter(pk=line.pk).update(title="Theirs", version=2)
    answer = client.post(url, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert 'name="version" value="2"' in page
    client.post(url, {**data, "version": 2})
    assert PlanLine.objects.visible_to(lead).get().title == "Mine"


def test_moved_date_is_offered_never_followed_silently(client, cluster, lead):
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 3, 1))
    line = make_plan_line(cluster=cluster, entry=entry, planned_for=dt.date(2027, 2, 1))
    make_step(plan_line=line, due_on=dt.date(2027, 1, 20))
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert "Nothing moves unless you say so" in page
    step = EngagementStep.objects.visible_to(lead).get()
    data = {"steps": "move", "step": [step.pk], "version": 1}
    client.post(reverse("engagements:line-shift", args=[line.pk]), data)
    assert EngagementStep.objects.visible_to(lead).get().due_on == dt.date(2027, 2, 17)
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert "Nothing moves unless" not in page


def test_add_and_change_a_step(client, cluster, lead):
    line = make_plan_line(cluster=cluster, planned_for=dt.date(2027, 2, 1))
    url = reverse("engagements:step-create", args=[line.pk])
    data = {"title": "Call the members", "owner_role": "sag", "due_on": "2027-03-01", "on_behalf_of": "cluster"}
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "must be done before the opportunity" in answer.content.decode()
    client.post(url, {**data, "is_follow_up": "on"})
    step = EngagementStep.objects.visible_to(lead).get()
    assert step.due_on == dt.date(2027, 3, 1)
    change = reverse("engagements:step-edit", args=[line.pk, step.pk])
    assert client.get(change).status_code == 200
    client.post(change, {"due_on": "2027-03-02", "owner_role": "member", "deputy_role": "", "version": 1})
    step = EngagementStep.objects.visible_to(lead).get()
    assert (step.due_on, step.owner_role, step.version) == (dt.date(2027, 3, 2), "member", 2)


def test_access_page_names_and_closes(client, cluster, lead):
    line = make_plan_line(cluster=cluster)
    member = make_person(Role.MEMBER, cluster, name="Amina Member")
    stranger = make_person(Role.MEMBER, make_cluster("SYR"))
    url = reverse("engagements:line-access", args=[line.pk])
    assert "Amina Member" in client.get(url).content.decode()
    client.post(url, {"act": "mark", "exposure": "confidential", "version": 1})
    client.post(url, {"act": "name", "person": member.pk})
    assert client.post(url, {"act": "name", "person": stranger.pk}).status_code == 422
    answer = client.post(url, {"act": "unname", "person": lead.pk})
    assert answer.status_code == 403
    assert "no longer see this yourself" in answer.content.decode()
    named = set(PlanLineReader.objects.visible_to(lead).values_list("user_id", flat=True))
    assert named == {lead.pk, member.pk}


def closed_line_with_everything(cluster, lead, named, rows):
    """A confidential line with every card that its page has, `rows` rows in each."""
    entry = make_entry(country=cluster.country, due_on=dt.date(2027, 5, 4))
    aim = add_aim(cluster=cluster, text="An objective", purpose="empower", by=lead)
    group = make_theme(f"group-{rows}", kind=ThemeKind.GROUP, name="People on the move")
    adopt_policy(
        cluster=cluster,
        adopted_on=clock.today(),
        adopted_by="The cluster",
        rules=[{"members": "majority", "hct": "approving", "needs_lead_agency": True, "needs_sag": True}],
        expected_number=rows - 1 and 1,
        by=lead,
    )
    line = make_plan_line(
        cluster=cluster,
        exposure=Exposure.CONFIDENTIAL,
        readers=[lead, *named],
        entry=entry,
        planned_for=dt.date(2027, 4, 4),
        aim=aim,
        groups=[group.key],
        aors=["gbv"],
        reasons=["peoples_reality"],
        policy_version=policy.binding_policy(cluster),
        channel="indirect",
        through_whom="Another body",
    )
    for number in range(rows):
        legal = make_step_template(key=f"legal-{rows}-{number}", who=["law_clinic"])
        make_step(plan_line=line, template=legal, due_on=dt.date(2027, 4, 1))
        make_step(plan_line=line, state=StepState.DONE, done_at=clock.now())
        make_step(plan_line=line, state=StepState.NOT_NOW, state_reason="Later")
        make_submission(plan_line=line, exposure=Exposure.CONFIDENTIAL, readers=[lead, *named])
        make_interaction(cluster=cluster, plan_line=line, exposure=Exposure.CONFIDENTIAL)
        outcome = Outcome.objects.create(
            mechanism=line.mechanism, kind="report", title="Report", publication="published"
        )
        LookBack.objects.create(plan_line=line, outcome=outcome, state="offered", offered_at=clock.now())
    RiskForm.objects.create(plan_line=line)
    ask_members(plan_line=line, organisations=[signatory()], due_on=clock.today() + dt.timedelta(days=9), by=lead)
    record_hct_position(plan_line=line, position="informed", on=clock.today(), forum="HCT", by=lead)
    move_component(plan_line=line, component=make_component(), act="opened", why="A", expected_version=0, by=lead)
    return line


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEMBER, Role.OHCHR])
def test_a_closed_line_with_all_its_cards_asks_few_questions(client, cluster, lead, role):
    reader = make_person(role, cluster)
    named = [reader, make_person(Role.SAG, cluster)]
    counts = []
    for rows in (1, 8):
        line = closed_line_with_everything(cluster, lead, named, rows)
        client.force_login(reader)
        gates = reverse("engagements:gates", args=[line.pk])
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("engagements:line-detail", args=[line.pk]))
        assert page.status_code == 200
        with CaptureQueriesContext(connection) as apart:
            card = client.get(gates, HTTP_HX_REQUEST="true")
        counts.append((len(captured), len(apart)))
        asked = [query["sql"] for query in captured]
        for words in ("Another body", "Later", "Report", "People on the move"):
            assert words in page.content.decode(), words
        # Objectives are for the circle of the cluster.
        assert ("An objective" in page.content.decode()) is (role != Role.OHCHR)
        # What must be settled is fetched apart; without JavaScript a link leads there.
        assert f'href="{gates}"' in page.content.decode()
        assert "Humanitarian Country Team" in card.content.decode()
        assert "<h1" not in card.content.decode()
    assert counts[0] == counts[1], counts
    assert max(counts[0]) <= 15, (counts, asked)


def test_the_rows_of_the_gates_are_for_whoever_sees_the_line(client, cluster, lead):
    line = make_plan_line(cluster=cluster)
    text = make_submission(plan_line=line, exposure=Exposure.CONFIDENTIAL, readers=[lead])
    other = make_submission(plan_line=make_plan_line(cluster=cluster), exposure=Exposure.CONFIDENTIAL, readers=[lead])
    gates = reverse("engagements:gates", args=[line.pk])
    part = {"HTTP_HX_REQUEST": "true"}
    assert client.get(f"{gates}?text={text.pk}", **part).status_code == 200
    # A text of another line, no number, or one that is not there.
    for wrong in (other.pk, "x", 999999):
        assert client.get(f"{gates}?text={wrong}", **part).status_code == 404
    client.force_login(make_person(Role.MEMBER, cluster))
    assert client.get(gates, **part).status_code == 200
    assert client.get(f"{gates}?text={text.pk}", **part).status_code == 404
    client.force_login(make_person(Role.COORDINATOR, make_cluster("SYR")))
    assert client.get(gates, **part).status_code == 404


def test_a_new_step_knows_the_deputy_and_how_far_the_date_is_known(client, cluster, lead):
    about = make_entry(country=cluster.country, due_on=dt.date(2027, 7, 1), precision="about", title="Review")
    line = make_plan_line(cluster=cluster, entry=about, planned_for=about.due_on, deputy_role="co_coordinator")
    answer = client.get(reverse("engagements:step-create", args=[line.pk]))
    page = answer.content.decode()
    assert "about July 2027" in page
    assert "1 July 2027" not in page
    form = answer.context["form"]
    assert form["deputy_role"].value() == "co_coordinator"
    # What can wait is folded away until there is something in it.
    assert not form.has_more()
    answer = client.post(reverse("engagements:step-create", args=[line.pk]), {"sectors": ["health"]})
    assert answer.context["form"].has_more()


def test_people_to_name_are_shown_with_role_and_organisation(client, cluster, lead):
    member = make_person(Role.MEMBER, cluster)
    line = make_plan_line(cluster=cluster)
    words = f"{member} · Member · {signatory()}"
    for name in ("submission-create", "line-access"):
        assert words in client.get(reverse(f"engagements:{name}", args=[line.pk])).content.decode()


def test_an_error_elsewhere_leaves_what_can_wait_folded(client, cluster, lead):
    entry = make_entry(country=cluster.country, due_on=clock.today() + dt.timedelta(days=200))
    path = f"{reverse('engagements:line-create')}?entry={entry.pk}"
    first = client.get(path).context["form"]
    typed = {name: value for name in first.fields if (value := first[name].value()) not in (None, "", [])}
    answer = client.post(path, {**typed, "channel": "indirect"})
    assert answer.status_code == 422
    assert not answer.context["form"].has_more()
    answer = client.post(path, {**typed, "channel": "indirect", "objective": "Heard before the review"})
    assert answer.context["form"].has_more()


def test_the_plan_tells_what_stands_in_other_years_and_which_step_is_late(client, cluster, lead):
    today = clock.day_of(lead)
    line = make_plan_line(cluster=cluster, year=today.year, planned_for=today)
    make_step(plan_line=line, due_on=today - dt.timedelta(days=3))
    make_plan_line(cluster=cluster, year=today.year + 2)
    make_plan_line(cluster=cluster, year=today.year + 2, state=LineState.NOT_NOW, state_reason="Not this year")
    answer = client.get(reverse("engagements:plan") + f"?cluster={cluster.pk}&year={today.year}")
    assert [one["lines"] for one in answer.context["plan"].years] == ["", "", "1 engagement"]
    assert ">Late<" in answer.content.decode()
