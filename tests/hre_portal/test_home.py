"""The home page: each role finds its own, nobody finds another cluster's, and it costs the same at any size."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Role
from clusters.models import Organisation, User
from core import audit, clock
from core.models import Delivery
from engagements.actions.members import answer_position, ask_members
from engagements.actions.sheets import create_sheet
from engagements.enums import (
    Decision,
    Exposure,
    LineState,
    SignRole,
    Status,
    StepOwner,
    StrategyKind,
    StrategyPlace,
    StrategyStatus,
)
from engagements.models import AdvocacyStrategy, MeetingInvitation, MemberPosition, SignOff, Version
from tests.factories import (
    make_cluster,
    make_entry,
    make_interaction,
    make_mechanism,
    make_organisation,
    make_person,
    make_plan_line,
    make_session,
    make_signature,
    make_step,
    make_submission,
    make_user,
)
from tests.factories.stakeholders import make_protected, make_stakeholder

pytestmark = pytest.mark.django_db

LAST_HERE = 'You were last here on <time datetime="2026-11-22" dir="auto">22 November 2026</time>.'
TODAY = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_known_day(time_machine, settings):
    time_machine.move_to(TODAY, tick=False)
    # Demonstration logins need no second factor.
    settings.HRE_DEMO = True


@pytest.fixture
def cluster():
    return make_cluster("MOZ")


def home(client, user, query=""):
    client.force_login(user)
    response = client.get(f"/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_coordinator_finds_dates_steps_and_mechanisms(client, cluster):
    coordinator = make_person(Role.COORDINATOR, cluster)
    upr = make_mechanism()
    make_entry(title="Mid-term report", country=cluster.country, due_on=dt.date(2027, 1, 5), mechanism=upr)
    line = make_plan_line(cluster=cluster, title="Use the mid-term review", mechanism=upr)
    make_step(plan_line=line, title="Ask members", due_on=dt.date(2026, 12, 1), owner_role=StepOwner.COORDINATOR)
    make_step(plan_line=line, title="Late one", due_on=dt.date(2026, 11, 1), owner_role=StepOwner.COORDINATOR)
    make_step(plan_line=line, title="Not hers", due_on=dt.date(2026, 12, 1), owner_role=StepOwner.TASK_TEAM)
    html = home(client, coordinator)
    assert "<h1><bdi>Mozambique</bdi></h1>" in html
    assert "Next: <bdi>Mid-term report</bdi> (44 days)" in html
    assert 'class="strip"' in html
    assert "Ask members" in html
    assert "9 days" in html
    assert html.index("Late one") < html.index("Ask members")
    assert "Not hers" not in html
    assert "Universal Periodic Review" in html


def test_an_estimate_whose_month_is_over_is_not_next(client, cluster):
    estimate = {"country": cluster.country, "precision": "season", "certainty": "estimate"}
    make_entry(title="Bygone season", due_on=dt.date(2026, 9, 1), **estimate)
    make_entry(title="Coming season", due_on=dt.date(2027, 1, 1), **estimate)
    html = home(client, make_person(Role.COORDINATOR, cluster))
    assert "Bygone season" not in html
    assert "Coming season" in html


def test_another_clusters_plans_stay_out(client, cluster):
    other = make_cluster("SYR")
    line = make_plan_line(cluster=other, title="CANARY line", exposure=Exposure.OPEN)
    make_step(plan_line=line, title="CANARY step", due_on=dt.date(2026, 12, 1))
    make_submission(plan_line=line, title="CANARY text", exposure=Exposure.OPEN, status=Status.CONSULTATION)
    make_entry(title="CANARY date", country=other.country, due_on=dt.date(2026, 12, 1))
    assert "CANARY" not in home(client, make_person(Role.COORDINATOR, cluster))
    assert "CANARY" not in home(client, make_person(Role.COORDINATOR, cluster), f"?cluster={other.pk}")


def test_restricted_line_is_not_shown_to_a_member(client, cluster):
    line = make_plan_line(cluster=cluster, title="CANARY", exposure=Exposure.RESTRICTED)
    for owner in (StepOwner.MEMBER, StepOwner.COORDINATOR):
        make_step(plan_line=line, title="CANARY", due_on=dt.date(2026, 12, 1), owner_role=owner)
    assert "CANARY" not in home(client, make_person(Role.MEMBER, cluster))
    assert "CANARY" in home(client, make_person(Role.COORDINATOR, cluster))


def test_sign_off_waits_until_it_is_given(client, cluster):
    coordinator = make_person(Role.COORDINATOR, cluster)
    line = make_plan_line(cluster=cluster)
    submission = make_submission(
        plan_line=line, title="Joint text", status=Status.SIGN_OFF, required_sign_offs=[SignRole.COORDINATOR]
    )
    version = Version.objects.create(submission=submission, number=1, tree={}, sha256="0" * 64)
    html = home(client, coordinator)
    assert "Joint text" in html
    assert "Sign-off asked" in html
    SignOff.objects.create(
        version=version, role=SignRole.COORDINATOR, by=coordinator, at=TODAY, decision=Decision.AGREED
    )
    assert "Joint text" not in home(client, coordinator)
    # An edit makes a new version: the old signature no longer counts.
    Version.objects.create(submission=submission, number=2, tree={}, sha256="1" * 64)
    assert "Joint text" in home(client, coordinator)


def test_member_is_asked_for_comments_and_steps(client, cluster):
    organisation = Organisation.objects.create(name="Demo Relief")
    member = make_person(Role.MEMBER, cluster, organisation=organisation)
    line = make_plan_line(cluster=cluster, title="Joint input")
    make_step(plan_line=line, title="Send figures", owner_role=StepOwner.MEMBER)
    make_submission(plan_line=line, title="For comment", exposure=Exposure.MEMBERS, status=Status.CONSULTATION)
    make_submission(plan_line=line, title="CANARY draft", exposure=Exposure.MEMBERS, status=Status.DRAFT)
    html = home(client, member)
    assert "Asked of my organisation" in html
    assert "Send figures" in html
    assert "Comments asked" in html
    assert "Demo Relief" in html
    assert "CANARY" not in html
    assert "Plan an engagement" not in html


def test_task_team_finds_its_worklist_and_idle_clusters(client, cluster):
    make_entry(title="Unverified date", country=cluster.country, due_on=dt.date(2027, 1, 5))
    busy = make_cluster("SYR", name="Protection Cluster Busy")
    make_plan_line(cluster=busy)
    make_session(opens_on=dt.date(2027, 1, 18), closes_on=dt.date(2027, 1, 29))
    html = home(client, make_person(Role.TASK_TEAM, is_demo=True))
    assert "1 date wants a look." in html
    assert "Unverified date" in html
    assert "Never verified" in html
    assert cluster.name in html
    assert "Protection Cluster Busy" not in html
    assert "strip-bar" in html


def test_administrator_finds_the_service_and_no_plan(client, cluster):
    make_plan_line(cluster=cluster, title="CANARY", exposure=Exposure.OPEN)
    reader = make_user()
    Delivery.objects.create(
        subject_type="x", subject_id="1", recipient=reader, kind="x", due_on=TODAY, not_before=TODAY, state="failed"
    )
    html = home(client, make_person(Role.ADMINISTRATOR, is_staff=True, is_demo=True))
    assert "Running the portal" in html
    assert '<span class="pill pill-danger">1</span>' in html
    assert "CANARY" not in html


def test_somebody_without_a_role_is_told_who_can_add_them(client):
    assert "You do not belong to a cluster yet" in home(client, make_user())


def test_a_membership_that_ended_opens_nothing(client, cluster):
    former = make_person(Role.COORDINATOR, cluster, ends_on=dt.date(2026, 11, 21))
    assert "You do not belong to a cluster yet" in home(client, former)


def test_empty_home_says_who_can_fill_it(client, cluster):
    html = home(client, make_person(Role.COORDINATOR, cluster))
    assert "No date is known yet" in html
    assert "No open step is yours" in html
    assert 'class="strip"' not in html


def test_two_clusters_can_be_chosen_between(client, cluster):
    from clusters.models import Membership

    other = make_cluster("SYR")
    person = make_person(Role.COORDINATOR, cluster)
    Membership.objects.create(user=person, cluster=other, role=Role.MEMBER, starts_on=dt.date(2026, 1, 1))
    assert "<h1><bdi>Mozambique</bdi></h1>" in home(client, person)
    assert "<h1><bdi>Syrian Arab Republic</bdi></h1>" in home(client, person, f"?cluster={other.pk}")
    assert "<h1><bdi>Mozambique</bdi></h1>" in home(client, person, "?cluster=nonsense")


def test_the_previous_visit_stays_known_for_the_whole_visit(client, cluster, time_machine):
    person = make_person(Role.COORDINATOR, cluster)
    assert "Moved in the last weeks" in home(client, person)
    assert User.objects.get(pk=person.pk).last_home_at == TODAY
    time_machine.move_to(TODAY + dt.timedelta(days=3), tick=False)
    client.logout()
    assert LAST_HERE in home(client, person)
    time_machine.move_to(TODAY + dt.timedelta(days=3, hours=1), tick=False)
    client.force_login(person)
    assert LAST_HERE in client.get("/").content.decode()
    assert User.objects.get(pk=person.pk).last_home_at == TODAY + dt.timedelta(days=3)


def _fill(cluster, rows):
    organisation = Organisation.objects.get_or_create(name="Org")[0]
    for number in range(rows):
        mechanism = make_mechanism(key=f"m{number}", name=f"Mechanism {number}")
        make_entry(country=cluster.country, due_on=dt.date(2027, 1, 5), mechanism=mechanism)
        line = make_plan_line(cluster=cluster, mechanism=mechanism, state=LineState.UNDER_WAY)
        make_step(plan_line=line, due_on=dt.date(2026, 12, 1))
        submission = make_submission(
            plan_line=line, status=Status.SIGN_OFF, required_sign_offs=[SignRole.COORDINATOR], exposure=Exposure.MEMBERS
        )
        Version.objects.create(submission=submission, number=1, tree={}, sha256="0" * 64)
        make_person(Role.MEMBER, cluster, organisation=organisation)
        make_session(mechanism=mechanism)
        # Two dates that rest on one page, with and without a session, are one look.
        of_session = {"session": make_session(mechanism=mechanism), "source": f"https://example.org/{number}"}
        for fields in (of_session, {"source": f"https://example.org/other/{number}"}):
            for _ in range(2):
                due = {"due_on": dt.date(2026, 11, 25), "mechanism": mechanism, "country": cluster.country}
                entry = make_entry(sequence=1, **due, **fields)
        audit.record(
            verb="entry.moved", target=entry, by=None, before={"due_on": "2026-11-24"}, after={"due_on": "2026-11-25"}
        )


def test_partners_are_the_human_rights_actors_met_or_invited_this_year(client, cluster):
    today = clock.today()
    entry = make_stakeholder(cluster, name="League of Advocates")
    hidden = make_protected(cluster, alias="Red bird")
    shown = {"cluster": cluster, "side": "civil_society", "exposure": "members_only"}
    for day in (today, today.replace(month=1, day=3)):
        make_interaction(**shown, stakeholder=entry, with_whom="A secretary", on=day)
    make_interaction(**shown, with_whom="Institute of Rights", state="proposed", on=None)
    make_interaction(**shown, stakeholder=hidden, with_whom="A person of the field", on=today)
    make_interaction(**shown, with_whom="Last year", on=today.replace(year=today.year - 1))
    make_interaction(**shown, with_whom="Called off", state="cancelled", on=today)
    make_interaction(**{**shown, "side": "state"}, with_whom="A ministry", on=today)
    make_interaction(**{**shown, "exposure": "confidential"}, with_whom="For few", on=today)
    meeting = make_interaction(cluster=cluster, side="other", exposure="members_only", with_whom="All", on=today)
    came, asked, off = (make_stakeholder(cluster, name=name) for name in ("Came", "Asked", "Said no"))
    for who, answer in ((came, "came"), (asked, "invited"), (off, "declined"), (hidden, "came"), (entry, "came")):
        MeetingInvitation.objects.create(interaction=meeting, stakeholder=who, answer=answer)
    client.force_login(make_person(Role.MEMBER, cluster))
    actors = client.get("/").context["home"].partners.actors
    assert {(actor.name, actor.met) for actor in actors} == {
        ("League of Advocates", 3),
        ("A person of the field", 1),
        ("Came", 1),
        ("Asked", 0),
        ("Institute of Rights", 0),
    }
    assert [actor.name for actor in actors[-2:]] == ["Asked", "Institute of Rights"]
    page = client.get("/").content.decode()
    assert "met 3 times" in page
    assert "Red bird" not in page
    client.force_login(make_person(Role.COORDINATOR, cluster))
    assert "Red bird" in client.get("/").content.decode()
    client.force_login(make_person(Role.MEMBER, make_cluster("SYR")))
    assert client.get("/").context["home"].partners.actors == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEMBER, Role.TASK_TEAM, Role.GPC, Role.ADMINISTRATOR])
def test_costs_at_most_fifteen_queries_whatever_the_rows(client, cluster, role):
    person = make_person(role, cluster, is_demo=True)
    counts = []
    for rows in (1, 29):
        _fill(cluster, rows)
        client.logout()
        client.force_login(person)
        # The first look of a visit, and the next one.
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get("/")
            counts.append(len(queries))
    asked = [query["sql"] for query in queries]
    assert len(set(counts)) == 1, (counts, asked)
    assert counts[0] <= 15, asked


def test_the_home_of_the_task_team_reads_all_dates_once(client, cluster):
    _fill(cluster, 3)
    person = make_person(Role.TASK_TEAM, is_demo=True)
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/").content.decode()
    dates = [query["sql"] for query in queries if 'FROM "calendar_app_entry"' in query["sql"]]
    # All that want a look; those that are shown; those that moved lately.
    assert len(dates) == 3
    assert len([sql for sql in dates if '"id" IN' not in sql and "updated_at" not in sql.partition("WHERE")[2]]) == 1
    assert "15 dates want a look." in html


def test_the_gpc_finds_country_teams_without_a_protection_strategy(client, cluster):
    """MATRIX O019: only what the cluster shares with it, and not what it keeps to its coordinators."""
    lead = make_person(Role.COORDINATOR, cluster)
    other = make_cluster("VEN")
    for where, by, exposure in (
        (cluster, lead, Exposure.MEMBERS),
        (other, make_person(Role.COORDINATOR, other), Exposure.RESTRICTED),
    ):
        create_sheet(
            model=AdvocacyStrategy,
            cluster=where,
            by=by,
            place=StrategyPlace.HCT,
            kind=StrategyKind.NONE,
            status=StrategyStatus.MISSING,
            exposure=exposure,
            note=f"None in {where.country_id}",
        )
    page = home(client, make_person(Role.GPC))
    assert "Without an HCT protection strategy" in page
    assert "None in MOZ" in page
    assert "None in VEN" not in page
    client.logout()
    assert "None in MOZ" not in home(client, make_person(Role.COORDINATOR, make_cluster("SYR")))


def test_needs_login(client):
    response = client.get("/")
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_what_the_own_organisation_is_asked_waits_at_home(client, cluster):
    lead = make_person(Role.COORDINATOR, cluster)
    ours, theirs = make_organisation("Lantern Aid"), make_organisation("Harbour Trust")
    for organisation in (ours, theirs):
        make_signature(cluster, organisation)
    anna = make_person(Role.MEMBER, cluster, organisation=ours)
    bea = make_person(Role.MEMBER, cluster, organisation=theirs)
    line = make_plan_line(cluster=cluster, title="Sail together")
    request = ask_members(plan_line=line, organisations=[ours], due_on=TODAY.date() + dt.timedelta(days=9), by=lead)
    position = MemberPosition.objects.visible_to(anna).get(request=request)
    html = home(client, anna)
    assert f"/engagements/positions/{position.pk}/" in html
    assert "Position asked" in html
    # What waits stands first; a page that shows it never says that nothing is asked.
    assert html.index("Position asked") < html.index("Mechanisms we use")
    assert html.count('id="waiting"') == 1
    assert "the engagement" in html
    assert "Nothing is asked of your organisation" not in html
    assert 'href="/engagements/positions/"' in html
    other = home(client, bea)
    assert "Position asked" not in other
    assert "Nothing is asked of your organisation" in other
    assert 'href="/engagements/positions/"' in other
    assert 'href="/engagements/positions/"' not in home(client, make_person(Role.OHCHR, cluster))
    answer_position(position=position, answer="endorsed", expected_version=1, by=anna)
    assert "Position asked" not in home(client, anna)
