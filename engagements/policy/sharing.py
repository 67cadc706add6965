"""With whom closed material may be shared: the rules of the information-sharing protocol, asked anew each time.

A signature or an exception that ended opens nothing any more, whoever is still named.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Cluster, Membership
from clusters.policy import cluster_ids, glass_cluster_ids, has_role_in, learn, reaches, running, with_nodes
from core import clock, memo, policy
from core.errors import Refused
from engagements.models import (
    PlanLineReader,
    ProtocolSignature,
    SharingException,
    SharingProtocol,
    SharingStrategy,
    SubmissionReader,
)

_MAY_BE_NAMED = INSIDE_ROLES | {Role.OHCHR}


def _of_the_cluster(user):
    """The circle of the cluster reads its rules and its log of exceptions."""
    return Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster__in=glass_cluster_ids(user))


@policy.register(SharingProtocol)
def visible_protocols(user):
    return _of_the_cluster(user)


@policy.register(ProtocolSignature)
def visible_signatures(user):
    return _of_the_cluster(user)


@policy.register(SharingException)
def visible_exceptions(user):
    return _of_the_cluster(user)


@policy.register(SharingStrategy)
def visible_sharing_strategies(user):
    return _of_the_cluster(user)


def in_force(today=None):
    """Signatures and exceptions that count on `today` (UTC)."""
    today = today or clock.today()
    return Q(ended_at=None, starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))


def _of_her_organisation(model, user):
    """What is in force for an organisation for which `user` works in that cluster, above or below it."""
    held = Membership.objects.filter(
        running(), user=user, role__in=sorted(_MAY_BE_NAMED), organisation=OuterRef("organisation")
    ).filter(
        Q(cluster=OuterRef("cluster")) | Q(cluster__parent=OuterRef("cluster")) | Q(cluster__nodes=OuterRef("cluster"))
    )
    rows = model.objects.unscoped("what the organisation of the asker herself has signed")
    return rows.filter(in_force(), Exists(held)).order_by()


def covered(user, *, cluster="cluster", line="pk"):
    """Q over rows with a closed mark: those that may be shared with `user` if she is named. Who leads a cluster is of
    the cluster itself; everybody else comes through an organisation that has signed (here or nationally), or through
    an exception in force. `line` is the path to the plan line."""
    clusters, lines = _covered(user)
    return Q(**{f"{cluster}__in": clusters}) | Q(**{f"{line}__in": lines})


def _covered(user):
    """(ids of clusters, ids of plan lines), to be used with `__in` only. Who leads every cluster she works in, asked
    within a request, gets a list; everybody else a part of the same question to the database, never one more."""
    if memo.remembers():
        leads = cluster_ids(user, LEAD_ROLES)
        if set(leads) >= set(cluster_ids(user, _MAY_BE_NAMED)):
            return leads, []
    signed = _of_her_organisation(ProtocolSignature, user).values("cluster_id")
    excepted = _of_her_organisation(SharingException, user)
    general = excepted.filter(plan_line=None).values("cluster_id")
    clusters = Cluster.objects.filter(
        Q(pk__in=cluster_ids(user, LEAD_ROLES))
        | Q(pk__in=signed)
        | Q(parent__in=signed)
        | Q(pk__in=general)
        | Q(parent__in=general)
    )
    return clusters.order_by().values("pk"), excepted.filter(plan_line__isnull=False).values("plan_line_id")


def _held(cluster, users):
    """Memberships that make `users` (ids or a subquery) nameable in `cluster` now, with their organisations."""
    held = Membership.objects.filter(running(), reaches(cluster), user__in=users, user__is_active=True).filter(
        role__in=sorted(_MAY_BE_NAMED)
    )
    return held.select_related("user", "organisation").order_by("pk")


def _by_person(held):
    """{person's id: (person, organisation or None, whether she leads)}"""
    found: dict[int, tuple] = {}
    for membership in held:
        _person, organisation, leads = found.get(membership.user_id, (None, None, False))
        leads = leads or membership.role in LEAD_ROLES
        found[membership.user_id] = (membership.user, membership.organisation or organisation, leads)
    return found


def _may_share(cluster, line):
    """Whether closed material of `cluster` (of the plan line, if given) may be shared now with the organisation of a
    membership: part of the question that reads the memberships."""
    mine = reaches(cluster)
    signed = ProtocolSignature.objects.unscoped("a check must not depend on its asker").filter(in_force(), mine)
    excepted = SharingException.objects.unscoped("a check must not depend on its asker").filter(in_force(), mine)
    excepted = excepted.filter(Q(plan_line=None) | Q(plan_line=line) if line is not None else Q(plan_line=None))
    here = {"organisation": OuterRef("organisation")}
    return Exists(signed.order_by().filter(**here)) | Exists(excepted.order_by().filter(**here))


def not_covered(people, cluster, line=None):
    """[(person, organisation or None)] of those of `people` with whom closed material of `cluster` (of the plan line,
    if given) may not be shared now, whoever asks. Who does not belong to the cluster is left out: her name opens
    nothing. One query."""
    held = _held(cluster, [person.pk for person in people])
    return _not_covered(list(held.annotate(may_share=_may_share(cluster, line))))


def people_named(line):
    """[(person, whether closed material may not be shared with her now)] of everybody named on a plan line who still
    belongs to the cluster, by name. For somebody who was let through to the line; one query."""
    memberships = _named(line, None)
    uncovered = {person.pk for person, _organisation in _not_covered(memberships)}
    people = {row.user_id: row.user for row in memberships}
    return [(person, pk in uncovered) for pk, person in sorted(people.items(), key=lambda row: (row[1].name, row[0]))]


def named_on(line, submission=None):
    """The memberships that make those who are named on a plan line, or on a text of it, nameable in its cluster now,
    with their people; whoever asks. One query for all gates of one asking, until `forget_named`."""
    known = getattr(line, "_named", {})
    key = submission.pk if submission is not None else None
    if key not in known:
        known[key] = _named(line, submission)
        line._named = known
    return known[key]


def forget_named(line):
    """Ask the database anew the next time."""
    line._named = {}


def names_somebody_uncovered(line, submission=None):
    """Whether somebody named could not be given closed material now, as gates ask it."""
    return bool(_not_covered(named_on(line, submission)))


def _named(line, submission):
    if submission is not None:
        named = SubmissionReader.objects.unscoped("a gate must not depend on its asker").filter(submission=submission)
    else:
        named = PlanLineReader.objects.unscoped("a gate must not depend on its asker").filter(plan_line=line)
    everywhere = Membership.objects.filter(user__in=named.values("user_id"), user__is_active=True)
    rows = with_nodes(everywhere).select_related("user").annotate(may_share=_may_share(line.cluster, line))
    rows = list(rows.order_by("pk"))
    # Whether they can read it is asked next, and rests on the same rows.
    learn(rows, {row.user_id for row in rows})
    here = line.cluster_id
    return [row for row in rows if row.role in _MAY_BE_NAMED and here in (row.cluster_id, row.node_id)]


def _not_covered(memberships):
    may = {membership.organisation_id for membership in memberships if membership.may_share}
    return [
        (person, organisation)
        for person, organisation, leads in _by_person(memberships).values()
        if not leads and (organisation is None or organisation.pk not in may)
    ]


def has_others(people, cluster):
    """Whether one of `people` belongs to `cluster` without leading it: then closed material leaves the lead's hands."""
    return any(not leads for _person, _organisation, leads in _by_person(_held(cluster, people)).values())


def has_strategy(cluster):
    """Whether a safe-sharing strategy of `cluster` or of the national cluster is on record, whoever asks."""
    rows = SharingStrategy.objects.unscoped("a gate must not depend on its asker")
    return rows.filter(reaches(cluster)).exists()


def can_lead_sharing(user, cluster_id):
    return has_role_in(user, cluster_id, LEAD_ROLES)


def check_can_lead_sharing(user, cluster_id):
    if not can_lead_sharing(user, cluster_id):
        raise Refused(_("Only the coordinators of this cluster may change the rules of sharing."))
