"""What a State has accepted and its national institution, ready to print."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.dates import as_of_text, day_text
from core.enums import Confidence
from mechanisms.enums import Acceptance, Accreditation, InstrumentKind

_ACCEPTANCE_TONES = {Acceptance.PARTY: "ok", Acceptance.WITHDRAWN: "danger", Acceptance.SIGNATORY: "neutral"}
_ACCREDITATION_TONES = {Accreditation.A: "ok", Accreditation.A_DEFERRED: "warn", Accreditation.B: "neutral"}


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """A line of the table of instruments; `status` is "Not known" where nothing is recorded."""

    short: str
    name: str
    body: str
    tone: str
    status: str
    accepted: str
    as_of: str
    confidence: str
    is_sure: bool
    numbers: list
    note: str


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    name: str
    tone: str
    status: str
    is_sure: bool
    as_of: str
    next_event: str
    affiliation: str
    note: str
    numbers: list


def instrument_row(line, sources):
    instrument, record = line.instrument, line.ratification
    body = instrument.mechanism.label if instrument.mechanism_id else ""
    if record is None:
        return InstrumentRow(
            instrument.short_name, str(instrument), body, "accent", _("Not known"), "", "", "", False, [], ""
        )
    return InstrumentRow(
        short=instrument.short_name,
        name=str(instrument),
        body=body,
        tone=_ACCEPTANCE_TONES.get(record.status, "accent" if record.status == Acceptance.UNKNOWN else "neutral"),
        status=_status(instrument, record),
        accepted=_accepted(record),
        as_of=as_of_text(record.as_of),
        confidence=record.get_confidence_display(),
        is_sure=record.confidence in Confidence.usable(),
        numbers=sources.numbers(record.source),
        note=record.note,
    )


def _status(instrument, record):
    if instrument.kind == InstrumentKind.INVITATION and record.status == Acceptance.PARTY:
        return _("Issued")
    if instrument.kind == InstrumentKind.DECLARATION and record.status == Acceptance.PARTY:
        return _("Declared")
    if instrument.kind == InstrumentKind.MEMBERSHIP and record.status == Acceptance.PARTY:
        return _("Member")
    return record.get_status_display()


def _accepted(record):
    """The day or year of acceptance; of what was only signed or left the day of that, said so."""
    if record.status == Acceptance.WITHDRAWN and record.withdrawn_on:
        return _("left on %(day)s") % {"day": day_text(record.withdrawn_on)}
    if record.status == Acceptance.SIGNATORY and record.signed_on:
        return _("signed on %(day)s") % {"day": day_text(record.signed_on)}
    if record.accepted_on:
        return day_text(record.accepted_on)
    return str(record.accepted_year or "")


def institution_row(found, sources):
    return InstitutionRow(
        name=found.name,
        tone=_ACCREDITATION_TONES.get(
            found.accreditation, "accent" if found.accreditation == Accreditation.UNKNOWN else "neutral"
        ),
        status=found.get_accreditation_display(),
        is_sure=found.confidence in Confidence.usable(),
        as_of=as_of_text(found.as_of),
        next_event=found.next_event,
        affiliation=found.regional_affiliation,
        note=found.note,
        numbers=sources.numbers(found.source),
    )
