"""The rules of sharing: protocol, signatures, exceptions, strategy; and the check that nothing closed goes round them.

The trail keeps versions, organisations, days and reasons of exceptions: the cluster reads that log.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from clusters.actions import hold_cluster
from core import audit, clock
from core.errors import Refused
from core.texts import says
from engagements import policy
from engagements.enums import CLOSED_MARKS
from engagements.models import ProtocolSignature, SharingException, SharingProtocol, SharingStrategy

STRATEGY, EXCEPTION, PEOPLE = "strategy", "exception", "people"
STRATEGY_TEXTS = ("recipients", "classification", "rhythm", "for_victims", "for_witnesses", "for_civil_society")


class NotShared(Refused):
    """Closed material may not go to this person. `offer` says what would settle it (a strategy on record, an exception
    for `organisation_id`, an organisation entered under people)."""

    def __init__(self, sentence, offer, organisation_id=None):
        super().__init__(sentence)
        self.offer, self.organisation_id = offer, organisation_id


def check_may_share(cluster, people, *, line=None):
    """Before closed material of `cluster` (of the plan line, if given) goes to `people`: the safe-sharing strategy is
    on record, and each of them leads the cluster or works for an organisation that has signed, or an exception is in
    force. Raises `NotShared`. People who left the cluster are nobody's business here: their names open nothing."""
    if not policy.has_others([person.pk for person in people], cluster):
        return
    if not policy.has_strategy(cluster):
        raise NotShared(
            _("Before anything restricted is shared, the safe-sharing strategy of the cluster must be on record."),
            STRATEGY,
        )
    for person, organisation in policy.not_covered(people, cluster, line):
        if organisation is None:
            raise NotShared(
                _("%(person)s is entered without an organisation, so nobody has signed the protocol for them.")
                % {"person": person},
                PEOPLE,
            )
        raise NotShared(
            _("%(organisation)s, for which %(person)s works, has not signed the information-sharing protocol.")
            % {"organisation": organisation, "person": person},
            EXCEPTION,
            organisation.pk,
        )


def _record(verb, row, by, *, before=None, after=None, reason=""):
    audit.record(
        verb=verb,
        target=row,
        by=by,
        cluster_id=row.cluster_id,
        before=before,
        after=after,
        reason=reason,
        label=str(row),
    )


def _next_number(model, cluster, by):
    return (model.objects.visible_to(by).filter(cluster=cluster).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def record_protocol(*, cluster, text, in_force_on, signatures_end=False, by):
    """Put a new version of the protocol on record. Coordinators. Signatures of the version before go on, unless
    `signatures_end`: then everybody signs anew, and access through them ends at once."""
    policy.check_can_lead_sharing(by, cluster.pk)
    hold_cluster(cluster)
    protocol = SharingProtocol(
        cluster=cluster,
        number=_next_number(SharingProtocol, cluster, by),
        text=text.strip(),
        in_force_on=in_force_on,
        recorded_by=by,
    )
    protocol.full_clean()
    protocol.save(force_insert=True)
    ended = 0
    if signatures_end:
        running = ProtocolSignature.objects.visible_to(by).filter(policy.in_force(), cluster=cluster)
        ended = running.update(ended_at=clock.now())
    _record("protocol.recorded", protocol, by, after={"number": protocol.number, "signatures_ended": ended})
    return protocol


@transaction.atomic
def record_signature(*, cluster, organisation, starts_on, ends_on=None, by):
    """Note that `organisation` has signed the newest version. Coordinators. Signed already: refused."""
    policy.check_can_lead_sharing(by, cluster.pk)
    # Two who enter the same signature at once: the second finds it on record.
    hold_cluster(cluster)
    protocol = SharingProtocol.objects.visible_to(by).filter(cluster=cluster).first()
    if protocol is None:
        raise Refused(_("Put the protocol on record first."))
    known = ProtocolSignature.objects.visible_to(by).filter(cluster=cluster, organisation=organisation, ended_at=None)
    if known.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
        raise ValidationError({"organisation": _("This organisation has signed already.")})
    signature = ProtocolSignature(
        cluster=cluster,
        organisation=organisation,
        protocol=protocol,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
    )
    signature.full_clean()
    signature.save(force_insert=True)
    _record("protocol.signed", signature, by, after=_days(signature) | {"number": protocol.number})
    return signature


def _days(row):
    return {
        "organisation": str(row.organisation),
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
    }


def _end(row, verb, by):
    policy.check_can_lead_sharing(by, row.cluster_id)
    now = clock.now()
    open_rows = type(row).objects.visible_to(by).filter(pk=row.pk, ended_at=None)
    if not open_rows.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).update(ended_at=now):
        raise Refused(_("This has ended already."))
    row.ended_at = now
    _record(verb, row, by, before=_days(row), after={"ended_at": now.isoformat()})
    return row


@transaction.atomic
def end_signature(*, signature, by):
    """End a signature now: what its people saw by name is shut at their next request. Coordinators."""
    return _end(signature, "protocol.signature_ended", by)


def _check_names_no_closed(line, **texts):
    if line.exposure not in CLOSED_MARKS:
        return
    sentence = _("These words say the title of the plan line, which is closed.")
    errors = {name: sentence for name, text in texts.items() if says(text, line.title)}
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def grant_exception(*, cluster, organisation, what, reason, ends_on, plan_line=None, by):
    """Let something restricted go to an organisation that has not signed, until `ends_on` (included). Coordinators who
    see the plan line, if one is given. The cluster reads the log, so it names nothing that is hidden."""
    policy.check_can_lead_sharing(by, cluster.pk)
    if plan_line is not None:
        if plan_line.cluster_id != cluster.pk:
            raise ValidationError({"plan_line": _("This plan line belongs to another cluster.")})
        policy.check_still_visible(plan_line, by)
        _check_names_no_closed(plan_line, what=what, reason=reason)
    today = clock.today()
    if ends_on < today:
        raise ValidationError({"ends_on": _("This day is in the past.")})
    exception = SharingException(
        cluster=cluster,
        organisation=organisation,
        plan_line=plan_line,
        what=what.strip(),
        reason=reason.strip(),
        starts_on=today,
        ends_on=ends_on,
        granted_by=by,
    )
    exception.full_clean()
    exception.save(force_insert=True)
    _record("sharing.exception", exception, by, after=_days(exception), reason=exception.reason)
    return exception


@transaction.atomic
def end_exception(*, exception, by):
    """End an exception before its day: access through it is shut at the next request. Coordinators."""
    return _end(exception, "sharing.exception_ended", by)


@transaction.atomic
def record_strategy(*, cluster, by, **texts):
    """Put a new version of the safe-sharing strategy on record. Coordinators. Every part is needed."""
    policy.check_can_lead_sharing(by, cluster.pk)
    unknown = set(texts) - set(STRATEGY_TEXTS)
    if unknown:
        raise TypeError(f"a strategy has no {', '.join(sorted(unknown))}")
    hold_cluster(cluster)
    strategy = SharingStrategy(
        cluster=cluster,
        number=_next_number(SharingStrategy, cluster, by),
        recorded_by=by,
        **{name: texts.get(name, "").strip() for name in STRATEGY_TEXTS},
    )
    strategy.full_clean()
    strategy.save(force_insert=True)
    _record("sharing.strategy_recorded", strategy, by, after={"number": strategy.number})
    return strategy
