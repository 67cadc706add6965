"""What stands between a plan line and its going out: gates in no fixed order, each open or shut with its reasons."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

# What each gate is called, by its key: on pages, and where only the key was kept.
GATE_LABELS = {
    "risk": _("Risk form"),
    "harm": _("Do-no-harm check"),
    "investigation": _("Investigation at work"),
    "inquiry": _("Inquiry accepted, pattern described"),
    "channel": _("Through whom"),
    "members": _("Members"),
    "hct": _("Humanitarian Country Team"),
    "lead-agency": _("Lead agency"),
    "sag": _("Strategic Advisory Group"),
    "readers": _("Signatories can read it"),
    "sharing": _("Safe sharing"),
}


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
