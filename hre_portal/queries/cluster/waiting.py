"""What waits for the reader in a cluster: to sign, to comment, to send, to answer."""

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from engagements.enums import SignRole, Status
from engagements.models import SignOff, Submission, Version
from engagements.queries.positions import asked_of
from hre_portal.addresses import address
from hre_portal.queries.cluster.rows import WaitingRow

WAITING_SHOWN = 8


def asked_rows(reader, cluster, roles):
    """Questions to the reader's own organisation that wait for its answer, next due day first. One query."""
    if not roles & INSIDE_ROLES:
        return []
    asked = asked_of(reader.user).filter(request__plan_line__cluster=cluster)
    return [
        WaitingRow(
            title=str(position.request.version.submission if position.request.version else position.request.plan_line),
            url=address("engagements:position-detail", args=[position.pk]),
            what=_("Position asked"),
            tone="warn",
            mechanism=position.request.plan_line.mechanism.label,
            about=_about(position.request.version),
            until=position.request.due_on,
        )
        for position in asked[:WAITING_SHOWN]
    ]


def _about(version):
    """Two askings may bear one title: what the question is about tells them apart."""
    return _("text, version %(n)s") % {"n": version.number} if version else _("the engagement")


def waiting_rows(reader, cluster, roles):
    """Submissions that wait for the reader: to sign, to comment, to send. One query."""
    signing = _signing_roles(roles)
    submissions = (
        Submission.objects.visible_to(reader.user)
        .filter(plan_line__cluster=cluster, status__in=[Status.CONSULTATION, Status.SIGN_OFF, Status.CLEARED])
        .annotate(**{f"signed_{role}": _is_signed(role) for role in signing})
        .select_related("plan_line__mechanism")
        .order_by("updated_at", "pk")
    )
    rows = []
    for submission in submissions:
        signed = {(submission.pk, role) for role in signing if getattr(submission, f"signed_{role}")}
        row = _waiting_row(submission, signing, signed, roles)
        if row:
            rows.append(row)
    return rows[:WAITING_SHOWN]


def _signing_roles(roles):
    signing = set()
    if roles & LEAD_ROLES:
        signing.add(SignRole.COORDINATOR)
    if Role.SAG in roles:
        signing.add(SignRole.SAG)
    return signing


def _is_signed(role):
    """Whether `role` has decided on the newest version of a submission, which the reader sees."""
    newest = (
        Version.objects.unscoped("versions of submissions the reader sees")
        .filter(submission=OuterRef("version__submission"))
        .order_by("-number")
        .values("number")[:1]
    )
    decided = SignOff.objects.unscoped("decisions on submissions the reader sees").filter(
        version__submission=OuterRef("pk"), role=role, version__number=Subquery(newest)
    )
    return Exists(decided)


def _waiting_row(submission, signing, signed, roles):
    if submission.status == Status.SIGN_OFF:
        open_roles = [
            role for role in submission.required_sign_offs if role in signing and (submission.pk, role) not in signed
        ]
        if not open_roles:
            return None
        what, tone = _("Sign-off asked"), "warn"
    elif submission.status == Status.CONSULTATION:
        what, tone = _("Comments asked"), "accent"
    elif roles & LEAD_ROLES:
        what, tone = _("Cleared: to be sent"), "ok"
    else:
        return None
    url = address("engagements:submission-detail", args=[submission.pk])
    mechanism = submission.plan_line.mechanism
    return WaitingRow(
        title=submission.title,
        url=url or address("engagements:line-detail", args=[submission.plan_line_id]),
        what=what,
        tone=tone,
        mechanism=mechanism.label,
    )
