"""The portal's own do's and don'ts beside the message editor, in our words, each with what it rests on.

The Task Team may put other words in the place of each (models.MessageHint), hide it or add more.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from engagements.enums import HintKind


@dataclass(frozen=True)
class Hint:
    """`version` 0 and no `pk`: nobody has changed it."""

    key: str
    kind: str
    text: object
    source: object
    is_shown: bool = True
    version: int = 0


_GUIDE = _("Guide 1, reasons to engage")
_LEGAL = _("Field consultation report, section 4")
_LETTER_PRINCIPLES = _("Letter to coordinators, area 4: do no harm and the humanitarian principles")
_LETTER_CHANNELS = _("Letter to coordinators, area 4: channels and tolerance of risk")
_LETTER_HCT = _("Letter to coordinators, area 4: briefings of the HCT")
_LETTER_SOURCES = _("Letter to coordinators, area 3: protection of sources")
_ROLES = _("Field consultation report, section 3: who leads, at which level")
_PLAN = _("Field consultation report, section 3: message and plan of action")

OWN_HINTS = (
    Hint(
        "official-words-first",
        HintKind.DO,
        _("Begin with the words of the mechanism, with symbol and paragraph; then say what they mean here."),
        _GUIDE,
    ),
    Hint(
        "duty-and-article",
        HintKind.DO,
        _("Name the duty, the instrument and article it comes from, and the body of the State that bears it."),
        _LEGAL,
    ),
    Hint(
        "who-speaks",
        HintKind.DO,
        _("Agree who speaks and at which level before the message leaves the cluster."),
        _ROLES,
    ),
    Hint(
        "fit-the-channel",
        HintKind.DO,
        _("Choose for each audience whether it hears this in private or in public, and on which level."),
        _LETTER_CHANNELS,
    ),
    Hint(
        "weigh-harm",
        HintKind.DO,
        _("Weigh what it may do to affected people, to sources, to staff and to access, line by line."),
        _LETTER_PRINCIPLES,
    ),
    Hint(
        "with-ohchr",
        HintKind.DO,
        _("Where it goes to the HCT, prepare it with OHCHR or the human rights adviser, say what is to be decided."),
        _LETTER_HCT,
    ),
    Hint(
        "no-traces",
        HintKind.DONT,
        _("Do not leave a name, place or number in it by which a victim, a witness or a local group could be found."),
        _LETTER_SOURCES,
    ),
    Hint(
        "no-own-claim-first",
        HintKind.DONT,
        _("Do not let an agency's own claim stand first where official wording exists."),
        _GUIDE,
    ),
    Hint(
        "no-partner-unasked",
        HintKind.DONT,
        _("Do not name a partner in public that has not said it can bear that."),
        _LETTER_CHANNELS,
    ),
    Hint(
        "no-message-alone",
        HintKind.DONT,
        _("Do not leave a message alone: it needs a plan of action with a lead and a date."),
        _PLAN,
    ),
)
