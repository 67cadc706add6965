"""Which doors are open for a country: pure functions from what is recorded to a state with reasons. No database, no
clock, no guess: what is not recorded is not known, and what nobody verified says so."""

from mechanisms.rules.doors import body_state, door_state
from mechanisms.rules.values import BodyFacts, DoorFacts, Standing, Verdict

__all__ = [
    "BodyFacts",
    "DoorFacts",
    "Standing",
    "Verdict",
    "body_state",
    "door_state",
]
