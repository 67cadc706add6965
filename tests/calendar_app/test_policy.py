"""Role x audience x publication, for dates of the reference calendar and for a cluster's own."""

import itertools

import pytest

from calendar_app import policy as calendar_policy
from calendar_app.enums import Audience, Publication
from calendar_app.models import Entry
from clusters.enums import LEAD_ROLES, Role
from core import policy
from core.errors import Refused
from tests.factories import make_cluster, make_country, make_entry, make_person, make_user

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "here", "elsewhere"
INSIDE = {Role.COORDINATOR, Role.CO_COORDINATOR, Role.SAG, Role.MEMBER}
WORLD = {Role.TASK_TEAM, Role.GPC, Role.ADMINISTRATOR}


def sees_reference(role, where, audience, publication):
    """The rule in words: the Task Team keeps the calendar; a draft is nobody else's; then the audience decides."""
    if role == Role.TASK_TEAM:
        return True
    if publication == Publication.DRAFT:
        return False
    if audience == Audience.OPEN:
        return True
    if where == ELSEWHERE or role in WORLD:
        return False
    return role in (INSIDE if audience == Audience.MEMBERS else LEAD_ROLES)


def sees_own(role, where, audience, publication):
    """A cluster's own date is seen inside the cluster only; drafts and coordinators' dates by those who lead it."""
    if where == ELSEWHERE or role not in INSIDE:
        return False
    if role in LEAD_ROLES:
        return True
    return publication == Publication.PUBLISHED and audience != Audience.COORDINATORS


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("where", [HERE, ELSEWHERE])
def test_who_sees_what(role, where):
    here, elsewhere = make_cluster("MOZ"), make_cluster("NGA")
    person = make_person(role, here if where == HERE else elsewhere)
    for audience, publication in itertools.product(Audience, Publication):
        state = {"audience": audience, "publication": publication}
        reference = make_entry(country=make_country("MOZ"), **state)
        own = make_entry(country=make_country("MOZ"), cluster=here, **state)
        seen = set(Entry.objects.visible_to(person).values_list("pk", flat=True))
        said = (role, where, audience, publication)
        assert (reference.pk in seen) == sees_reference(*said), said
        assert (own.pk in seen) == sees_own(*said), said
        assert policy.is_visible(reference, person) == (reference.pk in seen)


def test_nobody_without_a_role_sees_more_than_what_is_open():
    person = make_user(is_superuser=True, is_staff=True)
    shown = make_entry()
    make_entry(audience=Audience.MEMBERS, country=make_country("MOZ"))
    assert [entry.pk for entry in Entry.objects.visible_to(person)] == [shown.pk]
    person.is_active = False
    assert not Entry.objects.visible_to(person).exists()


@pytest.mark.parametrize("role", list(Role))
def test_who_keeps_what(role):
    here = make_cluster("MOZ")
    person = make_person(role, here)
    reference, own = make_entry(), make_entry(cluster=here, country=here.country)
    others = make_entry(cluster=make_cluster("NGA"))

    def may(check, *args):
        try:
            check(person, *args)
        except Refused:
            return False
        return True

    assert may(calendar_policy.check_can_edit_entry, reference) == (role == Role.TASK_TEAM)
    assert may(calendar_policy.check_can_edit_entry, own) == (role in LEAD_ROLES)
    assert not may(calendar_policy.check_can_edit_entry, others)
    assert may(calendar_policy.check_can_move_session) == (role == Role.TASK_TEAM)
    assert may(calendar_policy.check_can_keep_calendar) == (role == Role.TASK_TEAM)
