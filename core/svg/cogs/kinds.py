"""A cog and where it stands."""

from dataclasses import dataclass

OPEN, CLOSED, QUIET = "open", "closed", "quiet"
# Teeth of the lightest cog, and how many more for each step of weight.
_LEAST_TEETH, _MORE_TEETH = 17, 5


@dataclass(frozen=True)
class Cog:
    """A part of the process. `state` is open, closed or quiet and stands in `state_text` as a word; `weight` is 1 to
    5, `number` its place in the list, `url` where it leads."""

    number: int
    label: str
    weight: int
    state: str
    state_text: str
    url: str = ""

    @property
    def teeth(self):
        return _LEAST_TEETH + _MORE_TEETH * (self.weight - 1)


@dataclass(frozen=True)
class Place:
    """Where a cog stands, its radius at the middle of its teeth, and by how much it is turned."""

    cog: Cog
    x: float
    y: float
    radius: float
    turn: float = 0.0
    driver: int | None = None


def radius_of(cog, unit):
    """The radius of a cog at the middle of its teeth."""
    return cog.teeth * unit


def addendum(unit):
    """How far a tooth stands out over the middle of the teeth, and how deep its gap goes below it."""
    return unit * 1.9
