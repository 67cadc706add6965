"""Who holds which role in a cluster, who may be named there, and that nobody shuts herself out."""

from django.db.models import Case, Max, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Membership, User
from clusters.policy import cluster_ids, has_role_in, learn_roles, reaches, roles_held, running
from core import memo, policy
from core.errors import Refused
from engagements.enums import StepOwner
from engagements.models import Submission


def roles_in(user, cluster):
    """The roles that `user` holds now in `cluster`, in the national cluster above it, or at world level."""
    if not user.is_active:
        return frozenset()
    if memo.remembers():
        return roles_held(user, getattr(cluster, "pk", cluster))
    where = Q(cluster=None) | reaches(cluster)
    return frozenset(Membership.objects.filter(running(), where, user=user).values_list("role", flat=True))


def check_role(user, cluster_id, roles, sentence):
    """Raises Refused with `sentence` unless `user` holds one of `roles` in the cluster, or in the national one above,
    now."""
    if not has_role_in(user, cluster_id, roles):
        raise Refused(sentence)


def nameable_people(cluster):
    """Who may be named on a line of `cluster`: those who hold a role in it (or above it), its OHCHR partner included.
    Naming anybody else would open nothing. Each with her role there and her organisation (`in_role`,
    `in_organisation`), so that whoever names her knows whom she names."""
    inside = Membership.objects.filter(running(), reaches(cluster), role__in=sorted(INSIDE_ROLES | {Role.OHCHR}))
    own = inside.filter(user=OuterRef("pk")).order_by("pk")
    people = User.objects.filter(is_active=True, pk__in=inside.values("user_id")).order_by("name", "pk")
    return people.annotate(
        in_role=Subquery(own.values("role")[:1]), in_organisation=Subquery(own.values("organisation__name")[:1])
    )


def check_still_visible(obj, user):
    """After a save, inside its transaction: the writer must still see the row, or the save is undone."""
    if not policy.is_visible(obj, user):
        raise Refused(_("With this change you would no longer see this yourself. Nothing was changed."))


def who_sees(obj, people):
    """Ids of those of `people` who may see `obj` now. Two queries for up to twenty-five people, whoever they are."""
    people = list(people)
    if not people:
        return set()
    with memo.shared():
        learn_roles(people)
        return policy.seeing(obj, people)


def seen_by_each(model, asked):
    """{id of a person: ids of the rows of `model` that she may see now}, of those that `asked`, {id of a person: ids of
    rows}, asks about. Three queries for up to twenty-five people, however many rows."""
    people = User.objects.in_bulk(list(asked))
    if not people:
        return {}
    with memo.shared():
        learn_roles(people.values())
        return policy.seen_by_each(model, {person: asked[pk] for pk, person in people.items()})


def ended_roles(cluster):
    """The roles of plan owners that somebody held in `cluster` (or above it; Task Team: at world level) and nobody
    holds now: what they own waits for nobody. Roles that nobody has held yet are not among them. One query."""
    where = reaches(cluster) | Q(cluster=None, role=Role.TASK_TEAM)
    held = Membership.objects.filter(where, role__in=StepOwner.values).order_by()
    rows = held.values_list("role").annotate(
        is_held=Max(Case(When(running(), user__is_active=True, then=Value(1)), default=Value(0)))
    )
    return frozenset(role for role, is_held in rows if not is_held)


def led_cluster_ids(user):
    """Subquery of the clusters that `user` leads."""
    return cluster_ids(user, LEAD_ROLES)


def holders(cluster, roles):
    """Active people who hold one of `roles` in `cluster` or above it now."""
    held = Membership.objects.filter(running(), reaches(cluster), role__in=sorted(roles))
    return User.objects.filter(is_active=True, pk__in=held.values("user_id"))


def through_visible_submission(user, path="submission"):
    """Q over a part of a submission: seen by whoever sees the submission. `path` is the relation to it."""
    return Q(**{f"{path}__in": Submission.objects.visible_to(user).values("pk")})
