"""The part of the walk's world that is about recommendations and where they are cited."""

from clusters.enums import Role
from core import clock
from engagements.actions.recommended import work_on
from engagements.actions.watching import name_discussion_list, watch_recommendation
from engagements.enums import Exposure
from recommendations.actions import read_import
from recommendations.models import FollowUp, FollowUpActivity, FollowUpCondition, FollowUpTie, Framework
from tests.factories import make_person, make_recommendation

_FILE = """SuR,Rgrp,Org,Recommendation,RS,Rgrp,Org,Response,Action,Issue,Session
Mozambique,,,Build schools,Togo,,,Noted,5,,10
"""


def add_recommendations(world):
    """A recommendation, open to all; an import of the Task Team, which is not."""
    world.things["recommendation"] = make_recommendation(
        country=world.theirs.country, mechanism=world.things["mechanism"]
    )
    world.things["recommendation_import"] = read_import(
        content=_FILE.encode(), file_name="list.csv", by=make_person(Role.TASK_TEAM)
    )
    world.things["watch"] = watch_recommendation(
        cluster=world.theirs,
        recommendation=world.things["recommendation"],
        kind="risk",
        text=world.word("watch", "text"),
        plan_line=world.things["line"],
        exposure=Exposure.CONFIDENTIAL,
        by=world.owner,
    )
    name_discussion_list(
        cluster=world.theirs, name=world.word("discussion_list", "name"), expected_version=0, by=world.owner
    )
    work_on(plan_line=world.things["line"], recommendation=world.things["recommendation"], by=world.owner)
    _follow_up(world)


def _follow_up(world):
    """Followed up for coordinators only, with an offer; every text that they can have."""
    found = FollowUp.objects.create(
        cluster=world.theirs,
        recommendation=world.things["recommendation"],
        mark="coordinators",
        objective=world.word("follow_up", "objective"),
        responsible_kind="ministry",
        responsible=world.word("follow_up", "responsible"),
        follows=world.word("follow_up", "follows"),
        support=world.word("follow_up", "support"),
        purpose=world.word("follow_up", "purpose"),
        method=world.word("follow_up", "method"),
        first_step=world.word("follow_up", "first_step"),
        state="ended",
        reason=world.word("follow_up", "reason"),
        created_by=world.owner,
    )
    world.things["follow_up"] = found
    world.things["follow_activity"] = FollowUpActivity.objects.create(
        follow_up=found,
        kind="technical_assistance",
        what=world.word("follow_up", "what"),
        owner_role="coordinator",
        due_on=clock.today(),
        cost_source=world.word("follow_up", "cost"),
        counterpart=world.word("follow_up", "counterpart"),
        offer="offered",
        reason=world.word("follow_up", "said"),
    )
    world.things["follow_condition"] = FollowUpCondition.objects.create(
        follow_up=found,
        kind="enabler",
        text=world.word("follow_up", "condition"),
        approach=world.word("follow_up", "approach"),
    )
    world.things["framework"] = Framework.objects.create(
        cluster=world.theirs,
        kind="national",
        title=world.word("national_plan", "title"),
        year_from=clock.today().year,
        url=f"https://plans.example/{world.word('national_plan', 'url')}",
        source=world.word("national_plan", "source"),
        created_by=world.owner,
    )
    world.things["tie"] = FollowUpTie.objects.create(
        follow_up=found,
        framework=world.things["framework"],
        place=world.word("follow_up", "tie"),
        created_by=world.owner,
    )
