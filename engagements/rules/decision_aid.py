"""Can a finding go to a mechanism, in what form, who strengthens it, should the country team know? Pure.

It answers the questions that the consultation left open (field report, lines 209 to 211 and 219: what counts as a
violation, how protection monitoring and the monitoring of OHCHR complement each other, what needs a higher level). It
advises; which door is open is the catalogue's answer, and the gates of a plan line decide.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from engagements.enums import AidGravity, AidResponsible, AidSafety, AidStrength
from mechanisms.enums import DoorKind

QUESTIONS = ("responsible", "strength", "safety", "gravity")
CHOICES = {
    "responsible": AidResponsible,
    "strength": AidStrength,
    "safety": AidSafety,
    "gravity": AidGravity,
}
WORDS = {
    "responsible": _("Whose duty is it?"),
    "strength": _("How much do you know?"),
    "safety": _("How can it be told without harm?"),
    "gravity": _("How grave and how urgent is it?"),
}
HELP = {
    "responsible": _(
        "A violation of human rights touches a duty of the State: to respect, to protect, to fulfil. "
        "Where others hold power, ask what the State failed to do."
    ),
    "strength": _(
        "Protection monitoring shows patterns; OHCHR can look into single events and verify them. "
        "The two complete each other."
    ),
    "safety": _("Think of those who told it, of members and staff, of access. If in doubt, choose the safer answer."),
    "gravity": _("What is grave and going on may have to go to the country team and to quick procedures first."),
}


@dataclass(frozen=True)
class Answers:
    """Values of the four questions; "" where not answered."""

    responsible: str = ""
    strength: str = ""
    safety: str = ""
    gravity: str = ""

    @property
    def is_complete(self):
        return all(getattr(self, name) in CHOICES[name].values for name in QUESTIONS)


@dataclass(frozen=True)
class Advice:
    """`can_go`: "yes", "later" (once strengthened) or "not_now" (not safely). `doors`: kinds of doors to look at."""

    can_go: str
    verdict: object
    form: object
    strengthen: list = field(default_factory=list)
    hct: str = "no"
    hct_text: object = ""
    doors: tuple = ()


_VERDICTS = {
    "yes": _("It can go to a mechanism."),
    "later": _("It can go to a mechanism once it is stronger."),
    "not_now": _("Not at present: it cannot be told without harm."),
}
_FORMS = {
    AidSafety.OPEN: _("As an input in the name of the cluster."),
    AidSafety.AGGREGATED: _("As totals and trends, in an input of the cluster or in one of another body."),
    AidSafety.CONFIDENTIAL: _("As a confidential briefing, or indirectly through OHCHR or another body."),
    AidSafety.NOT_NOW: _("Keep it inside the cluster, lower the risk, and ask again."),
}
_HCT = {
    "yes": _("The country team should know: what is grave and going on belongs before those who lead the response."),
    "consider": _("Consider it: a pattern of serious violations may bear on the whole response."),
    "no": _("Not for this alone. It may stand in the next regular briefing."),
}


def advise(answers, *, has_instrument, has_groups):
    """The `Advice` for complete answers; None for others. `has_instrument`: the finding names an instrument;
    `has_groups`: it says whose rights were looked at."""
    if not answers.is_complete:
        return None
    can_go = _can_go(answers)
    hct = _hct(answers)
    return Advice(
        can_go=can_go,
        verdict=_VERDICTS[can_go],
        form=_FORMS[answers.safety],
        strengthen=_strengthen(answers, has_instrument, has_groups),
        hct=hct,
        hct_text=_HCT[hct],
        doors=() if can_go == "not_now" else _doors(answers),
    )


def _can_go(answers):
    if answers.safety == AidSafety.NOT_NOW:
        return "not_now"
    is_weak = answers.responsible == AidResponsible.UNCLEAR or answers.strength == AidStrength.SINGLE
    return "later" if is_weak else "yes"


def _strengthen(answers, has_instrument, has_groups):
    """Who can make the analysis stronger, and how."""
    found = []
    if answers.responsible == AidResponsible.UNCLEAR:
        found.append(_("Ask OHCHR or the human rights adviser what makes this a violation, and whose duty it touches."))
    if answers.strength == AidStrength.SINGLE:
        found.append(
            _("One event is not a pattern. If a person wants her own case raised, that goes another way, with consent.")
        )
    if answers.strength == AidStrength.SOME:
        found.append(_("Compare it with what OHCHR, the national institution and members have recorded."))
    if not has_instrument:
        found.append(_("Match it with an instrument and article: a law clinic or the human rights adviser can help."))
    if not has_groups:
        found.append(_("Say whose enjoyment of rights was looked at, and who may be left out."))
    return found


def _hct(answers):
    if answers.gravity == AidGravity.GRAVE:
        return "yes"
    is_pattern = answers.strength == AidStrength.PATTERN
    return "consider" if answers.gravity == AidGravity.SERIOUS and is_pattern else "no"


def _doors(answers):
    """What is urgent looks at the quick doors first; a pattern at inquiries and reviews as well."""
    kinds = [DoorKind.REVIEW, DoorKind.VISIT]
    if answers.gravity != AidGravity.SLOW:
        kinds.insert(0, DoorKind.COMMUNICATION)
    if answers.gravity == AidGravity.GRAVE:
        kinds = [DoorKind.URGENT_ACTION, DoorKind.EARLY_WARNING, *kinds]
    if answers.strength == AidStrength.PATTERN and answers.gravity != AidGravity.SLOW:
        kinds.append(DoorKind.INQUIRY)
    return tuple(kinds)
