"""What surrounds plan lines: objectives, context, concerns, links, copies, moved dates, owners whose role ended."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.enums import Role
from clusters.models import Membership
from core import clock
from core.errors import Refused, Stale
from core.models import AuditEntry
from engagements.actions.aims import add_aim, change_aim
from engagements.actions.concerns import answer_concern, raise_concern
from engagements.actions.context import save_context
from engagements.actions.copying import copy_plan_line
from engagements.actions.links import link_lines, unlink_lines
from engagements.actions.moving import ALL_STEPS, follow_moved_date
from engagements.actions.plans import create_plan_line, edit_plan_line, set_line_state
from engagements.actions.recommended import work_on
from engagements.actions.steps import add_step, change_step
from engagements.enums import Exposure, LineState, StepState
from engagements.models import EngagementStep, PlanAim, PlanConcern, PlanContext, PlanLine, PlanLineReader, PlanLink
from engagements.policy import ended_roles
from engagements.queries.overview import overview
from engagements.queries.plans import aims_to_serve
from mechanisms.actions.library import add_library_step, retire_library_step
from mechanisms.actions.plan_templates import publish_plan_template
from tests.factories import (
    make_cluster,
    make_entry,
    make_mechanism,
    make_organisation,
    make_person,
    make_plan_line,
    make_recommendation,
    make_step,
    make_step_template,
    make_theme,
)

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


@pytest.fixture
def lead(cluster, client):
    user = make_person(Role.COORDINATOR, cluster)
    client.force_login(user)
    return user


@pytest.fixture
def stranger():
    return make_person(Role.COORDINATOR, make_cluster("SYR"))


def end(person):
    Membership.objects.filter(user=person).update(ends_on=clock.today() - dt.timedelta(days=1))


def verbs(user):
    return list(AuditEntry.objects.visible_to(user).order_by("pk").values_list("verb", flat=True))


def questions(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# --- Objectives, context, concerns --------------------------------------------------------------------------


def test_an_objective_is_marked_as_legal_aid_and_keeps_the_mark_when_it_is_changed(client, cluster, lead):
    """MATRIX D037."""
    client.post(
        reverse("engagements:aim-list") + f"?cluster={cluster.pk}",
        {"text": "Families have papers", "purpose": "empower", "is_legal_aid": "on"},
    )
    aim = PlanAim.objects.visible_to(lead).get()
    assert aim.is_legal_aid
    edit = reverse("engagements:aim-edit", args=[aim.pk])
    assert client.get(edit).context["form"].initial["is_legal_aid"] is True
    assert (
        "legal aid or victim advocacy"
        in client.get(reverse("engagements:aim-list") + f"?cluster={cluster.pk}").content.decode()
    )
    client.post(edit, {"text": "Families have papers", "purpose": "empower", "version": aim.version})
    aim.refresh_from_db()
    assert not aim.is_legal_aid


def test_objectives_are_entered_and_served(client, cluster, lead, stranger):
    url = reverse("engagements:aim-list")
    assert client.post(url, {"text": "", "purpose": "advocate"}).status_code == 422
    assert client.post(url, {"text": "Return is free", "purpose": "advocate", "source": "Obj. 1"}).status_code == 302
    aim = PlanAim.objects.visible_to(lead).get()
    make_plan_line(cluster=cluster, aim=aim, title="Serving line")
    make_plan_line(cluster=cluster, aim=aim, title="Canary hidden", exposure=Exposure.CONFIDENTIAL)
    page = client.get(url).content.decode()
    assert "Serving line" in page
    assert "Canary" not in page
    change_aim(aim=aim, text="Return is free and safe", purpose="advocate", expected_version=1, by=lead)
    with pytest.raises(Stale):
        change_aim(aim=aim, text="Third", purpose="advocate", expected_version=1, by=lead)
    answer = client.post(reverse("engagements:aim-edit", args=[aim.pk]), {"text": "Mine", "purpose": "advocate"})
    assert answer.status_code == 409
    assert "Return is free and safe" in answer.content.decode()
    assert verbs(lead) == ["aim.added", "aim.changed"]
    assert "Return" not in str(list(AuditEntry.objects.visible_to(lead).values()))
    client.force_login(stranger)
    assert client.get(reverse("engagements:aim-edit", args=[aim.pk])).status_code == 404
    member = make_person(Role.MEMBER, cluster)
    with pytest.raises(Refused):
        add_aim(cluster=cluster, text="Mine", purpose="advocate", by=member)
    client.force_login(member)
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": "Mine", "purpose": "advocate"}).status_code == 403


def test_an_objective_stands_once_however_many_nodes_the_cluster_has(client, cluster, lead):
    """It stood once for each node, and choosing it for a plan line ended in an error."""
    for number in range(3):
        make_cluster("MOZ", parent=cluster, name=f"Node {number}")
    aim = add_aim(cluster=cluster, text="Children are registered", purpose="empower", by=lead)
    page = client.get(reverse("engagements:aim-list"), {"cluster": cluster.pk}).content.decode()
    assert page.count("Children are registered") == 1
    # As a form looks it up.
    assert aims_to_serve(lead, cluster).get(pk=aim.pk) == aim


def test_an_objective_shows_the_recommendations_that_its_lines_work_on(client, cluster, lead):
    """MATRIX D037: legal aid as part of the response leads to what mechanisms recommended, through what is planned."""
    aim = add_aim(cluster=cluster, text="Lawyers in the camps", purpose="empower", is_legal_aid=True, by=lead)
    known, hidden = (make_recommendation(country=cluster.country, symbol=f"A/HRC/9/{n}", paragraph="1") for n in (1, 2))
    for number, rec, mark in ((1, known, Exposure.MEMBERS), (2, known, Exposure.MEMBERS), (3, hidden, "confidential")):
        line = make_plan_line(cluster=cluster, aim=aim, title=f"Line {number}", exposure=mark, readers=[lead])
        work_on(plan_line=line, recommendation=rec, by=lead)
    address = f"{reverse('engagements:aim-list')}?cluster={cluster.pk}"
    page = client.get(address).content.decode()
    assert page.count(known.get_absolute_url()) == 1
    assert hidden.get_absolute_url() in page
    client.force_login(make_person(Role.MEMBER, cluster))
    page = client.get(address).content.decode()
    assert known.get_absolute_url() in page
    assert hidden.get_absolute_url() not in page


def test_an_objective_of_another_cluster_is_refused(cluster, lead, stranger):
    other = PlanAim.objects.create(cluster=make_cluster("SYR"), text="Theirs", purpose="advocate")
    with pytest.raises(ValidationError) as refusal:
        create_plan_line(
            cluster=cluster,
            mechanism=make_mechanism(),
            year=2027,
            title="Line",
            lead_role="coordinator",
            aim=other,
            by=lead,
        )
    assert "aim" in refusal.value.message_dict


def test_context_is_kept_version_by_version(client, cluster, lead, stranger):
    url = reverse("engagements:plan-context") + f"?cluster={cluster.pk}&year=2027"
    assert client.get(url).status_code == 200
    client.post(url, {"openness": "closed", "route": "international", "resources": "One day", "version": "0"})
    answer = client.post(url, {"openness": "open", "version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone changed this" in page
    assert "One day" in page
    client.post(url, {"openness": "selective", "route": "both", "resources": "Two days", "version": "1"})
    rows = PlanContext.objects.visible_to(lead).order_by("number")
    assert [(row.number, row.openness, row.resources) for row in rows] == [
        (1, "closed", "One day"),
        (2, "selective", "Two days"),
    ]
    assert "One day" in client.get(url).content.decode()
    same = save_context(cluster=cluster, year=2027, expected_number=2, resources="Two days", by=lead)
    assert same.number == 2
    assert client.post(url, {"openness": "wide", "version": "2"}).status_code == 422
    assert "One day" not in str(list(AuditEntry.objects.visible_to(lead).values()))
    with pytest.raises(Refused):
        save_context(cluster=cluster, year=2027, expected_number=2, by=make_person(Role.MEMBER, cluster))
    assert not PlanContext.objects.visible_to(stranger).exists()


def test_a_concern_waits_until_it_is_answered_or_planned(client, cluster, lead, stranger, settings):
    make_theme("idps", kind="group")
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    url = reverse("engagements:concern-list")
    assert client.post(url, {"text": "", "groups": ["idps"]}).status_code == 422
    assert client.post(url, {"text": "No papers", "groups": ["idps"]}).status_code == 302
    first = PlanConcern.objects.visible_to(member).get()
    assert first.groups == ["idps"]
    answer = client.post(reverse("engagements:concern-answer", args=[first.pk]), {"answer": "Typed", "version": 1})
    assert answer.status_code == 403
    with pytest.raises(Refused):
        raise_concern(cluster=cluster, text="Not mine", by=stranger)
    with pytest.raises(ValidationError):
        raise_concern(cluster=cluster, text="A person", groups=["amina"], by=member)
    second = raise_concern(cluster=cluster, text="No water", by=member)
    settings.HRE_DEMO = True
    keeper = make_person(Role.TASK_TEAM, is_demo=True)
    client.force_login(keeper)
    page = client.get(reverse("engagements:concerns-waiting")).content.decode()
    assert "No papers" in page
    assert "No water" in page
    client.force_login(lead)
    plan_url = reverse("engagements:line-create") + f"?mechanism={make_mechanism().key}&concern={first.pk}"
    page = client.get(plan_url).content.decode()
    assert "No papers" in page
    client.post(plan_url, new_line_data(concern="No papers", groups=["idps"]))
    line = PlanLine.objects.visible_to(lead).get()
    assert (line.concern, line.groups) == ("No papers", ["idps"])
    first.refresh_from_db(from_queryset=PlanConcern.objects.visible_to(lead))
    assert (first.plan_line_id, first.answered_by_id) == (line.pk, lead.pk)
    url = reverse("engagements:concern-answer", args=[second.pk])
    assert client.post(url, {"answer": "", "version": 1}).status_code == 422
    stale = client.post(url, {"answer": "Typed and kept", "version": 7})
    assert stale.status_code == 409
    assert "Typed and kept" in stale.content.decode()
    assert client.post(url, {"answer": "The water group knows", "version": 1}).status_code == 302
    second.refresh_from_db(from_queryset=PlanConcern.objects.visible_to(lead))
    with pytest.raises(Refused):
        answer_concern(concern=second, answer="Again", expected_version=2, by=lead)
    client.force_login(keeper)
    assert "No water" not in client.get(reverse("engagements:concerns-waiting")).content.decode()
    client.force_login(stranger)
    assert client.post(url, {"answer": "x", "version": 1}).status_code == 404
    assert "water" not in str(list(AuditEntry.objects.visible_to(lead).values()))


def new_line_data(**changes):
    return {
        "title": "A line",
        "trigger": "planned",
        "channel": "direct",
        "on_behalf_of": "cluster",
        "lead_role": "coordinator",
        "year": "2027",
        "exposure": "members_only",
        **changes,
    }


# --- The page of a new line ---------------------------------------------------------------------------------


def test_one_page_from_concern_to_owner(client, cluster, lead):
    entry = make_entry(country=cluster.country, due_on=D(2027, 6, 30), title="Deadline")
    step = make_step_template(lead_days=30, title="Write it")
    url = reverse("engagements:line-create")
    page = client.get(url).content.decode()
    assert "Choose an avenue" in page
    assert "Put it in the plan" not in page
    data = {"concern": "Typed concern", "avenue": f"entry:{entry.pk}", "avenue_shown": "", "preview": "1"}
    page = client.post(url, data).content.decode()
    assert "Typed concern" in page
    assert "Write it" in page
    assert "31 May 2027" in page
    assert 'value="Deadline"' in page
    page = client.post(url, {**data, "preview": "", "other": "1"}).content.decode()
    assert "Choose an avenue" in page
    assert "Typed concern" in page
    data = new_line_data(concern="Typed concern", avenue=f"entry:{entry.pk}", **{f"step-use_{step.pk}": "on"})
    changed = client.post(url, {**data, "avenue_shown": "body:upr"})
    assert changed.status_code == 422
    assert "The avenue changed" in changed.content.decode()
    data[f"step-lead_{step.pk}"] = "30"
    assert client.post(url, {**data, "avenue_shown": f"entry:{entry.pk}"}).status_code == 302
    line = PlanLine.objects.visible_to(lead).get()
    assert (line.entry_id, line.concern) == (entry.pk, "Typed concern")
    assert EngagementStep.objects.visible_to(lead).get().due_on == D(2027, 5, 31)


@pytest.mark.parametrize("avenue", ["entry:999999", "entry:x", "body:nothing"])
def test_an_unknown_avenue_is_not_there(client, cluster, lead, avenue):
    assert client.post(reverse("engagements:line-create"), {"avenue": avenue}).status_code == 404


def test_a_line_starts_from_a_plan_template(client, cluster, lead):
    ticked, other = make_step_template(title="Of the template"), make_step_template(title="Another")
    template = publish_plan_template(
        title="Light", mechanism_kind="upr", steps={ticked.pk: 5}, by=make_person(Role.TASK_TEAM)
    )
    entry = make_entry(country=cluster.country, due_on=D(2027, 6, 30))
    url = reverse("engagements:line-create") + f"?entry={entry.pk}&template={template.pk}"
    page = client.get(url).content.decode()
    assert f'name="step-use_{ticked.pk}" id="id_step-use_{ticked.pk}" checked' in page
    assert f'id="id_step-use_{other.pk}" checked' not in page
    assert "25 June 2027" in page
    assert questions(client, url) <= 15


def test_line_without_a_lead_keeps_everything(client, cluster, lead):
    make_mechanism()
    answer = client.post(
        reverse("engagements:line-create") + "?mechanism=upr", new_line_data(lead_role="", concern="Kept")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kept" in page
    assert 'id="id_lead_role_error"' in page
    assert not PlanLine.objects.visible_to(lead).exists()


# --- Owners whose role ended --------------------------------------------------------------------------------


def test_a_role_that_ended_owns_nothing_new(client, cluster, lead):
    sag = make_person(Role.SAG, cluster)
    line = make_plan_line(cluster=cluster, lead_role="sag")
    step = make_step(plan_line=line, owner_role="sag")
    assert ended_roles(cluster) == frozenset()
    end(sag)
    assert ended_roles(cluster) == {"sag"}
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert "nobody holds this role now" in page
    assert "Nobody holds the role “SAG member”" in page
    for act in (
        lambda: add_step(plan_line=line, title="New", owner_role="sag", by=lead),
        lambda: change_step(
            step=make_step(plan_line=line, owner_role="coordinator"),
            due_on=None,
            owner_role="sag",
            deputy_role="",
            expected_version=1,
            by=lead,
        ),
        lambda: edit_plan_line(plan_line=line, deputy_role="sag", expected_version=1, by=lead),
        lambda: create_plan_line(
            cluster=cluster, mechanism=make_mechanism(), year=2027, title="L", lead_role="sag", by=lead
        ),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert "Nobody holds the role" in str(refusal.value)
    # What it owns already may keep its day and be given to somebody else.
    change_step(step=step, due_on=D(2027, 1, 1), owner_role="sag", deputy_role="", expected_version=1, by=lead)
    change_step(step=step, due_on=None, owner_role="coordinator", deputy_role="", expected_version=2, by=lead)
    answer = client.post(
        reverse("engagements:step-create", args=[line.pk]),
        {"title": "Typed", "owner_role": "sag", "on_behalf_of": "cluster"},
    )
    assert answer.status_code == 422
    assert 'value="Typed"' in answer.content.decode()


def test_proposals_pass_over_roles_that_ended(client, cluster, lead):
    end(make_person(Role.MEMBER, cluster))
    step = make_step_template(who=["members"])
    entry = make_entry(country=cluster.country, due_on=D(2027, 6, 30))
    url = reverse("engagements:line-create") + f"?entry={entry.pk}"
    client.post(url, new_line_data(**{f"step-use_{step.pk}": "on"}))
    assert EngagementStep.objects.visible_to(lead).get().owner_role == "coordinator"


# --- Steps of the library -----------------------------------------------------------------------------------


def test_a_step_of_another_cluster_or_a_retired_one_is_refused(client, cluster, lead, stranger):
    theirs = add_library_step(
        title="Theirs",
        mechanism_kind="upr",
        phase="plan",
        cluster=Membership.objects.get(user=stranger).cluster,
        by=stranger,
    )
    ours = add_library_step(title="Ours", mechanism_kind="upr", phase="plan", cluster=cluster, by=lead)
    line = make_plan_line(cluster=cluster)
    with pytest.raises(ValidationError):
        add_step(plan_line=line, template=theirs, owner_role="coordinator", by=lead)
    step = add_step(plan_line=line, template=ours, owner_role="coordinator", by=lead)
    assert (step.title, step.phase) == ("Ours", "plan")
    with pytest.raises(ValidationError):
        add_step(plan_line=line, template=ours, owner_role="coordinator", by=lead)
    with pytest.raises(ValidationError) as refusal:
        create_plan_line(
            cluster=cluster,
            mechanism=make_mechanism(),
            year=2027,
            title="L",
            lead_role="coordinator",
            steps=[{"title": "x", "template_id": theirs.pk, "owner_role": "coordinator"}],
            by=lead,
        )
    assert "steps" in refusal.value.message_dict
    retire_library_step(step=ours, expected_version=1, by=lead)
    with pytest.raises(ValidationError):
        add_step(plan_line=make_plan_line(cluster=cluster), template=ours, owner_role="coordinator", by=lead)


# --- Moved dates --------------------------------------------------------------------------------------------


def test_steps_move_one_by_one(client, cluster, lead):
    entry = make_entry(country=cluster.country, due_on=D(2027, 3, 1))
    line = make_plan_line(cluster=cluster, entry=entry, planned_for=D(2027, 2, 1))
    moving = make_step(plan_line=line, due_on=D(2027, 1, 20), title="Moving step")
    staying = make_step(plan_line=line, due_on=D(2027, 1, 20), title="Left step")
    pinned = make_step(plan_line=line, due_on=D(2027, 1, 20), is_pinned=True)
    done = make_step(plan_line=line, due_on=D(2027, 1, 20), state=StepState.DONE, done_at=clock.now())
    elsewhere = make_step(plan_line=make_plan_line(cluster=cluster), due_on=D(2027, 1, 20))
    page = client.get(reverse("engagements:line-detail", args=[line.pk])).content.decode()
    assert f'name="step" value="{moving.pk}"' in page
    assert f'name="step" value="{pinned.pk}"' not in page
    assert "2 steps stay" in page
    moved = follow_moved_date(
        plan_line=line, steps=[moving.pk, pinned.pk, done.pk, elsewhere.pk], expected_version=1, by=lead
    )
    assert moved == 1
    days = dict(EngagementStep.objects.visible_to(lead).values_list("pk", "due_on"))
    assert days.pop(moving.pk) == D(2027, 2, 17)
    assert set(days.values()) == {D(2027, 1, 20)}
    assert staying.pk in days
    with pytest.raises(Refused):
        follow_moved_date(plan_line=line, steps=ALL_STEPS, expected_version=2, by=lead)
    assert verbs(lead) == ["plan_line.followed_date"]


# --- Copies and links ---------------------------------------------------------------------------------------


def test_a_copy_takes_words_and_steps_never_results(client, cluster, lead):
    aim = add_aim(cluster=cluster, text="Aim", purpose="empower", by=lead)
    line = make_plan_line(
        cluster=cluster,
        title="UPR",
        concern="Concern",
        aim=aim,
        obtained="Canary result",
        next_approach="Canary next",
        state=LineState.DONE,
        planned_for=D(2027, 2, 1),
        lead_role="sag",
        deputy_role="coordinator",
    )
    end(make_person(Role.SAG, cluster))
    template = make_step_template()
    kept = make_step(
        plan_line=line,
        template=template,
        due_on=D(2027, 1, 22),
        lead_days=30,
        state=StepState.DONE,
        done_at=clock.now(),
        note="Canary note",
        owner_role="sag",
    )
    make_step(plan_line=line, title="Aside", state=StepState.NOT_NOW, state_reason="No")
    next_date = make_entry(country=cluster.country, due_on=D(2031, 6, 30))
    url = reverse("engagements:line-copy", args=[line.pk])
    assert client.get(url).status_code == 200
    data = {"title": "UPR again", "entry": next_date.pk, "year": "2031", "steps": [kept.pk]}
    assert client.post(url, {**data, "year": "soon"}).status_code == 422
    answer = client.post(url, data)
    copy = PlanLine.objects.visible_to(lead).get(title="UPR again")
    assert answer.url == reverse("engagements:line-detail", args=[copy.pk])
    assert (copy.concern, copy.aim_id, copy.obtained, copy.next_approach, copy.state) == (
        "Concern",
        aim.pk,
        "",
        "",
        LineState.PLANNED,
    )
    assert copy.lead_role == "coordinator"
    step = EngagementStep.objects.visible_to(lead).get(plan_line=copy)
    # Ten days before, as it was done in fact.
    assert (step.due_on, step.state, step.note, step.owner_role) == (D(2031, 6, 20), "open", "", "coordinator")
    link = PlanLink.objects.visible_to(lead).get()
    assert (link.source_id, link.target_id, link.kind) == (line.pk, copy.pk, "feeds")
    foreign = make_step(plan_line=make_plan_line(cluster=cluster))
    with pytest.raises(ValidationError):
        copy_plan_line(plan_line=line, year=2031, steps=[foreign.pk], by=lead)
    other_body = make_entry(country=cluster.country, mechanism=make_mechanism("hrc", family="hrc"))
    with pytest.raises(ValidationError):
        copy_plan_line(plan_line=line, year=2031, entry=other_body, by=lead)
    with pytest.raises(Refused):
        copy_plan_line(plan_line=line, year=2031, by=make_person(Role.MEMBER, cluster))


def test_a_link_shows_only_to_those_who_see_both(client, cluster, lead):
    line, other = make_plan_line(cluster=cluster), make_plan_line(cluster=cluster, title="Other line")
    hidden = make_plan_line(cluster=cluster, title="Canary line", exposure=Exposure.CONFIDENTIAL, readers=[lead])
    url = reverse("engagements:line-links", args=[line.pk])
    assert client.post(url, {"act": "link", "kind": "feeds", "target": other.pk}).status_code == 302
    link_lines(source=line, target=hidden, kind="triggers", by=lead)
    link_lines(source=line, target=hidden, kind="triggers", by=lead)
    assert PlanLink.objects.visible_to(lead).count() == 2
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "Canary line" in part
    foreign = make_plan_line(cluster=make_cluster("SYR"))
    assert client.post(url, {"act": "link", "kind": "feeds", "target": foreign.pk}).status_code == 422
    with pytest.raises(ValidationError):
        link_lines(source=line, target=line, kind="feeds", by=lead)
    member = make_person(Role.MEMBER, cluster)
    client.force_login(member)
    page = client.get(url).content.decode()
    assert "Other line" in page
    assert "Canary" not in page
    assert client.post(url, {"act": "link", "kind": "feeds", "target": other.pk}).status_code == 403
    client.force_login(lead)
    link = PlanLink.objects.visible_to(lead).get(target=other)
    assert client.post(url, {"act": "unlink", "link": link.pk}).status_code == 302
    assert client.post(url, {"act": "unlink", "link": link.pk}).status_code == 422
    with pytest.raises(Refused):
        unlink_lines(link=PlanLink.objects.visible_to(lead).get(), by=member)
    assert verbs(lead) == ["plan_link.made", "plan_link.made", "plan_link.removed"]


def test_after_the_action(client, cluster, lead):
    line = make_plan_line(cluster=cluster, expected_outcome="Two recommendations")
    url = reverse("engagements:line-outcome", args=[line.pk])
    assert "Two recommendations" in client.get(url).content.decode()
    client.post(url, {"obtained": "One", "next_approach": "A committee", "version": 1})
    answer = client.post(url, {"obtained": "Mine", "next_approach": "", "version": 1})
    assert answer.status_code == 409
    assert "A committee" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    line.refresh_from_db(from_queryset=PlanLine.objects.visible_to(lead))
    assert (line.obtained, line.next_approach) == ("One", "A committee")
    assert AuditEntry.objects.visible_to(lead).get().after == {"texts": ["obtained", "next_approach"]}


def test_tags_are_words_of_the_lists(cluster, lead):
    make_theme("idps", kind="group")
    make_theme("land", kind="subject")
    line = make_plan_line(cluster=cluster)
    for changes, field in [
        ({"groups": ["amina"]}, "groups"),
        ({"groups": ["land"]}, "groups"),
        ({"aors": ["wash"]}, "aors"),
    ]:
        with pytest.raises(ValidationError) as refusal:
            edit_plan_line(plan_line=line, expected_version=1, by=lead, **changes)
        assert field in refusal.value.message_dict
        line.refresh_from_db(from_queryset=PlanLine.objects.visible_to(lead))
    edit_plan_line(plan_line=line, groups=["idps"], aors=["gbv"], expected_version=1, by=lead)
    assert AuditEntry.objects.visible_to(lead).get().after == {"groups": ["idps"], "aors": ["gbv"]}


# --- The year -----------------------------------------------------------------------------------------------


def test_the_overview_counts_only_what_the_reader_sees(cluster, lead):
    make_plan_line(cluster=cluster, year=2027, trigger="planned", reasons=["advocacy"])
    make_plan_line(cluster=cluster, year=2027, trigger="request", mechanism=make_mechanism("hrc", family="hrc"))
    make_plan_line(cluster=cluster, year=2026, trigger="opportunity")
    make_plan_line(cluster=cluster, year=2027, exposure=Exposure.CONFIDENTIAL, reasons=["awareness"])
    make_plan_line(cluster=cluster, year=2027, state=LineState.NOT_NOW, state_reason="No", reasons=["networks"])
    found = overview(lead, cluster, 2027)
    assert [(one.year, one.planned, one.request, one.opportunity) for one in found.beginnings] == [
        (2026, 0, 0, 1),
        (2027, 1, 1, 0),
    ]
    assert [number for _label, number in found.reasons] == [1]
    assert {one.family: one.number for one in found.touched} == {"upr": 1, "hrc": 1}
    assert {one.family for one in found.untouched} == {"treaty_body", "special_procedure", "regional", "national"}


def test_a_national_plan_lists_its_nodes_and_a_node_its_own(client, cluster, lead):
    node = make_cluster("MOZ", name="Node North", parent=cluster)
    make_plan_line(cluster=node, year=2027, title="Line of the node")
    make_plan_line(cluster=node, year=2027, title="Canary", exposure=Exposure.CONFIDENTIAL)
    make_plan_line(cluster=cluster, year=2027, title="National line")
    url = reverse("engagements:plan") + "?year=2027"
    page = client.get(f"{url}&cluster={cluster.pk}").content.decode()
    assert "Node North" in page
    assert "Line of the node" in page
    assert "Canary" not in page
    client.force_login(make_person(Role.COORDINATOR, node))
    page = client.get(url).content.decode()
    assert "Line of the node" in page
    assert "National line" not in page
    assert client.get(f"{url}&cluster={cluster.pk}").status_code == 404


def test_what_like_minded_members_planned_can_be_copied_and_asks_them_anew(cluster, lead):
    line = make_plan_line(
        cluster=cluster, on_behalf_of="like_minded", supporters=[{"id": 1, "name": "One"}], names_supporters=True
    )
    copy = copy_plan_line(plan_line=line, year=2031, by=lead)
    assert (copy.on_behalf_of, copy.supporters) == ("cluster", [])


def test_a_copy_of_a_closed_line_passes_over_whom_it_may_not_go_to(cluster, lead):
    unsigned = make_person(Role.MEMBER, cluster, organisation=make_organisation())
    signed = make_person(Role.MEMBER, cluster)
    line = make_plan_line(cluster=cluster, exposure=Exposure.CONFIDENTIAL, readers=[lead, signed, unsigned])
    copy = copy_plan_line(plan_line=line, year=2031, by=lead)
    named = PlanLineReader.objects.visible_to(lead).filter(plan_line=copy)
    assert set(named.values_list("user_id", flat=True)) == {lead.pk, signed.pk}


def test_a_reason_too_long_is_refused_not_cut(cluster, lead):
    line = make_plan_line(cluster=cluster)
    with pytest.raises(ValidationError):
        set_line_state(plan_line=line, state="not_now", reason="x" * 301, expected_version=1, by=lead)
    concern = raise_concern(cluster=cluster, text="Why so late?", by=lead)
    with pytest.raises(ValidationError):
        answer_concern(concern=concern, answer="x" * 2001, expected_version=1, by=lead)
