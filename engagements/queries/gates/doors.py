"""Hard gates of two kinds of input (MATRIX D005, D029; guide 1, slides 6 and 9).

Information for an inquiry of a treaty body: the State must have accepted the inquiry, on a record that may be relied
on, and the pattern must be described as systematic. Material for an investigation: one must be recorded as at work for
the country, and the material is always confidential; the lead agency has a gate of its own.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import clock
from engagements import policy
from engagements.enums import Exposure, SubmissionKind
from engagements.queries.gates.common import place
from engagements.rules import GATE_LABELS, GateState
from mechanisms.enums import DoorKind, DoorState, Family
from mechanisms.queries.doors import bodies_for, gate_answer


def is_for_investigation(line, submission):
    """Whatever goes to an investigation is material for it, however it is called."""
    if line.mechanism.family == Family.INVESTIGATION:
        return True
    return submission is not None and submission.kind == SubmissionKind.INVESTIGATION


def gate(user, line, submission, version):
    if is_for_investigation(line, submission):
        missing = investigation_missing(user, line, policy.mark_on(line, submission))
        key = "investigation"
        url = reverse("country", args=[line.cluster.country_id])
    elif submission is not None and submission.kind == SubmissionKind.INQUIRY:
        missing = inquiry_missing(line)
        key, url = "inquiry", place(line, submission, "inquiry")
    else:
        return None
    return GateState(not missing, missing, key=key, label=GATE_LABELS[key], url=url, is_first=True, note=_("confirmed"))


def closed_kinds(user, line):
    """[(kind, sentences)] of the kinds that fit the mechanism but cannot be begun yet: the form says why."""
    closed = []
    if line.mechanism.family == Family.TREATY_BODY:
        closed.append((SubmissionKind.INQUIRY, inquiry_missing(line)))
    elif line.mechanism.family == Family.INVESTIGATION:
        closed.append((SubmissionKind.INVESTIGATION, investigation_missing(user, line, Exposure.CONFIDENTIAL)))
    return [(kind.label, missing) for kind, missing in closed if missing]


def inquiry_missing(line):
    """What stands in the way of suggesting an inquiry: the two checks, each with its sentence. Two queries."""
    missing = []
    answer = gate_answer(line.cluster.country, line.mechanism, DoorKind.INQUIRY, on=clock.today())
    names = {"mechanism": line.mechanism, "country": line.cluster.country}
    if answer.state is None:
        missing.append(_("%(mechanism)s has no inquiry procedure in the catalogue.") % names)
    elif answer.state == DoorState.CLOSED:
        missing.append(_("%(country)s has not accepted inquiries of %(mechanism)s.") % names)
    elif answer.state == DoorState.UNKNOWN:
        missing.append(_("It is not recorded whether %(country)s has accepted inquiries of %(mechanism)s.") % names)
    elif not answer.is_verified:
        missing.append(_("That %(country)s has accepted inquiries of %(mechanism)s is still to be verified.") % names)
    if not line.pattern.strip():
        missing.append(_("Describe why the violations are systematic, not single events."))
    return missing


def investigation_missing(user, line, mark):
    """The same for an investigation. One query."""
    missing = []
    own, _thematic = bodies_for(user, line.cluster.country, on=clock.today())
    body = next((each for each in own if each.mechanism.pk == line.mechanism_id), None)
    names = {"mechanism": line.mechanism, "country": line.cluster.country}
    if body is None or line.mechanism.family != Family.INVESTIGATION:
        missing.append(_("%(mechanism)s is not recorded as an investigation for %(country)s.") % names)
    elif body.verdict.state != DoorState.OPEN:
        missing.append(_("It is not recorded that %(mechanism)s is at work now.") % names)
    if mark != Exposure.CONFIDENTIAL:
        missing.append(_("Material for an investigation is always confidential. Set the mark."))
    return missing
