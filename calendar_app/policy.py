"""Who sees a date. Public facts are open to everyone with an account; visits that are not confirmed are not."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Audience, EntryState, Publication
from calendar_app.models import (
    Attendance,
    DataOffer,
    Entry,
    EntryTheme,
    FollowedTheme,
    ImportRow,
    ImportRun,
    PlannedYear,
    PriorityMandate,
    Share,
)
from calendar_app.rules.visits import is_unconfirmed_visit
from clusters.enums import INSIDE_ROLES, LEAD_ROLES
from clusters.policy import cluster_ids, country_codes, glass_cluster_ids, has_role_in, is_task_team, reaches
from core import policy
from core.errors import Refused
from core.models import AuditEntry


@policy.register(Entry)
def visible_entries(user):
    """Task Team: every date of the reference calendar, drafts included, and open dates of clusters. Others: published
    dates whose audience they belong to. A cluster's own date is seen inside that cluster only."""
    published = Q(publication=Publication.PUBLISHED)
    of_reference = Q(cluster=None)
    to_whom = Q(audience=Audience.OPEN)
    to_whom |= Q(audience=Audience.MEMBERS, country__in=country_codes(user, INSIDE_ROLES))
    to_whom |= Q(audience=Audience.COORDINATORS, country__in=country_codes(user, LEAD_ROLES))
    inside = Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) & ~Q(audience=Audience.COORDINATORS)
    seen = published & ((of_reference & to_whom) | inside)
    seen |= Q(cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    if is_task_team(user):
        seen |= of_reference
    return seen


@policy.register(EntryTheme)
def visible_themes_of_dates(user):
    return Q(entry__in=Entry.objects.visible_to(user).order_by().values("pk"))


@policy.register(PlannedYear)
@policy.register(PriorityMandate)
def visible_priority_mandates(user):
    """Which mandates a cluster ranks is its strategy: read inside the cluster only."""
    return Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster__in=glass_cluster_ids(user))


@policy.register(FollowedTheme)
def visible_followed_themes(user):
    return Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster__in=glass_cluster_ids(user))


@policy.register(Attendance)
def visible_attendances(user):
    """Inside the cluster, and only of dates the reader may see."""
    inside = Q(cluster__in=cluster_ids(user, INSIDE_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    return inside & Q(entry__in=Entry.objects.visible_to(user).order_by().values("pk"))


@policy.register(DataOffer)
def visible_offers(user):
    """One's own, and for coordinators those of their cluster; only of dates the reader may see."""
    seen = Q(cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    seen |= Q(user=user) & Q(cluster__in=cluster_ids(user, INSIDE_ROLES))
    return seen & Q(entry__in=Entry.objects.visible_to(user).order_by().values("pk"))


@policy.register(Share)
def visible_shares(user):
    """Whom the coordinators wrote to is theirs to know."""
    return Q(cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster__in=glass_cluster_ids(user))


@policy.register(ImportRun)
def visible_imports(user):
    """Imports into the reference calendar: Task Team. Imports of a cluster's own dates: its coordinators."""
    seen = Q(cluster__in=cluster_ids(user, LEAD_ROLES)) | Q(cluster__in=glass_cluster_ids(user))
    if is_task_team(user):
        seen |= Q(cluster=None)
    return seen


@policy.register(ImportRow)
def visible_import_rows(user):
    return Q(run__in=ImportRun.objects.visible_to(user).order_by().values("pk"))


@policy.narrow(AuditEntry)
def trail_of_visible_dates(user):
    """The trail names dates and their days: who may not see a visit that is not confirmed does not read of it here."""
    seen = Entry.objects.visible_to(user).order_by().values_list(Cast("pk", TextField()))
    return ~Q(target_type=Entry._meta.label_lower) | Q(target_id__in=seen)


def check_can_edit_entry(user, entry):
    """Reference dates are kept by the Task Team, a cluster's own dates by its coordinators."""
    if entry.cluster_id is None:
        if not is_task_team(user):
            raise Refused(_("Only the Task Team may change this date."))
    elif not has_role_in(user, entry.cluster_id, LEAD_ROLES):
        raise Refused(_("Only the coordinators of this cluster may change this date."))


def members_who_see(entry):
    """The other way round of `visible_entries`: a Q over memberships inside clusters, of those who by that membership
    see the date. For showing beforehand whom a mail would reach; each mail asks `visible_to` again."""
    if entry.publication != Publication.PUBLISHED:
        return Q(pk__in=[])
    if entry.cluster_id is not None:
        inside = reaches(entry.cluster_id)
        return inside & Q(role__in=_who_may(entry.audience))
    if entry.audience == Audience.OPEN:
        return Q()
    return Q(cluster__country=entry.country_id, role__in=_who_may(entry.audience))


def _who_may(audience):
    return sorted(LEAD_ROLES if audience == Audience.COORDINATORS else INSIDE_ROLES)


def is_shared_by_word(entry):
    """A visit that is not confirmed and that its keeper has shown to more than the coordinators, by an explicit word:
    members may see it, and sending it to them asks for such a word again."""
    return is_unconfirmed_visit(entry) and entry.audience != Audience.COORDINATORS


def check_can_share_entry(entry):
    """What stays with the coordinators is not sent to members (MATRIX D040): the date decides, not who asks. A visit
    that is not confirmed but shown to members already may be sent (`is_shared_by_word`)."""
    if entry.publication != Publication.PUBLISHED:
        raise Refused(_("A draft cannot be shared. Publish it first."))
    if is_unconfirmed_visit(entry) and entry.audience == Audience.COORDINATORS:
        raise Refused(_("A visit that is not confirmed stays with the coordinators. It can be shared once it is."))
    if entry.audience == Audience.COORDINATORS:
        raise Refused(_("This date is for coordinators only and cannot be shared with members."))
    if entry.state == EntryState.CANCELLED:
        raise Refused(_("This date is cancelled."))


def check_can_move_session(user):
    if not is_task_team(user):
        raise Refused(_("Only the Task Team may move a session."))


def check_can_keep_calendar(user):
    """Sessions, reviews and official dates are kept by the Task Team."""
    if not is_task_team(user):
        raise Refused(_("Only the Task Team may change the reference calendar."))


def check_can_import(user, cluster_id):
    """Lists go into the reference calendar by the Task Team, into a cluster's own dates by its coordinators."""
    if cluster_id is None:
        if not is_task_team(user):
            raise Refused(_("Only the Task Team may import into the reference calendar."))
    elif not has_role_in(user, cluster_id, LEAD_ROLES):
        raise Refused(_("Only the coordinators of this cluster may import its dates."))
