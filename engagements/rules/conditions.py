"""Whether the condition of a step of the library ("only if ...") is met, from facts that the portal holds. What nobody
has recorded, or recorded without a source, stays not known; nothing is guessed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clusters.enums import ProfileAnswer, ProfileTopic
from engagements.enums import ConditionState
from mechanisms.enums import DoorState, StepCondition


@dataclass(frozen=True, slots=True)
class Judgement:
    """`why` is one or two sentences in the reader's language."""

    state: ConditionState
    why: str

    @property
    def label(self):
        return self.state.label

    @property
    def tone(self):
        return {ConditionState.MET: "ok", ConditionState.NOT_MET: "warn"}.get(self.state, "neutral")


@dataclass(frozen=True, slots=True)
class DoorSeen:
    """The complaint or inquiry procedure of the body for the country; `why` says what the record rests on."""

    state: DoorState | None
    is_verified: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known; None or "" where nothing is. `answers`: pairs of a topic of the profile and (answer, "as of"
    in words)."""

    complaints: DoorSeen | None = None
    inquiry: DoorSeen | None = None
    has_pattern: bool = False
    is_investigated: bool = False
    answers: tuple = ()
    is_african: bool | None = None
    country: str = ""


def judge(condition, facts):
    """The `Judgement` of a condition of the library, or None where the step has none."""
    judges = {
        StepCondition.COMPLAINTS: _complaints,
        StepCondition.INQUIRY: _inquiry,
        StepCondition.PEACEKEEPING: _peacekeeping,
        StepCondition.AFRICA: _africa,
        StepCondition.INVESTIGATION: _investigation,
    }
    return judges[StepCondition(condition)](facts) if condition else None


def _door(door):
    """A procedure is met or not met only where its record may be relied on."""
    if door is None or door.state is None:
        return Judgement(ConditionState.UNKNOWN, _("The catalogue has no such procedure of this body."))
    if door.state == DoorState.UNKNOWN:
        return Judgement(ConditionState.UNKNOWN, door.why)
    if not door.is_verified:
        return Judgement(ConditionState.UNKNOWN, " ".join(part for part in (door.why, _("To be verified.")) if part))
    return Judgement(ConditionState.MET if door.state == DoorState.OPEN else ConditionState.NOT_MET, door.why)


def _complaints(facts):
    return _door(facts.complaints)


def _inquiry(facts):
    """Two halves: the State accepts it, and violations are systematic, which only the cluster can say (guide 1, slide
    9; MATRIX D029)."""
    accepted = _door(facts.inquiry)
    if accepted.state != ConditionState.MET or facts.has_pattern:
        return accepted
    half = _("Whether violations are systematic is for you to describe.")
    return Judgement(ConditionState.UNKNOWN, f"{accepted.why} {half}".strip())


def _peacekeeping(facts):
    """The profile of the cluster tells of the human rights component of a peace operation and of OHCHR in it."""
    answers = dict(facts.answers)
    answer, as_of = answers.get(ProfileTopic.MISSION, ("", ""))
    if answer == ProfileAnswer.NO_COMPONENT:
        why = _(
            "The profile of the cluster says that there is no human rights component of a peace operation (%(on)s)."
        )
        return Judgement(ConditionState.NOT_MET, why % {"on": as_of})
    if answer == ProfileAnswer.COMPONENT:
        why = _("The profile of the cluster names the human rights component of a peace operation (%(on)s).")
        return Judgement(ConditionState.MET, why % {"on": as_of})
    answer, as_of = answers.get(ProfileTopic.OHCHR, ("", ""))
    if answer == ProfileAnswer.IN_MISSION:
        why = _("The profile of the cluster says that OHCHR is part of a peace operation (%(on)s).")
        return Judgement(ConditionState.MET, why % {"on": as_of})
    return Judgement(ConditionState.UNKNOWN, _("The profile of the cluster does not say whether there is one."))


def _africa(facts):
    if facts.is_african is None:
        return Judgement(ConditionState.UNKNOWN, _("No region is recorded for the country."))
    if facts.is_african:
        return Judgement(ConditionState.MET, _("%(country)s is in Africa.") % {"country": facts.country})
    return Judgement(ConditionState.NOT_MET, _("%(country)s is not in Africa.") % {"country": facts.country})


def _investigation(facts):
    if facts.is_investigated:
        return Judgement(ConditionState.MET, _("An inquiry or investigation is recorded as at work for the country."))
    why = _("No inquiry or investigation is recorded as at work for the country.")
    return Judgement(ConditionState.UNKNOWN, why)
