"""The part of the walk's world that is about recommendations and where they are cited."""

from clusters.enums import Role
from engagements.actions.watching import name_discussion_list, watch_recommendation
from engagements.enums import Exposure
from recommendations.actions import read_import
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
