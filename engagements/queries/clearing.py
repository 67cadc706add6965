"""The room of sign-offs: what is asked of whom on which version, who answered what, what is void and why, who is still
waited for."""

from dataclasses import dataclass, field

from django.db.models import F, Max, Q

from core import clock
from core.models import Delivery
from engagements import policy, rules
from engagements.enums import Decision, MemberAnswer, SignRole, Status
from engagements.models import MemberPosition, SignOffRequest, SpellingChange
from engagements.sign_off_reminders import REQUEST

_POSITION = "engagements.member_position"


@dataclass
class RoleRow:
    """What one role said. `state`: agreed, declined, waiting or void."""

    state: str
    sign: object
    reminded_at: object = None

    @property
    def label(self):
        return self.sign.label


@dataclass
class AskingRows:
    """One asking about a version of this text, with the answers that the reader may see."""

    request: object
    positions: list = field(default_factory=list)
    is_current: bool = False
    # Silence counts, and so many answers are missing before it does.
    quorum_left: int = 0
    is_over: bool = False


def role_rows(states, reminded):
    """The roles in order. `reminded`: {role: instant of the last reminder}."""
    rows = []
    for sign in states:
        if sign.sign_off is None:
            state = "waiting"
        elif sign.is_void:
            state = "void"
        else:
            state = "declined" if sign.sign_off.decision == Decision.DECLINED else "agreed"
        rows.append(RoleRow(state, sign, reminded.get(sign.role)))
    return rows


def request_of(user, submission, version):
    """The request for sign-off on `version`, or None."""
    if version is None:
        return None
    rows = SignOffRequest.objects.visible_to(user).filter(version=version.pk)
    return rows.select_related("asked_by").first()


def text_askings(user, submission):
    """The askings of members about versions of this text, newest first, as far as `user` sees their answers. One
    query."""
    rows = MemberPosition.objects.visible_to(user).filter(request__version__submission=submission)
    rows = rows.select_related("organisation", "answered_by", "request__version", "request__carried__by")
    rows = rows.annotate(given_number=F("given_for__number"))
    found, today = [], clock.today(clock.LAST_ZONE)
    for request, positions in policy.grouped(rows):
        given = [position.answer for position in positions]
        counts = rules.silence_is_counted(given, silence_counts=request.silence_counts, quorum=request.quorum)
        for position in positions:
            position.counted = rules.counted(position.answer, due_on=request.due_on, silence_counts=counts, today=today)
            position.is_silent = bool(position.counted and not position.answer)
            position.is_objection = position.answer == MemberAnswer.DECLINED
        answered = sum(1 for answer in given if answer)
        found.append(
            AskingRows(
                request,
                positions,
                is_current=request.version.text_hash == submission.text_hash,
                quorum_left=max(request.quorum - answered, 0) if request.silence_counts else 0,
                is_over=request.due_on < today,
            )
        )
    return found


def spelling_changes(user, submission):
    """Changes that were declared as spelling only, newest first. One query."""
    rows = SpellingChange.objects.visible_to(user).filter(submission=submission)
    rows = rows.select_related("by", "objected_by")
    return list(rows.annotate(from_number=F("from_version__number"), to_number=F("to_version__number")))


def last_reminders(request, askings):
    """({role: instant}, {position: instant}): when the last mail about it went out. One query."""
    where = Q(subject_type=REQUEST, subject_id__startswith=f"{request.pk}:") if request is not None else Q(pk=None)
    positions = [str(position.pk) for asking in askings for position in asking.positions]
    where |= Q(subject_type=_POSITION, subject_id__in=positions)
    sent = Delivery.objects.filter(where, sent_at__isnull=False).order_by()
    roles, organisations = {}, {}
    for kind, subject, at in sent.values_list("subject_type", "subject_id").annotate(at=Max("sent_at")):
        if kind == REQUEST:
            roles[subject.partition(":")[2]] = at
        else:
            organisations[int(subject)] = at
    return roles, organisations


def roles_to_sign(roles, states, newest, submission, *, wrote_it):
    """The states of the roles for which somebody who holds `roles` may sign the newest version now."""
    is_up = submission.status == Status.SIGN_OFF and newest is not None and newest.text_hash == submission.text_hash
    if not is_up or wrote_it:
        return []
    return [
        state
        for state in states
        if roles & policy.HOLDERS_OF[SignRole(state.role)]
        and (state.sign_off is None or state.sign_off.version_id != newest.pk or state.carried is not None)
    ]
