"""Writes to the log of reprisals and to its circle. The trail tells the cluster only that the circle changed; what it
says of incidents is read by leads who belong to the circle, and holds no text."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from clusters.actions import hold_cluster
from core import audit, clock
from core.errors import Refused, Stale
from core.saving import save_version
from engagements import policy
from engagements.actions.personal import check_texts
from engagements.actions.telling import tell
from engagements.enums import ReprisalKind, ReprisalState
from engagements.models import CirclePerson, ReprisalCircle, ReprisalIncident, ReprisalProtocol

# So few may look after reprisals that nobody may be alone: two are needed to delete.
FEWEST = 2


def _record(verb, row, by, *, before=None, after=None):
    audit.record(verb=verb, target=row, by=by, cluster_id=row.cluster_id, before=before, after=after, label=str(row))


@transaction.atomic
def set_circle(*, cluster, people, expected_version, by):
    """Say who looks after reprisals: at least two people of the cluster or its OHCHR partner. Coordinators.
    `expected_version` is 0 where there is no circle yet. The trail keeps that the circle changed, not how."""
    policy.check_can_set_circle(by, cluster.pk)
    wanted = {person.pk: person for person in people}
    if len(wanted) < FEWEST:
        raise ValidationError({"people": _("Name at least two people.")})
    known = set(policy.nameable_people(cluster).filter(pk__in=wanted).values_list("pk", flat=True))
    if set(wanted) - known:
        raise ValidationError({"people": _("Only people of this cluster and its OHCHR partner can be named.")})
    # Of two who name the first one at once the second is told.
    hold_cluster(cluster)
    circle = ReprisalCircle.objects.visible_to(by).filter(cluster=cluster).first()
    if circle is None:
        if expected_version:
            raise Stale
        circle = ReprisalCircle(cluster=cluster, version=1)
        circle.full_clean()
        circle.save(force_insert=True)
    else:
        save_version(circle, expected_version, by, updated_at=clock.now())
    rows = CirclePerson.objects.visible_to(by).filter(circle=circle)
    had = set(rows.values_list("user_id", flat=True))
    rows.exclude(user__in=wanted).delete()
    CirclePerson.objects.bulk_create(
        [CirclePerson(circle=circle, user_id=pk, added_by=by) for pk in sorted(set(wanted) - had)]
    )
    if had != set(wanted):
        _record("circle.changed", circle, by)
    return circle


@transaction.atomic
def report_reprisal(
    *, cluster, kind, description, mechanism=None, happened_on=None, is_month=True, names_nobody=False, by
):
    """Tell the circle of a reprisal. Anybody inside the cluster; the writer does not see it again unless she is of the
    circle. Refused where nobody would read it. Twice tells twice."""
    policy.check_can_report(by, cluster.pk)
    people = list(policy.circle_of(cluster))
    if not people:
        raise Refused(
            _("Your cluster has named nobody to look after reprisals yet. Nothing was kept. Speak with a coordinator.")
        )
    description = description.strip()
    if kind not in ReprisalKind.values:
        raise ValidationError({"kind": _("Choose a kind.")})
    if not description:
        raise ValidationError({"description": _("Say what happened, without names.")})
    if happened_on is not None and happened_on > clock.day_of(by):
        raise ValidationError({"happened_on": _("This day lies in the future.")})
    check_texts({"description": description}, names_nobody=names_nobody)
    incident = ReprisalIncident.objects.create(
        cluster=cluster,
        kind=kind,
        mechanism=mechanism,
        happened_on=happened_on.replace(day=1) if happened_on and is_month else happened_on,
        is_month=is_month,
        description=description,
        reported_by=by,
    )
    _record("reprisal.reported", incident, by, after={"kind": str(kind)})
    tell(f"reprisal:{incident.pk}:new", [person for person in people if person.pk != by.pk])
    return incident


def _check_open(incident):
    if incident.deleted_at is not None:
        raise Refused(_("This was deleted."))


@transaction.atomic
def follow_up_reprisal(*, incident, state, route, follow_up, warns, names_nobody=False, expected_version, by):
    """Keep where it stands, which focal point it went to and what came of it; and whether whoever sends next to the
    same mechanism is asked to speak with the circle. The circle only."""
    policy.check_is_of_circle(by, incident.cluster_id)
    _check_open(incident)
    if state not in ReprisalState.values:
        raise ValidationError({"state": _("Choose a state.")})
    route, follow_up = route.strip(), follow_up.strip()
    if state == ReprisalState.WITH_FOCAL_POINT and not route:
        raise ValidationError({"route": _("Say which focal point, by office.")})
    check_texts({"route": route, "follow_up": follow_up}, names_nobody=names_nobody)
    before = {"state": str(incident.state), "warns": incident.warns}
    save_version(incident, expected_version, by, state=state, route=route, follow_up=follow_up, warns=warns)
    _record("reprisal.followed_up", incident, by, before=before, after={"state": str(state), "warns": warns})
    return incident


@transaction.atomic
def ask_deletion(*, incident, expected_version, by):
    """The first of two: ask that an incident be deleted. The circle only; asking again changes nothing."""
    policy.check_is_of_circle(by, incident.cluster_id)
    _check_open(incident)
    if incident.deletion_asked_at is not None:
        return incident
    save_version(incident, expected_version, by, deletion_asked_by=by, deletion_asked_at=clock.now())
    _record("reprisal.deletion_asked", incident, by)
    others = [person for person in policy.circle_of(incident.cluster) if person.pk != by.pk]
    tell(f"reprisal:{incident.pk}:ask{incident.version}", others)
    return incident


@transaction.atomic
def refuse_deletion(*, incident, expected_version, by):
    """Keep it after all: anybody of the circle, the person who asked included."""
    policy.check_is_of_circle(by, incident.cluster_id)
    _check_open(incident)
    if incident.deletion_asked_at is None:
        raise Refused(_("Nobody has asked to delete this."))
    save_version(incident, expected_version, by, deletion_asked_by=None, deletion_asked_at=None)
    _record("reprisal.deletion_refused", incident, by)
    return incident


@transaction.atomic
def confirm_deletion(*, incident, expected_version, by):
    """The second of two, another person of the circle: every text is blanked for good. The trail keeps that it was
    deleted and by whom."""
    policy.check_is_of_circle(by, incident.cluster_id)
    _check_open(incident)
    if incident.deletion_asked_at is None:
        raise Refused(_("Nobody has asked to delete this."))
    if incident.deletion_asked_by_id == by.pk:
        raise Refused(_("You asked for it. Another person of the circle confirms."))
    save_version(
        incident,
        expected_version,
        by,
        description="",
        route="",
        follow_up="",
        warns=False,
        mechanism=None,
        happened_on=None,
        reported_by=None,
        state=ReprisalState.CLOSED,
        deleted_by=by,
        deleted_at=clock.now(),
    )
    _record("reprisal.deleted", incident, by)
    return incident


PROTOCOL_TEXTS = ("at_once", "whom", "focal_points", "measures", "never")


@transaction.atomic
def record_reprisal_protocol(*, cluster, in_force_on, by, expected_number=None, **texts):
    """Put the next version of the protocol on reprisals on record; `texts`: `PROTOCOL_TEXTS`, the first three are
    needed. Coordinators and the circle. `Stale` where another version came in since `expected_number` (None: not
    asked). The same twice makes two versions. The trail keeps the number alone."""
    policy.check_can_write_protocol(by, cluster.pk)
    hold_cluster(cluster)
    rows = ReprisalProtocol.objects.visible_to(by).filter(cluster=cluster)
    newest = rows.aggregate(newest=Max("number"))["newest"] or 0
    if expected_number is not None and expected_number != newest:
        raise Stale
    protocol = ReprisalProtocol(
        cluster=cluster,
        number=newest + 1,
        in_force_on=in_force_on,
        recorded_by=by,
        **{name: texts.get(name, "").strip() for name in PROTOCOL_TEXTS},
    )
    protocol.full_clean(exclude=["cluster", "recorded_by"])
    protocol.save(force_insert=True)
    _record("reprisal.protocol", protocol, by, after={"number": protocol.number})
    return protocol
