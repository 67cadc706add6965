"""The part of the walk's world that is about the advisory group and who takes part."""

from clusters.actions import add_seat
from core import clock
from engagements.actions.framework import add_update, record_rollout
from engagements.models import StepPartner


def add_seats(world):
    world.things["seat"] = add_seat(
        cluster=world.theirs, body=world.word("seat", "body"), held_by=world.word("seat", "held_by"), by=world.owner
    )
    world.things["rollout"] = record_rollout(
        cluster=world.theirs,
        status="under_way",
        as_of=clock.today(),
        note=world.word("framework", "note"),
        expected_version=0,
        by=world.owner,
    )
    world.things["update"] = add_update(
        cluster=world.theirs, title=world.word("framework", "title"), published_on=clock.today(), by=world.owner
    )
    # Of the confidential line and under an alias: seen by who sees both.
    StepPartner.objects.create(
        step=world.things["step"], stakeholder=world.things["stakeholder"], part="partner", added_by=world.owner
    )
