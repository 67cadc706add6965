"""What the positions of members, of the Humanitarian Country Team and of the lead agency amount to. Pure: `today` is an
argument, sentences are made elsewhere."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from engagements.enums import HctDecision, HctDemand, LeadAgencyWay, MemberAnswer, MemberDemand

AGREES = frozenset({MemberAnswer.ENDORSED, MemberAnswer.NO_OBJECTION})
UNCLEAR = frozenset({MemberAnswer.DISCUSSED, MemberAnswer.NEEDS_CLEARANCE})
# Days before the due day on which those who have not answered are reminded.
REMINDER_DAYS = (7, 2)


def counted(answer, *, due_on, silence_counts, today):
    """The answer as it counts today: silence after the due day is no objection only where the asking said so."""
    if not answer and silence_counts and due_on < today:
        return MemberAnswer.NO_OBJECTION
    return answer


def reminder_days(asked_on, due_on):
    """The days on which to remind: those of the ladder that still lie ahead of the day of asking."""
    days = [due_on - dt.timedelta(days=lead) for lead in REMINDER_DAYS]
    return [day for day in days if day > asked_on]


class Lack(StrEnum):
    """Why the members' gate is shut."""

    INFORM = "inform"
    ASK = "ask"
    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    UNCLEAR = "unclear"
    DECLINED = "declined"
    SHORT = "short"


@dataclass(frozen=True)
class Asking:
    """One asking as it stands today: `answers` by organisation, silence counted already; `is_over` when everybody has
    answered or the due day has passed."""

    answers: dict
    is_over: bool = False

    @property
    def agreed(self):
        return {who for who, answer in self.answers.items() if answer in AGREES}


def silence_is_counted(answers, *, silence_counts, quorum=0):
    """Whether silence may count at all: the asking said so, and at least `quorum` organisations have answered. A
    declined answer is an objection: it breaks the silence of nobody else, but it is never outvoted by silence alone
    where each organisation named is needed (rules.members_lack)."""
    return silence_counts and sum(1 for answer in answers if answer) >= quorum


def asking_of(answers, *, due_on, silence_counts, today, quorum=0):
    """`answers`: {organisation: answer as given}."""
    silence_counts = silence_is_counted(answers.values(), silence_counts=silence_counts, quorum=quorum)
    standing = {
        who: counted(answer, due_on=due_on, silence_counts=silence_counts, today=today)
        for who, answer in answers.items()
    }
    return Asking(standing, is_over=due_on < today or all(standing.values()))


def members_lack(demands, *, informed=False, asking=None, consulted=False, supporters=()):
    """[(Lack, organisations)] that stand between the members and what `demands` ask; empty when the gate is open.

    `supporters`: like-minded members on whose behalf it goes out instead of the cluster (MATRIX G006): then each of
    them must agree, whatever `demands` ask, and nobody else's yes is needed."""
    if supporters:
        return _supporters_lack(demands, asking, consulted, supporters)
    if demands.members == MemberDemand.NONE:
        return []
    if demands.members == MemberDemand.INFORMED:
        return [] if informed or asking is not None else [(Lack.INFORM, ())]
    if demands.members == MemberDemand.CONSULTED:
        if consulted or (asking is not None and asking.is_over):
            return []
        if asking is None:
            return [(Lack.ASK, ())]
        return [(Lack.WAITING, tuple(who for who, answer in asking.answers.items() if not answer))]
    if asking is None:
        return [(Lack.ASK, ())]
    if demands.members == MemberDemand.EACH:
        return _each(asking, demands.organisations)
    if 2 * len(asking.agreed) > len(asking.answers):
        return []
    return [(Lack.SHORT, tuple(asking.answers)), *_each(asking, asking.answers)]


def _supporters_lack(demands, asking, consulted, supporters):
    if asking is None:
        return [(Lack.ASK, ())]
    lacks = _each(asking, supporters)
    if demands.members == MemberDemand.CONSULTED and not (consulted or asking.is_over):
        waiting = tuple(who for who, answer in asking.answers.items() if not answer)
        lacks = [*(lack for lack in lacks if lack[0] != Lack.WAITING), (Lack.WAITING, waiting)]
    return lacks


def _each(asking, wanted):
    lacks: dict[Lack, list] = {}
    for who in wanted:
        if who not in asking.answers:
            lack = Lack.NOT_ASKED
        elif not asking.answers[who]:
            lack = Lack.WAITING
        elif asking.answers[who] in UNCLEAR:
            lack = Lack.UNCLEAR
        elif asking.answers[who] == MemberAnswer.DECLINED:
            lack = Lack.DECLINED
        else:
            continue
        lacks.setdefault(lack, []).append(who)
    return [(lack, tuple(lacks[lack])) for lack in Lack if lack in lacks]


_ENOUGH = {
    HctDemand.NONE: frozenset({"", *HctDecision.values}),
    HctDemand.INFORMED: frozenset(HctDecision.values),
    HctDemand.CONSULTED: frozenset({HctDecision.CONSULTED, HctDecision.APPROVED}),
    HctDemand.APPROVING: frozenset({HctDecision.APPROVED}),
}


def hct_is_enough(demand, position):
    """Whether the newest HCT position ("": none) is what the policy asks. A declined decision is never enough."""
    return position != HctDecision.DECLINED and position in _ENOUGH[HctDemand(demand)]


def lead_agency_is_enough(way):
    """Channel or endorsement; the newest position counts."""
    return way in (LeadAgencyWay.CHANNEL, LeadAgencyWay.ENDORSEMENT)


# Moves of an answer, for the table in docs/workflow.md: what an organisation may say after what it has said.
ANSWER_MOVES = {
    "": tuple(MemberAnswer),
    MemberAnswer.DISCUSSED: tuple(MemberAnswer),
    MemberAnswer.NEEDS_CLEARANCE: tuple(MemberAnswer),
    MemberAnswer.NO_OBJECTION: (MemberAnswer.ENDORSED, MemberAnswer.DECLINED),
    MemberAnswer.ENDORSED: (MemberAnswer.NO_OBJECTION, MemberAnswer.DECLINED),
    MemberAnswer.DECLINED: (MemberAnswer.ENDORSED, MemberAnswer.NO_OBJECTION, MemberAnswer.NEEDS_CLEARANCE),
}


def may_say(before, answer):
    """Whether an organisation that said `before` ("": nothing) may say `answer` now. The same again is no change."""
    return answer in ANSWER_MOVES[before] and answer != before


def diagram():
    """The moves of an answer as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> asked"]
    for before, answers in ANSWER_MOVES.items():
        lines += [f"    {before or 'asked'} --> {answer.value}" for answer in answers if answer != before]
    return "\n".join(lines)
