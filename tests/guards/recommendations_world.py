"""The part of the walk's world that is about recommendations and where they are cited."""

from tests.factories import make_recommendation


def add_recommendations(world):
    """A recommendation, open to all."""
    world.things["recommendation"] = make_recommendation(
        country=world.theirs.country, mechanism=world.things["mechanism"]
    )
