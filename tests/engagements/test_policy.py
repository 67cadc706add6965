"""Who sees a plan line and its risk form: every role against every mark; memberships that ended open nothing."""

import datetime as dt

import pytest

from clusters.enums import GLOBAL_ROLES, Role
from clusters.models import BreakGlass, Membership
from core import clock
from engagements import policy
from engagements.enums import Exposure
from engagements.models import EngagementStep, PlanLine, PlanLineReader, RiskForm
from tests.factories import make_cluster, make_person, make_plan_line, make_step, make_user

pytestmark = pytest.mark.django_db
OPEN, M, R, C = Exposure  # from open to closed

# Who: the marks she sees without being named, the marks she sees when named, whether she reads the risk form unnamed.
TABLE = {
    Role.COORDINATOR: ({OPEN, M, R}, {OPEN, M, R, C}, True),
    Role.CO_COORDINATOR: ({OPEN, M, R}, {OPEN, M, R, C}, True),
    Role.SAG: ({OPEN, M}, {OPEN, M, R, C}, True),
    Role.MEMBER: ({OPEN, M}, {OPEN, M, R, C}, False),
    Role.OHCHR: (set(), {OPEN, M, R, C}, False),
    Role.TASK_TEAM: ({OPEN, M}, {OPEN, M}, False),
    Role.GPC: ({OPEN}, {OPEN}, False),
    Role.ADMINISTRATOR: (set(), set(), False),
}


def sees(user, line):
    return PlanLine.objects.visible_to(user).filter(pk=line.pk).exists()


@pytest.mark.parametrize("named", [False, True], ids=["unnamed", "named"])
@pytest.mark.parametrize("mark", Exposure.values)
@pytest.mark.parametrize("role", TABLE)
def test_role_and_mark(role, mark, named):
    cluster = make_cluster()
    user = make_person(role, cluster)
    line = make_plan_line(cluster=cluster, exposure=mark, readers=[user] if named else [])
    step = make_step(plan_line=line)
    form = RiskForm(plan_line=line)
    form.save(force_insert=True)
    expected = mark in TABLE[role][named]
    assert sees(user, line) is expected
    assert EngagementStep.objects.visible_to(user).filter(pk=step.pk).exists() is expected
    assert PlanLineReader.objects.visible_to(user).filter(plan_line=line).exists() is (expected and named)
    # A name counts for people of the cluster and its OHCHR partner only.
    counts = named and role not in GLOBAL_ROLES
    may_read_risks = expected and (TABLE[role][2] or counts)
    assert RiskForm.objects.visible_to(user).filter(pk=form.pk).exists() is may_read_risks


@pytest.mark.parametrize("mark", Exposure.values)
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CO_COORDINATOR, Role.SAG, Role.MEMBER, Role.OHCHR])
def test_another_cluster_sees_nothing_even_when_named(role, mark):
    user = make_person(role, make_cluster("SYR"))
    assert not sees(user, make_plan_line(exposure=mark, readers=[user]))


@pytest.mark.parametrize("mark", Exposure.values)
@pytest.mark.parametrize(
    "dates",
    [
        {"starts_on": dt.date(2020, 1, 1), "ends_on": dt.date(2020, 12, 31)},
        {"starts_on": dt.date(2999, 1, 1)},
    ],
    ids=["ended", "not begun"],
)
def test_a_membership_out_of_force_opens_nothing(mark, dates):
    cluster = make_cluster()
    user = make_person(Role.COORDINATOR, cluster, **dates)
    assert not sees(user, make_plan_line(cluster=cluster, exposure=mark, readers=[user]))


@pytest.mark.parametrize("mark", Exposure.values)
def test_a_superuser_sees_nothing_by_her_flag(mark):
    user = make_user(is_superuser=True, is_staff=True)
    assert not sees(user, make_plan_line(exposure=mark, readers=[user]))


@pytest.mark.parametrize("mark", Exposure.values)
def test_an_inactive_person_sees_nothing(mark):
    cluster = make_cluster()
    user = make_person(Role.COORDINATOR, cluster, is_active=False)
    assert not sees(user, make_plan_line(cluster=cluster, exposure=mark, readers=[user]))


@pytest.mark.parametrize("mark", Exposure.values)
def test_broken_glass_opens_one_cluster_for_its_time(mark):
    cluster = make_cluster()
    user = make_person(Role.ADMINISTRATOR)
    line, other = make_plan_line(cluster=cluster, exposure=mark), make_plan_line(exposure=mark)
    now = clock.now()
    glass = BreakGlass.objects.create(
        user=user, cluster=cluster, reason="test", started_at=now, ends_at=now + dt.timedelta(minutes=30)
    )
    assert sees(user, line)
    assert not sees(user, other)
    BreakGlass.objects.filter(pk=glass.pk).update(
        started_at=now - dt.timedelta(hours=1), ends_at=now - dt.timedelta(minutes=1)
    )
    assert not sees(user, line)


def test_an_unknown_mark_opens_nothing():
    cluster = make_cluster()
    user = make_person(Role.COORDINATOR, cluster)
    line = make_plan_line(cluster=cluster, readers=[user])
    PlanLine.objects.unscoped("a mark of the future").filter(pk=line.pk).update(exposure="secret")
    assert not sees(user, line)


def test_a_national_coordinator_reaches_the_nodes_and_not_the_other_way():
    national = make_cluster()
    node = make_cluster("MOZ", parent=national)
    above, below = make_person(Role.COORDINATOR, national), make_person(Role.COORDINATOR, node)
    assert sees(above, make_plan_line(cluster=node))
    assert not sees(below, make_plan_line(cluster=national))
    assert policy.can_plan(policy.roles_in(above, node))
    assert not policy.can_plan(policy.roles_in(below, national))


def test_list_and_detail_ask_one_question(django_assert_num_queries):
    user = make_person(Role.TASK_TEAM)
    with django_assert_num_queries(1):
        list(PlanLine.objects.visible_to(user))


@pytest.mark.parametrize(
    ("role", "owner", "deputy", "expected"),
    [
        (Role.COORDINATOR, "sag", "", True),
        (Role.SAG, "sag", "", True),
        (Role.SAG, "member", "sag", True),
        (Role.MEMBER, "sag", "", False),
        (Role.MEMBER, "member", "", True),
        (Role.TASK_TEAM, "task_team", "", True),
        (Role.TASK_TEAM, "coordinator", "", False),
        (Role.GPC, "coordinator", "", False),
    ],
)
def test_who_may_tick_a_step(role, owner, deputy, expected):
    cluster = make_cluster()
    user = make_person(role, cluster)
    step = make_step(plan_line=make_plan_line(cluster=cluster), owner_role=owner, deputy_role=deputy)
    assert policy.can_do_step(policy.roles_in(user, cluster), step) is expected


def test_who_can_be_named():
    cluster = make_cluster()
    member, ohchr = make_person(Role.MEMBER, cluster), make_person(Role.OHCHR, cluster)
    make_person(Role.MEMBER, make_cluster("SYR"))
    make_person(Role.TASK_TEAM)
    make_person(Role.MEMBER, cluster, ends_on=dt.date(2021, 1, 1))
    make_person(Role.MEMBER, cluster, is_active=False)
    twice = Membership.objects.create(user=member, cluster=cluster, role=Role.SAG, starts_on=dt.date(2020, 1, 1))
    assert twice.pk
    assert set(policy.nameable_people(cluster)) == {member, ohchr}
    assert policy.nameable_people(cluster).count() == 2
