"""What stands between a plan line and its going out: gates in no fixed order, each open or shut with its reasons."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class GateState:
    """Whether a gate is open; if not, the sentences that say what is missing, and what can be done instead.

    `key` and `label` name the gate (an empty key: asked on its own); `url` leads to the page where it is settled;
    `offers` are the ways round that the guides name when a gate stays shut for good."""

    ok: bool
    missing: list = field(default_factory=list)
    key: str = ""
    label: object = ""
    url: str = ""
    offers: tuple = ()
    # What stands behind an open gate, in a sentence.
    note: object = ""
    # Must be open before a text goes round for sign-off, not only before it is sent.
    is_first: bool = False
    # Must be open before the text is cleared: it is about what the text says.
    is_before_clearing: bool = False


@dataclass(frozen=True)
class Offer:
    """Another way that the guides name when a gate stays shut, with the place where they name it."""

    label: object
    text: object
    source: object
    url: str = ""
