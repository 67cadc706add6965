"""Reads about people: who works in a cluster, invitations, tokens, open break-glass accesses."""

import datetime as dt
import hashlib
from collections import defaultdict

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Lower

from clusters import policy
from clusters.enums import LEAD_ROLES, Role
from clusters.models import BreakGlass, Cluster, Invitation, Membership, PersonalToken, User
from core import clock, memo
from core.models import AuditEntry

# Leads first, then as the circle widens.
ROLE_ORDER = [
    Role.ADMINISTRATOR,
    Role.TASK_TEAM,
    Role.GPC,
    Role.COORDINATOR,
    Role.CO_COORDINATOR,
    Role.SAG,
    Role.MEMBER,
    Role.OHCHR,
]


def hash_of(secret):
    """SHA-256 of a secret of at least 256 random bits; such secrets need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def zone_name(user):
    """The person's time zone; an unknown name (an old import, a hand-made row) counts as UTC."""
    return clock.known_zone(user.time_zone)


# --- Clusters and their people ------------------------------------------------------------------------------


def clusters_with_people(user):
    """Clusters whose people `user` may see, national before sub-national, own ones first."""
    mine = Membership.objects.filter(policy.running(), user=user, cluster=OuterRef("pk"))
    return (
        Cluster.objects.filter(policy.people_clusters_q(user))
        .select_related("country", "parent")
        .annotate(is_mine=Exists(mine))
        .order_by("-is_mine", "country__name", "parent__name", "name")
    )


def clusters_with_leads(user):
    """`clusters_with_people`, each with `people_count` (running memberships) and `lead_names` (a list). Two queries."""
    clusters = list(
        clusters_with_people(user).annotate(
            people_count=Count("memberships", filter=_running_through("memberships__"), distinct=True)
        )
    )
    names = defaultdict(list)
    leads = (
        Membership.objects.filter(
            policy.running(), role__in=sorted(LEAD_ROLES), cluster__in=[cluster.pk for cluster in clusters]
        )
        .filter(user__is_active=True)
        .order_by(Case(When(role=Role.COORDINATOR, then=Value(0)), default=Value(1)), "pk")
    )
    for cluster_id, name in leads.values_list("cluster_id", "user__name"):
        names[cluster_id].append(name)
    for cluster in clusters:
        cluster.lead_names = names[cluster.pk]
    return clusters


def _running_through(prefix):
    today = clock.today()
    return Q(**{f"{prefix}starts_on__lte": today}) & (
        Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": today})
    )


def nodes_of(user, cluster):
    """Sub-national nodes of `cluster` whose people `user` may see."""
    return Cluster.objects.filter(policy.people_clusters_q(user), parent=cluster).order_by("name")


def memberships_of(user, cluster, *, today=None):
    """Memberships of `cluster` (None: at world level) that `user` may see: running and coming ones, with
    `is_running`, then those that ended within the last year."""
    today = today or clock.today()
    order = Case(
        *[When(role=role, then=Value(place)) for place, role in enumerate(ROLE_ORDER)], output_field=IntegerField()
    )
    return (
        Membership.objects.filter(policy.memberships_q(user), cluster=cluster)
        .filter(Q(ends_on=None) | Q(ends_on__gte=today - dt.timedelta(days=365)))
        .select_related("user", "organisation", "cluster")
        .annotate(role_order=order)
        .order_by("role_order", "organisation__name", Lower("user__name"), "pk")
    )


def membership_detail(user, pk):
    """One membership; raises `Membership.DoesNotExist` for strangers."""
    return (
        Membership.objects.filter(policy.memberships_q(user))
        .select_related("user", "organisation", "cluster__country")
        .get(pk=pk)
    )


def running_memberships(user):
    """The roles that `user` holds now, those in clusters first, by country; with `cluster.country` and `organisation`.
    Frame, calendar and home page all start from it, and so do the rules: one query a request for all of them."""
    return list({row.pk: row for row in policy.held_memberships(user)}.values())


def own_memberships(user):
    """The roles that `user` holds, held and will hold, running ones first."""
    return (
        Membership.objects.filter(user=user)
        .select_related("cluster__country", "organisation")
        .order_by("-starts_on", "pk")
    )


def has_other_lead(cluster, *, besides, on):
    """Whether somebody else leads `cluster` on the day `on` (directly, not through the national cluster)."""
    return (
        Membership.objects.filter(
            policy.running(on), cluster=cluster, role__in=sorted(LEAD_ROLES), user__is_active=True
        )
        .exclude(pk=besides.pk)
        .exists()
    )


def leaves_without_lead(membership):
    """Whether, after its last day, nobody leads the cluster of `membership`."""
    if membership.ends_on is None or membership.role not in LEAD_ROLES:
        return False
    return not has_other_lead(membership.cluster, besides=membership, on=membership.ends_on + dt.timedelta(days=1))


def has_other_administrator(*, besides, on):
    """Whether the portal still has an administrator on the day `on` without the membership `besides`."""
    return (
        Membership.objects.filter(policy.running(on), cluster=None, role=Role.ADMINISTRATOR, user__is_active=True)
        .exclude(pk=besides.pk)
        .exists()
    )


def leads_of(cluster_id):
    """Active people who lead the cluster now, through the national cluster too. For notices."""
    direct = Membership.objects.filter(policy.running(), role__in=sorted(LEAD_ROLES)).filter(
        Q(cluster_id=cluster_id) | Q(cluster__nodes=cluster_id)
    )
    return User.objects.filter(pk__in=direct.values("user_id"), is_active=True).order_by("pk")


# --- Invitations ----------------------------------------------------------------------------------------------


def open_q(now=None):
    """Invitations that can be taken at the instant `now`: their term runs, and so would the role."""
    now = now or clock.now()
    runs = Q(ends_on=None) | Q(ends_on__gte=now.date())
    return runs & Q(accepted_at=None, revoked_at=None, expires_at__gt=now)


def invitations_of(user, cluster):
    """Invitations to `cluster` (None: to world-level roles) that wait or ended within 60 days."""
    since = clock.now() - dt.timedelta(days=60)
    return (
        Invitation.objects.filter(policy.invitations_q(user), cluster=cluster)
        .filter(accepted_at=None, revoked_at=None, expires_at__gte=since)
        .select_related("organisation", "invited_by", "cluster")
        .order_by("-created_at")
    )


def invitation_detail(user, pk):
    """One invitation; raises `Invitation.DoesNotExist` for strangers."""
    return (
        Invitation.objects.filter(policy.invitations_q(user))
        .select_related("organisation", "cluster__country", "invited_by")
        .get(pk=pk)
    )


def invitation_by_secret(secret):
    """The invitation whose mail carries `secret`, or None."""
    return (
        Invitation.objects.filter(secret_hash=hash_of(secret))
        .select_related("organisation", "cluster__country", "invited_by")
        .first()
    )


def open_invitations_to(emails):
    """Open invitations to one of the lower-case addresses `emails`."""
    return Invitation.objects.filter(open_q(), email__in=list(emails)).select_related("cluster")


def account_of(email):
    """The account that logs in with `email`, or None."""
    return User.objects.filter(Q(email=email) | Q(emailaddress__email=email, emailaddress__verified=True)).first()


# --- Tokens and break-glass -----------------------------------------------------------------------------------


def own_tokens(user):
    return PersonalToken.objects.filter(user=user)


def token_by_secret(secret):
    """The usable token (not revoked, not expired, of an active person) that `secret` opens, or None."""
    return (
        PersonalToken.objects.filter(
            secret_hash=hash_of(secret), revoked_at=None, expires_at__gt=clock.now(), user__is_active=True
        )
        .select_related("user")
        .first()
    )


def open_glasses(user):
    """Break-glass accesses of `user` that are open now."""
    now = clock.now()
    return (
        BreakGlass.objects.filter(user=user, started_at__lte=now, ends_at__gt=now)
        .select_related("cluster")
        .order_by("ends_at")
    )


def clusters_with_readable_trail(user):
    """Clusters whose trail `user` may read: led ones, and those with an open break-glass."""
    return Cluster.objects.filter(
        Q(pk__in=policy.cluster_ids(user, LEAD_ROLES)) | Q(pk__in=policy.glass_cluster_ids(user))
    ).order_by("country__name", "name")


def reads_portal_trail(user):
    """Whether `user` reads the trail of what belongs to no cluster."""
    return policy.has_role(user, *policy.CARING_ROLES)


def verbs_in_trail(user):
    """The verbs that occur in the part of the trail that `user` may read."""
    return AuditEntry.objects.visible_to(user).order_by("verb").values_list("verb", flat=True).distinct()


def glasses_of(user):
    """The latest break-glass accesses of `user`."""
    return BreakGlass.objects.filter(user=user).select_related("cluster").order_by("-started_at")[:20]


def state_of(user):
    """What the middleware asks on each request, in one query: (lacks a second factor, has an open break-glass)."""
    now = clock.now()
    row = (
        User.objects.filter(pk=user.pk)
        .annotate(
            needs=Case(When(policy.needs_second_factor_q(), then=Value(1)), default=Value(0)),
            has=policy.has_second_factor_q(),
            glass=Exists(BreakGlass.objects.filter(user=OuterRef("pk"), started_at__lte=now, ends_at__gt=now)),
        )
        .values_list("needs", "has", "glass")
        .first()
    )
    needs, has, glass = row or (0, True, False)
    memo.remembered(("glass open", user.pk), lambda: glass)
    return bool(needs) and not has, glass


def roles_to_offer(user, cluster):
    """The (value, label) pairs of roles that `user` may give in `cluster` (None: at world level)."""
    grantable = policy.grantable_roles(user, cluster)
    return [(role.value, role.label) for role in ROLE_ORDER if role in grantable]
