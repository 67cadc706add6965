"""The facts behind the conditions of steps, asked only for conditions that stand on an offered step."""

from clusters.enums import ProfileTopic
from clusters.queries.profiles import latest_answers
from core.dates import as_of_text
from core.reasons import explain
from engagements import rules
from mechanisms.enums import DoorKind, DoorState, Family, StepCondition
from mechanisms.queries.doors import bodies_for, gate_answers
from mechanisms.regions import is_african
from mechanisms.rules.reasons import BASIS, DOOR_NOTE

_KINDS = {StepCondition.COMPLAINTS: DoorKind.COMPLAINT, StepCondition.INQUIRY: DoorKind.INQUIRY}


def is_investigated(user, country):
    """Whether an inquiry or independent investigation is recorded as at work for `country`. One query."""
    return any(
        body.mechanism.family == Family.INVESTIGATION and body.verdict.state == DoorState.OPEN
        for body in bodies_for(user, country)[0]
    )


def judgements(user, cluster, mechanism, wanted, *, pattern=""):
    """{condition: `rules.Judgement`} of the conditions `wanted` for an engagement of `cluster` with `mechanism`; empty
    without a cluster. `pattern`: what a line says of systematic violations. No query without conditions, else two for
    procedures, one for the profile, one for investigations."""
    wanted = {StepCondition(condition) for condition in wanted if condition}
    if cluster is None or not wanted:
        return {}
    country, found = cluster.country, {}
    if kinds := {_KINDS[condition] for condition in wanted if condition in _KINDS}:
        answers = gate_answers(country, mechanism, kinds)
        found["complaints"] = _door(answers.get(DoorKind.COMPLAINT))
        found["inquiry"] = _door(answers.get(DoorKind.INQUIRY))
    if StepCondition.PEACEKEEPING in wanted:
        topics = (ProfileTopic.MISSION, ProfileTopic.OHCHR)
        notes = latest_answers(user, cluster, topics)
        found["answers"] = tuple((note.topic, (note.answer, as_of_text(note.as_of))) for note in notes)
    if StepCondition.INVESTIGATION in wanted:
        found["is_investigated"] = is_investigated(user, country)
    facts = rules.Facts(
        **found, has_pattern=bool(pattern.strip()), is_african=is_african(country), country=str(country)
    )
    return {condition: rules.judge(condition, facts) for condition in wanted}


def _door(answer):
    """What stands on the record, in at most two sentences: not what the procedure rests on."""
    if answer is None or answer.state is None:
        return None
    same = (answer.state, answer.is_verified)
    best = next(line.verdict for line in answer.lines if (line.verdict.state, line.verdict.is_verified) == same)
    why = [one for one in best.why if one["text"] not in (BASIS, DOOR_NOTE)]
    return rules.DoorSeen(answer.state, answer.is_verified, " ".join(one.text for one in explain(why[:2])))
