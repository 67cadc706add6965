"""Door, standing of the country and state of the body on a day give open, closed or not known, with reasons."""

import re

from core.enums import Confidence
from core.reasons import reason
from mechanisms.enums import Acceptance, DoorNeed, DoorState, MechanismState
from mechanisms.rules import reasons
from mechanisms.rules.reasons import in_words_of
from mechanisms.rules.values import Verdict

# From the surest to the least sure.
_RANK = {Confidence.CHECKED: 0, Confidence.SINGLE_SOURCE: 1, Confidence.MEMORY: 2, Confidence.NONE: 3}
# Records keep what their sources say against each other in the note ("2022 extract says none: conflict").
_CONTRADICTED = re.compile(r"\b(?:conflict|contradict|disput)", re.IGNORECASE)
_CLOSED_BODIES = {
    MechanismState.ENDED: reasons.BODY_ENDED,
    MechanismState.MERGED: reasons.BODY_MERGED,
    MechanismState.DORMANT: reasons.BODY_DORMANT,
}


def door_state(door, standing, body, country, on, *, treaty_standing=None, is_un_member=True):
    """The `Verdict` for one country on the day `on`.

    `door` (DoorFacts), `standing` (Standing towards the door's instrument, or None where nothing is recorded), `body`
    (BodyFacts), `country` (its name). `treaty_standing`: for a declaration, the standing towards its treaty: who never
    accepted the treaty cannot have made the declaration. `is_un_member` counts for doors that concern Member States of
    the UN alone. A body that does not work shuts the door whatever the State
    accepted. Nothing is guessed: no record gives not known."""
    seen = body_state(body, on)
    if seen.state != DoorState.OPEN:
        return seen
    why, wanted = [], []
    if door.basis:
        why.append(reason(reasons.BASIS, basis=door.basis, source=door.source, confidence=door.confidence))
    needs_record = door.instrument and door.needs in (DoorNeed.PARTY, DoorNeed.NOT_OPTED_OUT)
    if not needs_record:
        acceptance, sure = None, True
        state = _by_itself(door, country, why, wanted, is_un_member=is_un_member)
    else:
        state, sure, acceptance = _by_acceptance(door, standing, treaty_standing, country, on, why, wanted)
        why, wanted = in_words_of(door.instrument_kind, why), in_words_of(door.instrument_kind, wanted)
    if body.active_from or body.active_to:
        # What keeps a standing body open needs no word.
        why += seen.why
    if door.note:
        why.append(reason(reasons.DOOR_NOTE, note=door.note))
    if door.confidence not in Confidence.usable():
        why.append(reason(reasons.BASIS_UNVERIFIED, confidence=door.confidence))
        wanted.append(reason(reasons.LOOK_UP_BASIS))
        sure = False
    if not seen.is_verified:
        why += [each for each in seen.why if each["text"] == reasons.BODY_UNVERIFIED]
        sure = False
    record = None
    if needs_record:
        record = standing or (treaty_standing if state == DoorState.CLOSED else None)
    return Verdict(
        state=state,
        is_verified=sure and state != DoorState.UNKNOWN,
        why=tuple(why),
        wanted=tuple(wanted),
        confidence=_weakest(door, body, record) if record or not needs_record else Confidence.NONE,
        sources=_sources(door, record),
        as_of=record.as_of if record else "",
        acceptance=acceptance,
    )


def body_state(body, on):
    """Whether a body works on the day `on`: for investigations and mandates, which end unless they are renewed. Past
    its last known day it is not known, never simply closed: renewals are often found late."""
    why, wanted = [], []
    facts = {"source": body.source, "confidence": body.confidence}
    if body.state in _CLOSED_BODIES:
        state = DoorState.CLOSED
        if body.state == MechanismState.ENDED and body.active_to:
            why.append(reason(reasons.BODY_ENDED_ON, body=body.name, date=body.active_to, **facts))
        else:
            why.append(reason(_CLOSED_BODIES[body.state], body=body.name, **facts))
    elif body.active_from and body.active_from > on:
        state = DoorState.CLOSED
        why.append(reason(reasons.BODY_BEGINS, body=body.name, date=body.active_from, **facts))
    elif body.active_to and body.active_to < on:
        state = DoorState.UNKNOWN
        why.append(reason(reasons.BODY_RAN_TO, body=body.name, date=body.active_to, **facts))
        wanted.append(reason(reasons.LOOK_UP_BODY, body=body.name))
    elif body.state == MechanismState.UNKNOWN:
        state = DoorState.UNKNOWN
        why.append(reason(reasons.BODY_STATE_UNKNOWN, body=body.name, **facts))
        wanted.append(reason(reasons.LOOK_UP_BODY, body=body.name))
    else:
        state = DoorState.OPEN
        why.append(_running(body, facts))
    if body.note:
        why.append(reason(reasons.NOTE, note=body.note))
    is_sourced = body.confidence in Confidence.usable()
    if not is_sourced:
        why.append(reason(reasons.BODY_UNVERIFIED, body=body.name, confidence=body.confidence))
    return Verdict(
        state=state,
        is_verified=is_sourced and state != DoorState.UNKNOWN,
        why=tuple(why),
        wanted=tuple(wanted),
        confidence=body.confidence,
        sources=(body.source,) if body.source else (),
    )


def _running(body, facts):
    if body.active_to:
        return reason(reasons.BODY_RUNS_TO, body=body.name, date=body.active_to, **facts)
    if body.active_from:
        return reason(reasons.BODY_RUNS_SINCE, body=body.name, date=body.active_from, **facts)
    return reason(reasons.BODY_RUNS, body=body.name, **facts)


def _by_itself(door, country, why, wanted, *, is_un_member):
    """The state of a door that no acceptance of this State opens."""
    facts = {"source": door.source, "confidence": door.confidence}
    if door.needs == DoorNeed.NOT_IN_FORCE:
        why.append(reason(reasons.NOT_IN_FORCE, instrument=door.instrument, **facts))
        wanted.append(reason(reasons.LOOK_UP_FORCE, instrument=door.instrument))
        return DoorState.CLOSED
    if door.needs == DoorNeed.UN_MEMBER:
        why.append(reason(reasons.UN_MEMBER if is_un_member else reasons.NO_UN_MEMBER, country=country, **facts))
        return DoorState.OPEN if is_un_member else DoorState.CLOSED
    why.append(reason(reasons.NEEDS_NOTHING, **facts))
    return DoorState.OPEN


def _by_acceptance(door, standing, treaty_standing, country, on, why, wanted):
    """(state, whether it is sure, the acceptance it rests on); reasons and what is wanted are added to the lists."""
    names = {"country": country, "instrument": door.instrument}
    why.append(reason(reasons.NEEDS, instrument=door.instrument, source=door.source, confidence=door.confidence))
    status = standing.status if standing else None
    if status in (None, Acceptance.UNKNOWN):
        if _never_accepted(treaty_standing):
            why.append(reason(reasons.NO_TREATY, treaty=door.treaty, country=country))
            wanted.append(reason(reasons.WOULD_OPEN, **names))
            return DoorState.CLOSED, _judge(treaty_standing, door.treaty, why, wanted), Acceptance.NONE
        why.append(reason(reasons.RECORDED_UNKNOWN if standing else reasons.NOT_RECORDED, **names))
        if standing:
            _judge(standing, door.instrument, why, wanted)
        wanted.insert(0, reason(reasons.LOOK_UP_ACCEPTANCE, **names))
        return DoorState.UNKNOWN, False, Acceptance.UNKNOWN
    facts = {"source": standing.source, "confidence": standing.confidence}
    is_bound = True
    if status == Acceptance.PARTY:
        is_bound = not (standing.accepted_on and standing.accepted_on > on)
        why.append(_accepted(standing, names, facts, is_bound=is_bound))
    elif status == Acceptance.WITHDRAWN:
        is_bound = bool(standing.withdrawn_on and standing.withdrawn_on > on)
        why.append(_withdrawn(standing, names, facts, is_bound=is_bound))
    else:
        is_bound = False
        why += _without(standing, names, facts)
    sure = _judge(standing, door.instrument, why, wanted)
    if is_bound and door.needs == DoorNeed.NOT_OPTED_OUT:
        why.append(reason(reasons.OPT_OUT, source=door.source, confidence=door.confidence))
        wanted.append(reason(reasons.LOOK_UP_OPT_OUT, **names))
        sure = False
    if not is_bound:
        text = reasons.WOULD_REOPEN if status == Acceptance.WITHDRAWN else reasons.WOULD_OPEN
        wanted.append(reason(text, **names))
    return DoorState.OPEN if is_bound else DoorState.CLOSED, sure, Acceptance(status)


def _never_accepted(standing):
    return standing is not None and standing.status in (Acceptance.NONE, Acceptance.SIGNATORY)


def _accepted(standing, names, facts, *, is_bound):
    if standing.accepted_on:
        text = reasons.PARTY_SINCE if is_bound else reasons.ACCEPTS_FROM
        return reason(text, date=standing.accepted_on, **names, **facts)
    if standing.accepted_year:
        return reason(reasons.PARTY_IN, year=standing.accepted_year, **names, **facts)
    return reason(reasons.PARTY, **names, **facts)


def _withdrawn(standing, names, facts, *, is_bound):
    if standing.withdrawn_on:
        text = reasons.WITHDRAWS_ON if is_bound else reasons.WITHDRAWN_ON
        return reason(text, date=standing.withdrawn_on, **names, **facts)
    return reason(reasons.WITHDRAWN, **names, **facts)


def _without(standing, names, facts):
    if standing.status == Acceptance.SIGNATORY:
        if standing.signed_on:
            yield reason(reasons.SIGNED_ON, date=standing.signed_on, **names, **facts)
        else:
            yield reason(reasons.SIGNED, **names, **facts)
        yield reason(reasons.SIGNATURE_IS_NOT_ENOUGH)
    else:
        yield reason(reasons.NOT_ACCEPTED, **names, **facts)


def _judge(standing, instrument, why, wanted):
    """Whether the record may be relied on; adds how old it is, its note, and what speaks against it."""
    why.append(reason(reasons.AS_OF, as_of=standing.as_of) if standing.as_of else reason(reasons.NO_AS_OF))
    if standing.note:
        why.append(reason(reasons.NOTE, note=standing.note))
    sure = True
    if standing.confidence not in Confidence.usable():
        why.append(reason(reasons.STANDING_UNVERIFIED, confidence=standing.confidence))
        sure = False
    if _CONTRADICTED.search(standing.note):
        why.append(reason(reasons.SOURCES_DIFFER))
        sure = False
    if not sure:
        wanted.append(reason(reasons.LOOK_UP_STANDING, instrument=instrument))
    return sure


def _weakest(*records):
    return max((record.confidence for record in records if record), key=lambda value: _RANK.get(value, len(_RANK)))


def _sources(*records):
    return tuple(dict.fromkeys(record.source for record in records if record and record.source))
