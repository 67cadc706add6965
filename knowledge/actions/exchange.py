"""Writes to peer exchanges. The trail never says who takes part, who raised a concern, or what notes say."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.models import Membership, User
from clusters.policy import running
from core import audit, clock, outbox
from core.errors import Refused
from core.saving import save_version, stripped_of
from knowledge import policy
from knowledge.enums import ExchangeState, Reply
from knowledge.models import ExchangeConcern, ExchangeInvitation, ExchangeReply, PeerExchange

TARGET = "knowledge.peerexchange"
INVITED, REMINDER, CALLED_OFF = "exchange.invited", "exchange.reminder", "exchange.called_off"
# Days before at which whoever was invited and has not declined is reminded.
LEADS = (7, 1)
_FIELDS = frozenset(
    {"title", "series", "kind", "starts_at", "time_zone", "minutes", "language", "place", "questions", "with_ohchr"}
)


def _coordinators():
    held = Membership.objects.filter(running(), role__in=sorted(LEAD_ROLES))
    return list(User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("pk"))


def _record(verb, row, by, *, before=None, after=None):
    audit.record(verb=verb, target=row, by=by, before=before, after=after, label=str(row))


def _due(exchange):
    return clock.local_day(exchange.starts_at, exchange.time_zone)


def _tell(exchange, kind, people, by):
    wanted = [person for person in people if person.pk != by.pk]
    outbox.queue(kind=kind, subject_type=TARGET, subject_id=exchange.pk, recipients=wanted, due_on=_due(exchange))


def _remind(exchange, people):
    """The reminders of `people`, each at its hour; the mail asks again then whether it is still wanted."""
    for days in LEADS:
        at = exchange.starts_at - dt.timedelta(days=days)
        if at > clock.now():
            outbox.queue(
                kind=REMINDER,
                subject_type=TARGET,
                subject_id=exchange.pk,
                recipients=people,
                due_on=_due(exchange),
                lead_days=days,
                not_before=at,
            )


def _check_hour(exchange):
    if exchange.starts_at <= clock.now():
        raise ValidationError({"starts_at": _("This hour has passed.")})


@transaction.atomic
def plan_exchange(*, by, **values):
    """Plan an exchange and invite every coordinator. The Task Team. Twice plans two."""
    policy.check_organises(by)
    row = PeerExchange(created_by=by, **stripped_of(values, _FIELDS))
    row.full_clean(exclude=["created_by"])
    _check_hour(row)
    row.save(force_insert=True)
    _record("exchange.planned", row, by, after={"kind": str(row.kind), "starts_at": row.starts_at.isoformat()})
    people = _coordinators()
    _tell(row, INVITED, people, by)
    _remind(row, people)
    return row


def _guests(exchange, by):
    rows = ExchangeInvitation.objects.visible_to(by).filter(exchange=exchange).select_related("user")
    return [row.user for row in rows]


def _check_planned(exchange):
    if exchange.state != ExchangeState.PLANNED:
        raise Refused(_("This exchange is over or was called off."))


@transaction.atomic
def change_exchange(*, exchange, expected_version, by, **values):
    """Change an exchange that has not been held. Where its day or hour moves, reminders move with it."""
    policy.check_organises(by)
    _check_planned(exchange)
    changes, before = stripped_of(values, _FIELDS), exchange.starts_at
    old_day = _due(exchange)
    for name, value in changes.items():
        setattr(exchange, name, value)
    exchange.full_clean(exclude=["created_by"])
    moved = exchange.starts_at != before
    if moved:
        _check_hour(exchange)
    save_version(exchange, expected_version, by, **changes)
    if moved:
        outbox.withdraw(subject_type=TARGET, subject_id=exchange.pk, kind=REMINDER)
        people = [*_coordinators(), *_guests(exchange, by)]
        if _due(exchange) != old_day:
            _tell(exchange, INVITED, people, by)
        _remind(exchange, people)
    _record(
        "exchange.changed",
        exchange,
        by,
        before={"starts_at": before.isoformat()},
        after={"starts_at": exchange.starts_at.isoformat()},
    )
    return exchange


@transaction.atomic
def call_off(*, exchange, reason, expected_version, by):
    """Call it off with a reason that the invited read. Calling off again is refused."""
    policy.check_organises(by)
    _check_planned(exchange)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why in a sentence.")})
    save_version(exchange, expected_version, by, state=ExchangeState.CANCELLED, reason=reason)
    outbox.withdraw(subject_type=TARGET, subject_id=exchange.pk)
    _tell(exchange, CALLED_OFF, [*_coordinators(), *_guests(exchange, by)], by)
    _record("exchange.called_off", exchange, by, before={"state": "planned"}, after={"state": "cancelled"})
    return exchange


@transaction.atomic
def write_notes(*, exchange, notes, attendance, names_nobody, expected_version, by):
    """Keep what was said, by nobody, and how many took part; the exchange then counts as held. The organisers. The
    Chatham House Rule (001:250): whoever writes confirms that no speaker and no affiliation stands in it."""
    policy.check_organises(by)
    notes = notes.strip()
    errors = {}
    if exchange.state == ExchangeState.CANCELLED:
        raise Refused(_("This exchange was called off."))
    if exchange.starts_at > clock.now():
        raise Refused(_("This exchange has not begun yet."))
    if not names_nobody:
        errors["names_nobody"] = _("Read the notes again: no speaker and no affiliation may stand in them.")
    if attendance is None:
        errors["attendance"] = _("Say how many took part.")
    if errors:
        raise ValidationError(errors)
    before = {"state": str(exchange.state), "attendance": exchange.attendance}
    save_version(exchange, expected_version, by, notes=notes, attendance=attendance, state=ExchangeState.HELD)
    _record("exchange.held", exchange, by, before=before, after={"state": "held", "attendance": attendance})
    return exchange


@transaction.atomic
def invite_guest(*, exchange, cluster, person, by):
    """A coordinator passes her invitation on to a named member of her own cluster, who is told. The trail keeps that it
    happened, not whom. Inviting the same person again changes nothing."""
    policy.check_can_invite(by, cluster.pk)
    policy.check_may_take_part(by, exchange)
    _check_planned(exchange)
    held = Membership.objects.filter(running(), user=person, user__is_active=True, role__in=sorted(INSIDE_ROLES))
    if not held.filter(cluster=cluster).exists():
        raise ValidationError({"person": _("Only people of your own cluster can be invited.")})
    rows = ExchangeInvitation.objects.visible_to(by)
    row, is_new = rows.get_or_create(exchange=exchange, cluster=cluster, user=person, defaults={"invited_by": by})
    if is_new:
        audit.record(verb="exchange.guest_invited", target=exchange, by=by, cluster_id=cluster.pk, label=str(exchange))
        _tell(exchange, INVITED, [person], by)
        _remind(exchange, [person])
    return row


@transaction.atomic
def take_back_invitation(*, invitation, by):
    """The coordinator who invited somebody takes it back; the guest then sees the exchange no more."""
    policy.check_can_invite(by, invitation.cluster_id)
    if invitation.invited_by_id != by.pk:
        raise Refused(_("Whoever passed the invitation on takes it back."))
    ExchangeReply.objects.unscoped("the reply goes with the invitation").filter(
        exchange=invitation.exchange_id, user=invitation.user_id
    ).delete()
    ExchangeInvitation.objects.visible_to(by).filter(pk=invitation.pk).delete()
    audit.record(
        verb="exchange.guest_taken_back",
        target=invitation.exchange,
        by=by,
        cluster_id=invitation.cluster_id,
        label=str(invitation.exchange),
    )


@transaction.atomic
def reply(*, exchange, answer, by):
    """Whether one takes part. Everybody for herself; no trail, as it would be the list of those who came."""
    policy.check_may_take_part(by, exchange)
    _check_planned(exchange)
    if answer not in Reply.values:
        raise ValidationError(_("Say whether you take part."))
    rows = ExchangeReply.objects.visible_to(by)
    row, is_new = rows.get_or_create(exchange=exchange, user=by, defaults={"reply": answer})
    if not is_new and row.reply != answer:
        rows.filter(pk=row.pk).update(reply=answer, replied_at=clock.now())
        row.reply = answer
    return row


@transaction.atomic
def raise_concern(*, exchange, text, by):
    """Say what troubles one about the exchange. Who says it is kept nowhere."""
    policy.check_may_take_part(by, exchange)
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Say what troubles you.")})
    # The day of the portal: one of her own would tell apart who is far east or west.
    row = ExchangeConcern(exchange=exchange, text=text, raised_on=clock.today())
    row.full_clean(exclude=["exchange"])
    row.save(force_insert=True)
    return row


@transaction.atomic
def answer_concern(*, concern, answer, expected_version, by):
    """The organisers answer where everybody invited reads it."""
    policy.check_organises(by)
    answer = answer.strip()
    if not answer:
        raise ValidationError({"answer": _("Write an answer.")})
    save_version(concern, expected_version, by, answer=answer, answered_at=clock.now())
    _record("exchange.concern_answered", concern.exchange, by)
    return concern
