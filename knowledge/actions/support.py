"""Writes to support requests. The trail keeps states and kinds, never what was written."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.enums import Role
from clusters.models import Membership, User
from clusters.policy import running
from clusters.queries import leads_of
from core import audit, clock, outbox
from core.errors import Refused
from core.saving import save_version
from knowledge import policy
from knowledge.enums import SupportVerb
from knowledge.models import SupportRequest
from knowledge.origins import origin_of
from knowledge.workflow import ENDED, MOVES

TARGET = "knowledge.supportrequest"
ASKED, ANSWERED = "support.asked", "support.answered"


def _task_team():
    held = Membership.objects.filter(running(), role=Role.TASK_TEAM, cluster=None)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("pk")


def _tell(request, kind, people, by):
    """Once for each version of the request; whoever acted is not told."""
    outbox.queue(
        kind=kind,
        subject_type=TARGET,
        subject_id=f"{request.pk}:{request.version}",
        recipients=[person for person in people if person.pk != by.pk],
        due_on=clock.today(),
    )


def _record(verb, request, by, *, before=None, after=None):
    audit.record(
        verb=verb,
        target=request,
        by=by,
        cluster_id=request.cluster_id,
        before=before,
        after=after,
        label=str(request),
    )


def _asked(request):
    obstacle = {"obstacle": request.obstacle.key} if request.obstacle is not None else {}
    return {"kind": str(request.kind), "state": str(request.state), **obstacle}


@transaction.atomic
def ask_support(
    *,
    cluster,
    kind,
    text,
    language,
    audience,
    is_tailored=True,
    wanted_on=None,
    people_expected=None,
    origin="",
    origin_id=None,
    obstacle=None,
    provider="",
    is_told=True,
    by,
):
    """Ask the Task Team for support; it is told by mail, unless a mail of another room tells it already (`is_told`
    False). Coordinators of the cluster. `origin` and `origin_id` name the page it was asked from, which the asker must
    see herself; `obstacle`, of the list, what stands in the way; `provider`, whom else of the Global Protection Cluster
    the Task Team should bring in. Twice asks twice."""
    policy.check_can_ask(by, cluster.pk)
    if wanted_on is not None and wanted_on < clock.day_of(by):
        raise ValidationError({"wanted_on": _("This day has passed.")})
    if origin and origin_of(by, origin, origin_id) is None:
        raise ValidationError(_("The page you came from is not there any more. Ask without it."))
    if obstacle is not None and not obstacle.is_active:
        raise ValidationError({"obstacle": _("This obstacle is no longer offered.")})
    request = SupportRequest(
        cluster=cluster,
        kind=kind,
        obstacle=obstacle,
        provider=provider,
        is_tailored=is_tailored,
        wanted_on=wanted_on,
        language=language,
        audience=audience,
        people_expected=people_expected,
        text=text.strip(),
        origin=origin,
        origin_id=origin_id if origin else None,
        asked_by=by,
    )
    request.full_clean(exclude=["cluster", "asked_by"])
    request.save(force_insert=True)
    _record("support.asked", request, by, after=_asked(request))
    if is_told:
        _tell(request, ASKED, _task_team(), by)
    return request


def _moved(request, verb, expected_version, by, *, is_told=True, **changes):
    """Check side, state and version, write, keep it in the trail, tell the other side."""
    policy.check_sides(by, request, verb)
    move = MOVES[verb]
    if request.state not in move.sources:
        raise Refused(_("The request has moved on: this cannot be done now."))
    before = {"state": str(request.state)}
    if move.target in ENDED:
        changes["ended_at"] = clock.now()
    save_version(request, expected_version, by, state=move.target, **changes)
    _record(f"support.{verb}", request, by, before=before, after={"state": str(move.target)})
    if is_told:
        _tell(request, ANSWERED, _other_side(request, by), by)
    return request


def _other_side(request, by):
    """Coordinators and whoever has taken it on; before anybody has, the whole Task Team."""
    people = list(leads_of(request.cluster_id))
    people += [request.taken_by] if request.taken_by is not None else list(_task_team())
    return [person for person in people if person.is_active]


def _reason(verb, reason):
    reason = reason.strip()
    if MOVES[verb].needs_reason and not reason:
        raise ValidationError({"reason": _("Say why in a sentence.")})
    return reason


@transaction.atomic
def take_on(*, request, expected_version, is_told=True, by):
    """A person of the Task Team takes it on; the coordinators read who. `is_told` False where another mail says
    more."""
    verb = SupportVerb.TAKE_ON
    changes = {"taken_by": by, "taken_at": clock.now(), "reason": ""}
    return _moved(request, verb, expected_version, by, is_told=is_told, **changes)


@transaction.atomic
def hand_back(*, request, reason, expected_version, by):
    """Whoever took it on cannot go on: it waits for another person of the Task Team."""
    verb = SupportVerb.HAND_BACK
    reason = _reason(verb, reason)
    return _moved(request, verb, expected_version, by, taken_by=None, taken_at=None, reason=reason)


@transaction.atomic
def deliver(*, request, delivered_on, evidence, attendance=None, expected_version, is_told=True, by):
    """Say when it was delivered and what shows it; how many took part where it was a session (MATRIX D010, R009).
    `is_told` False where another mail says more."""
    verb = SupportVerb.DELIVER
    policy.check_sides(by, request, verb)
    evidence = evidence.strip()
    errors = {}
    if not evidence:
        errors["evidence"] = _("Say what was delivered: a session held, a paper sent, where it is kept.")
    if delivered_on is None:
        errors["delivered_on"] = _("Say on which day.")
    elif delivered_on > clock.day_of(by):
        errors["delivered_on"] = _("This day lies in the future.")
    if errors:
        raise ValidationError(errors)
    changes = {"delivered_on": delivered_on, "evidence": evidence, "attendance": attendance}
    return _moved(request, verb, expected_version, by, is_told=is_told, **changes)


@transaction.atomic
def end_request(*, request, verb, reason="", expected_version, by):
    """Decline (Task Team), withdraw (coordinators) or close what was delivered (both). Declining and withdrawing need a
    reason that the other side reads."""
    if verb not in (SupportVerb.DECLINE, SupportVerb.WITHDRAW, SupportVerb.CLOSE):
        raise ValueError(f"{verb} does not end a request.")
    policy.check_sides(by, request, verb)
    return _moved(request, verb, expected_version, by, reason=_reason(verb, reason))


def is_asked_for(user, origin, origin_id):
    """Whether support asked from that page is still open, as far as `user` sees."""
    rows = SupportRequest.objects.visible_to(user).filter(origin=origin, origin_id=origin_id)
    return rows.exclude(state__in=ENDED).exists()
