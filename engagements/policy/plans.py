"""Who sees and who may act on plan lines, their steps and risk forms."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.models import Membership
from clusters.policy import cluster_ids, glass_cluster_ids, has_role, running
from core import memo, policy
from core.errors import Refused
from engagements.enums import CLOSED_MARKS, SHARED_MARKS, Exposure
from engagements.models import EngagementStep, PlanLine, PlanLineReader, RiskForm, StepProvision
from engagements.policy.common import check_role, roles_in
from engagements.policy.sharing import covered


def holds_role(user, role):
    """Whether `user` holds a world-level role now: known within a request, else part of the same question to the
    database."""
    if memo.remembers():
        return Q() if has_role(user, role) else policy.NOBODY
    return Q(Exists(Membership.objects.filter(running(), user=user, role=role, cluster=None)))


def _line_reader_ids(user):
    return PlanLineReader.objects.unscoped("whether the asker is named").filter(user=user).values("plan_line_id")


def named_on_line(user, *, line="plan_line", cluster=None):
    """Q over what hangs on a plan line: `user` is named there and still of the cluster, or its OHCHR partner. A name
    alone opens nothing that is closed: see `trusted_on_line`. `line` and `cluster` are paths; the cluster is the line's
    unless told otherwise."""
    belongs = cluster_ids(user, INSIDE_ROLES | {Role.OHCHR})
    return Q(**{f"{line}__in": _line_reader_ids(user)}) & Q(**{f"{cluster or f'{line}__cluster'}__in": belongs})


def trusted_on_line(user, roles, *, line="plan_line"):
    """Q over what hangs on a plan line and is for fewer than its readers: who holds one of `roles` in the cluster, and
    the people named with whom closed material may be shared. It is closed whatever mark the line carries, so a name
    on an open line opens it only under the information-sharing protocol."""
    of_cluster = f"{line}__cluster"
    trusted = Q(**{f"{of_cluster}__in": cluster_ids(user, roles)})
    trusted |= named_on_line(user, line=line) & covered(user, cluster=of_cluster, line=line)
    return trusted | Q(**{f"{of_cluster}__in": glass_cluster_ids(user)})


@policy.register(PlanLine)
def visible_plan_lines(user):
    """open: the cluster, Task Team and GPC. members only: the cluster and the Task Team. restricted: the leads and the
    people named. confidential: the people named, nobody else. A named person must still belong to the cluster or be
    its OHCHR partner; with a closed mark, her organisation must have signed the protocol (or an exception is in
    force). Unknown marks match nothing."""
    inside = Q(cluster__in=cluster_ids(user, INSIDE_ROLES))
    leads = Q(cluster__in=cluster_ids(user, LEAD_ROLES))
    named = named_on_line(user, line="pk", cluster="cluster")
    shared = Q(exposure__in=SHARED_MARKS)
    seen = shared & inside
    seen |= Q(exposure=Exposure.RESTRICTED) & leads
    seen |= shared & named
    seen |= Q(exposure__in=CLOSED_MARKS) & named & covered(user)
    seen |= shared & holds_role(user, Role.TASK_TEAM)
    seen |= Q(exposure=Exposure.OPEN) & holds_role(user, Role.GPC)
    return seen | Q(cluster__in=glass_cluster_ids(user))


def through_visible_line(user):
    return Q(plan_line__in=PlanLine.objects.visible_to(user).values("pk"))


@policy.register(PlanLineReader)
def visible_plan_line_readers(user):
    return through_visible_line(user)


@policy.register(EngagementStep)
def visible_steps(user):
    return through_visible_line(user)


@policy.register(StepProvision)
def visible_step_provisions(user):
    return Q(step__in=EngagementStep.objects.visible_to(user).order_by().values("pk"))


@policy.register(RiskForm)
def visible_risk_forms(user):
    """Risks to sources are for those who lead, who advise them, or who are named and signed; not for every member."""
    return through_visible_line(user) & trusted_on_line(user, LEAD_ROLES | {Role.SAG})


def can_plan(roles):
    """Coordinators and co-coordinators plan."""
    return bool(roles & LEAD_ROLES)


def can_answer_risks(roles):
    """The leads and the Strategic Advisory Group weigh risks; the leads decide."""
    return bool(roles & (LEAD_ROLES | {Role.SAG}))


def can_do_step(roles, step):
    """The leads, and whoever holds the role that owns the step or stands in for it."""
    return can_plan(roles) or step.owner_role in roles or (bool(step.deputy_role) and step.deputy_role in roles)


def check_can_plan(user, cluster_id):
    """Coordinators and co-coordinators plan."""
    check_role(user, cluster_id, LEAD_ROLES, _("Only the coordinators of this cluster may change its plan."))


def check_can_do_step(user, step):
    if not can_do_step(roles_in(user, step.plan_line.cluster_id), step):
        raise Refused(_("Only the coordinators and those who own this step may change it."))


def check_can_answer_risks(user, cluster_id):
    if not can_answer_risks(roles_in(user, cluster_id)):
        raise Refused(_("Only the coordinators and the Strategic Advisory Group may fill in the risk form."))


def check_can_decide_risks(user, cluster_id):
    check_role(user, cluster_id, LEAD_ROLES, _("Only the coordinators of this cluster may take this decision."))


def risk_form_of(plan_line, reader):
    """The risk form of a line whoever asks: a gate must not open because its asker may not read why it is shut. It
    says in `is_readable` whether `reader` may read it. One query a line object, until `forget_standing`."""
    known = getattr(plan_line, "_risk_form", None)
    if known is None or known[0] != reader.pk:
        forms = RiskForm.objects.unscoped("a gate depends on the form, not on its reader").filter(plan_line=plan_line)
        readable = RiskForm.objects.visible_to(reader).filter(pk=OuterRef("pk"))
        form = forms.annotate(is_readable=Exists(readable)).select_related("decided_by", "guidance").first()
        known = plan_line._risk_form = reader.pk, form
    return known[1]
