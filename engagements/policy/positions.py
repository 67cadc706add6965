"""Who sees and who gives positions to an engagement or a text."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Membership, User
from clusters.policy import glass_cluster_ids, reaches, running
from core import policy
from core.errors import Refused
from engagements.enums import Decision, SignRole, Status
from engagements.models import (
    FinalFile,
    HctPosition,
    LeadAgencyBacking,
    MemberPosition,
    MembersInformed,
    PositionRequest,
    SharingStrategy,
    SignOff,
    Submission,
    Version,
)
from engagements.policy.common import check_role, roles_in, who_sees
from engagements.policy.plans import named_on_line, through_visible_line, trusted_on_line
from engagements.policy.sharing import covered


def _trusted(user, line="plan_line"):
    """Who weighs risks reads what was said about them: the leads, the SAG and the people named on the line."""
    return trusted_on_line(user, LEAD_ROLES | {Role.SAG}, line=line)


def _through_visible_version(user):
    """What is about a text is seen by nobody who does not see the text."""
    return Q(version=None) | Q(version__in=Version.objects.visible_to(user).order_by().values("pk"))


@policy.register(HctPosition)
def visible_hct_positions(user):
    return through_visible_line(user) & _trusted(user)


@policy.register(MembersInformed)
def visible_members_informed(user):
    return through_visible_line(user) & _trusted(user)


@policy.register(LeadAgencyBacking)
def visible_lead_agency_backings(user):
    return through_visible_line(user) & _through_visible_version(user) & _trusted(user)


@policy.register(PositionRequest)
def visible_position_requests(user):
    """Who sees the line, and the text where it is about one."""
    return through_visible_line(user) & _through_visible_version(user)


@policy.register(MemberPosition)
def visible_member_positions(user):
    """The leads, the SAG and the people named see all answers; a member that of her own organisation."""
    asked = PositionRequest.objects.visible_to(user).order_by().values("pk")
    return Q(request__in=asked) & (_trusted(user, "request__plan_line") | Q(organisation__in=_own(user)))


def _own(user):
    """Ids of the organisations for which `user` may speak now, in whatever cluster."""
    held = Membership.objects.filter(running(), user=user, role__in=sorted(INSIDE_ROLES), organisation__isnull=False)
    return held.order_by().values("organisation_id")


def speaks_for(user, organisation_id, cluster):
    """Whether `user` belongs to the organisation in `cluster` (or in the national cluster above it) now."""
    held = Membership.objects.filter(running(), reaches(cluster), user=user, role__in=sorted(INSIDE_ROLES))
    return user.is_active and held.filter(organisation=organisation_id).exists()


def people_of(organisation_id, cluster):
    """Active people who belong to the organisation in `cluster` or above it now."""
    held = Membership.objects.filter(
        running(),
        reaches(cluster),
        organisation=organisation_id,
        role__in=sorted(INSIDE_ROLES),
    )
    return User.objects.filter(is_active=True, pk__in=held.order_by().values("user_id"))


def readers_by_organisation(obj, organisation_ids, cluster):
    """{organisation's id: ids of its people in `cluster` or above it who may see `obj` now, in order}. Four queries for
    up to twenty-five people."""
    held = Membership.objects.filter(
        running(),
        reaches(cluster),
        organisation__in=sorted(organisation_ids),
        role__in=sorted(INSIDE_ROLES),
        user__is_active=True,
    )
    pairs = set(held.order_by().values_list("organisation_id", "user_id"))
    seeing = who_sees(obj, User.objects.filter(pk__in={user_id for _organisation, user_id in pairs}))
    found: dict[int, list] = {pk: [] for pk in organisation_ids}
    for organisation_id, user_id in sorted(pairs):
        if user_id in seeing:
            found[organisation_id].append(user_id)
    return found


def check_can_answer_position(user, position):
    """Only the organisation itself; a lead writes down what was said elsewhere, which is another act."""
    if not speaks_for(user, position.organisation_id, position.request.plan_line.cluster):
        raise Refused(_("You can answer only for your own organisation."))


def check_can_record_positions(user, cluster_id):
    """Positions given elsewhere are written down by the coordinators."""
    check_role(user, cluster_id, LEAD_ROLES, _("Only the coordinators of this cluster may record positions."))


# --- For gates: the same whoever asks -----------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """What was said last: position and day of the HCT, the day the members were told, the way and day of the lead
    agency, whether the SAG agreed; and whether a safe-sharing strategy of the cluster is on record."""

    hct: str = ""
    hct_on: object = None
    informed_on: object = None
    agency: str = ""
    agency_on: object = None
    sag_agreed: bool = False
    has_strategy: bool = False
    # Whether the person with this id may know who said what.
    reader_id: int | None = None
    is_told: bool = False


def standing_of(plan_line, version=None, *, reader=None):
    """The `Standing` of a line; of the lead agency and the SAG what they said about this very `version` (without one:
    the lead agency about the engagement or any text of it). One query a line and version: the gates of a page ask it
    one after the other. With `reader` it says in the same question whether she may know who said what."""
    known = getattr(plan_line, "_standing", {})
    key = version.pk if version is not None else None
    if key not in known:
        known[key] = _read_standing(plan_line, version, reader)
        plan_line._standing = known
    return known[key]


def forget_standing(plan_line):
    """Ask the database anew the next time."""
    plan_line._standing, plan_line._risk_form = {}, None


def _read_standing(plan_line, version, reader):
    lines = type(plan_line).objects.unscoped("a gate depends on what was said, not on its reader")
    hct = HctPosition.objects.unscoped("a gate depends on what was said, not on its reader")
    told = MembersInformed.objects.unscoped("a gate depends on what was said, not on its reader")
    agency = LeadAgencyBacking.objects.unscoped("a gate depends on what was said, not on its reader")
    signed = SignOff.objects.unscoped("a gate depends on what was said, not on its reader")
    strategies = SharingStrategy.objects.unscoped("a gate depends on what was said, not on its reader")
    of_cluster = reaches(OuterRef("cluster"))
    of_line = {"plan_line": OuterRef("pk")}
    about = {**of_line} if version is None else {**of_line, "version": version.pk}

    def newest(rows, name, **which):
        return Subquery(rows.filter(**which).order_by("-on", "-pk").values(name)[:1])

    agreed = signed.filter(version=version.pk if version else None, role=SignRole.SAG, decision=Decision.AGREED)
    found = (
        lines.filter(pk=plan_line.pk)
        .order_by()
        .values_list(
            newest(hct, "position", **of_line),
            newest(hct, "on", **of_line),
            newest(told, "on", **of_line),
            newest(agency, "way", **about),
            newest(agency, "on", **about),
            Exists(agreed),
            Exists(strategies.filter(of_cluster).order_by()),
            _is_told(plan_line, reader),
        )
        .first()
    )
    position, hct_on, informed_on, way, agency_on, sag_agreed, has_strategy, is_told = found
    for_whom = reader.pk if reader is not None else None
    return Standing(
        position or "", hct_on, informed_on, way or "", agency_on, sag_agreed, has_strategy, for_whom, bool(is_told)
    )


def _is_told(plan_line, reader):
    """Whether `reader` may know who said what, as part of another question."""
    if reader is None:
        return Value(False)
    if _weighs(reader, plan_line):
        return Value(True)
    return Exists(_told(reader, plan_line))


def askings_of(plan_line):
    """[(asking, [its positions])], newest first. One query: whoever is asked has a row."""
    rows = MemberPosition.objects.unscoped("a gate depends on what was said, not on its reader")
    rows = rows.filter(request__plan_line=plan_line).select_related("request__version", "organisation")
    return grouped(rows)


def asked_again():
    """Over positions: whether the members were asked again since about the same engagement or the same version, so that
    only the newer asking is answered, as in `askings_of`."""
    newer = Q(asked_at__gt=OuterRef("request__asked_at"))
    newer |= Q(asked_at=OuterRef("request__asked_at"), pk__gt=OuterRef("request_id"))
    rows = PositionRequest.objects.unscoped("which asking counts does not depend on its reader")
    # No version: the engagement itself, so that nothing equals nothing.
    about = Coalesce("version_id", 0)
    asked = Coalesce(OuterRef("request__version_id"), 0)
    rows = rows.alias(about=about).filter(plan_line=OuterRef("request__plan_line"), about=asked)
    return Exists(rows.filter(newer))


def grouped(rows):
    """Positions by their asking, newest asking first, organisations by name."""
    found: dict[int, tuple] = {}
    rows = rows.defer("request__version__tree", "request__version__sections")
    for position in rows.order_by("-request__asked_at", "-request_id", "organisation__name", "pk"):
        found.setdefault(position.request_id, (position.request, []))[1].append(position)
    return list(found.values())


def reads_positions(user, plan_line):
    """Whether the sentences of a gate may tell `user` who said what. No query for the leads and the SAG."""
    return _weighs(user, plan_line) or _told(user, plan_line).exists()


def _weighs(user, plan_line):
    return bool(roles_in(user, plan_line.cluster) & (LEAD_ROLES | {Role.SAG}))


def _told(user, plan_line):
    named = named_on_line(user, line="pk", cluster="cluster") & covered(user)
    named |= Q(cluster__in=glass_cluster_ids(user))
    return type(plan_line).objects.visible_to(user).filter(named, pk=plan_line.pk).order_by()


def submission_of(version):
    """The text a version belongs to, for a write whose writer was let through by a check above."""
    texts = Submission.objects.unscoped("a check of this module has let the writer through")
    return texts.get(pk=version.submission_id)


def versions_on(plan_line):
    """The versions of every text on the line, on the same condition: what stands on their covers follows the line,
    whoever sees them."""
    return Version.objects.unscoped("a check of this module has let the writer through").filter(
        submission__plan_line=plan_line
    )


def unsent_final_files(versions):
    """The final files of `versions` that have not gone out, on the same condition."""
    rows = FinalFile.objects.unscoped("a check of this module has let the writer through")
    return rows.filter(version__in=versions.order_by().values("pk")).exclude(
        version__submission__status=Status.SUBMITTED
    )


def hold_line(plan_line):
    """Hold the row of the line for the rest of the transaction, for a member whose own answer was let through."""
    rows = type(plan_line).objects.unscoped("a check of this module has let the writer through")
    return list(rows.filter(pk=plan_line.pk).select_for_update(of=("self",)).values_list("pk", flat=True))


def position_row(position):
    """The row of a position, on the same condition."""
    return MemberPosition.objects.unscoped("a check of this module has let the writer through").filter(pk=position.pk)
