"""Requests of others for an input: noted, changed, taken up on a plan line, declined.

The trail keeps days, doors, states and marks, never who asked or about what.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from core.saving import stripped
from engagements import policy, rules
from engagements.actions.plans import create_plan_line
from engagements.actions.records import add_row, change_row, check_plan_line
from engagements.enums import AskedState, Exposure, StepOwner, Trigger, strictest
from engagements.models import InputRequest

FIELDS = ("asked_by", "mechanism", "asked_on", "due_on", "about", "details", "door", "exposure")
_KEPT = ("state", "asked_on", "due_on", "door", "mechanism", "plan_line", "exposure")


def _check(row, by):
    if row.asked_on is not None and row.asked_on > clock.day_of(by):
        raise ValidationError({"asked_on": _("This day lies in the future.")})
    if row.due_on is not None and row.asked_on is not None and row.due_on < row.asked_on:
        raise ValidationError({"due_on": _("It cannot be due before it was asked.")})


@transaction.atomic
def note_request(*, cluster, by, **fields):
    """Note that somebody asked the cluster for an input. Whoever belongs to the cluster. `fields`: `FIELDS`; without a
    mark it is restricted. Raises ValidationError by field; twice notes two. Returns the request."""
    policy.check_can_note_request(by, cluster.pk)
    _known(fields)
    fields.setdefault("exposure", Exposure.RESTRICTED)
    row = InputRequest(cluster=cluster, created_by=by, **stripped(fields))
    _check(row, by)
    return add_row(row, verb="request.noted", by=by, cluster_id=cluster.pk, kept=_KEPT)


@transaction.atomic
def edit_request(*, request, expected_version, by, **changes):
    """Change what was noted. The coordinators, and who noted it. `Stale` when somebody changed it since."""
    policy.check_can_change_request(by, request)
    _known(changes)
    row = InputRequest(**{name: changes.get(name, getattr(request, name)) for name in ("asked_on", "due_on")})
    _check(row, by)
    return change_row(
        request,
        verb="request.changed",
        expected_version=expected_version,
        by=by,
        cluster_id=request.cluster_id,
        changes=changes,
        kept=_KEPT,
    )


@transaction.atomic
def take_up_request(*, request, plan_line, expected_version, by):
    """It is answered on `plan_line`, where the input is written. Coordinators only. Refused once it was answered."""
    policy.check_can_answer_request(by, request.cluster_id)
    _check_waits(request)
    if plan_line is None:
        raise ValidationError({"plan_line": _("Choose the plan line.")})
    check_plan_line(plan_line, request.cluster_id, by)
    return _answer(request, expected_version, by, state=AskedState.TAKEN_UP, plan_line=plan_line)


@transaction.atomic
def open_line_for_request(*, request, mechanism, year, title, expected_version, by):
    """Open a plan line, triggered by this request, and take the request up on it. Coordinators only. The line is never
    more open than the request. Returns the request; its `plan_line` is the new line."""
    policy.check_can_answer_request(by, request.cluster_id)
    _check_waits(request)
    exposure = strictest(request.exposure, rules.usual_mark(mechanism.family))
    line = create_plan_line(
        cluster=request.cluster,
        mechanism=mechanism,
        year=year,
        title=title,
        lead_role=StepOwner.COORDINATOR,
        trigger=Trigger.REQUEST,
        exposure=exposure,
        by=by,
    )
    return take_up_request(request=request, plan_line=line, expected_version=expected_version, by=by)


@transaction.atomic
def decline_request(*, request, reason, expected_version, by):
    """No input is given, and why. Coordinators only. Refused once it was answered."""
    policy.check_can_answer_request(by, request.cluster_id)
    _check_waits(request)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why it is declined.")})
    return _answer(request, expected_version, by, state=AskedState.DECLINED, reason=reason)


@transaction.atomic
def reopen_request(*, request, expected_version, by):
    """Declined by mistake, or things have changed: it waits again. Coordinators only; what was taken up stays so."""
    policy.check_can_answer_request(by, request.cluster_id)
    if request.state != AskedState.DECLINED:
        raise Refused(_("Only what was declined can be opened again."))
    changes = {"state": AskedState.OPEN, "reason": "", "answered_at": None, "answered_by": None}
    return _change(request, "request.reopened", expected_version, by, changes)


def _answer(request, expected_version, by, **changes):
    verb = "request.taken_up" if changes["state"] == AskedState.TAKEN_UP else "request.declined"
    changes |= {"answered_at": clock.now(), "answered_by": by}
    return _change(request, verb, expected_version, by, changes)


def _change(request, verb, expected_version, by, changes):
    return change_row(
        request,
        verb=verb,
        expected_version=expected_version,
        by=by,
        cluster_id=request.cluster_id,
        changes=changes,
        kept=_KEPT,
    )


def _check_waits(request):
    if request.state != AskedState.OPEN:
        raise Refused(_("This request was answered already."))


def _known(fields):
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"A request has no {', '.join(sorted(unknown))}")
