"""What the rule of doors takes and gives. Names are plain texts in the reader's language."""

import datetime as dt
from dataclasses import dataclass

from core.enums import Confidence
from mechanisms.enums import Acceptance, DoorNeed, DoorState, MechanismState


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a country stands towards one instrument, as recorded. `as_of` as found: "2022-06"."""

    status: str
    signed_on: dt.date | None = None
    accepted_on: dt.date | None = None
    accepted_year: int | None = None
    withdrawn_on: dt.date | None = None
    as_of: str = ""
    confidence: str = Confidence.NONE
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The body behind a door. `active_from` and `active_to` are NULL where not known (or where no end was set)."""

    name: str
    state: str = MechanismState.ACTIVE
    active_from: dt.date | None = None
    active_to: dt.date | None = None
    confidence: str = Confidence.CHECKED
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """A way to a body. `instrument`: what the State must have accepted; empty where the door needs no acceptance.
    `treaty`: for a declaration under an article, the treaty it is made under, else empty."""

    needs: str = DoorNeed.PARTY
    instrument: str = ""
    instrument_kind: str = ""
    treaty: str = ""
    basis: str = ""
    confidence: str = Confidence.CHECKED
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a door is open for one country on one day, why, and what would settle or change it. Only where
    `is_verified` may a page (or a gate) say open or closed without the words "to be verified"."""

    state: DoorState
    is_verified: bool
    why: tuple[dict, ...]
    wanted: tuple[dict, ...] = ()
    confidence: str = Confidence.NONE
    sources: tuple[str, ...] = ()
    as_of: str = ""
    # The record of acceptance the verdict rests on; None where the door needs none or nothing is recorded.
    acceptance: Acceptance | None = None
