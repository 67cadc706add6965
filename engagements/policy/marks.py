"""Who sees a record of a cluster that carries a mark of its own: one rule for interactions, messages, analyses."""

from django.db.models import Q

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids
from engagements.enums import Exposure
from engagements.models import PlanLine
from engagements.policy.plans import holds_role, line_reader_ids


def visible_by_mark(user, *, creator="created_by", line="plan_line"):
    """Q over a model with `cluster` and `exposure`. open: the cluster, Task Team and GPC. members only: the cluster and
    the Task Team. restricted: the leads and who wrote it. confidential: who wrote it and, on a plan line, the people
    named there. A record on a plan line is never seen by more people than the line. `line` is the name of the
    relation to the plan line, or "" where the model has none. Unknown marks match nothing."""
    of_cluster = Q(cluster__in=cluster_ids(user, INSIDE_ROLES))
    own = Q(**{creator: user}) & of_cluster
    shared = Q(exposure__in=[Exposure.OPEN, Exposure.MEMBERS])
    seen = shared & of_cluster
    seen |= shared & holds_role(user, Role.TASK_TEAM)
    seen |= Q(exposure=Exposure.OPEN) & holds_role(user, Role.GPC)
    seen |= Q(exposure=Exposure.RESTRICTED) & Q(cluster__in=cluster_ids(user, LEAD_ROLES))
    seen |= Q(exposure__in=list(Exposure)) & own
    if line:
        belongs = Q(cluster__in=cluster_ids(user, INSIDE_ROLES | {Role.OHCHR}))
        named = Q(**{f"{line}__in": line_reader_ids(user)}) & belongs
        seen |= Q(exposure__in=list(Exposure)) & named
        on_line = Q(**{f"{line}__in": PlanLine.objects.visible_to(user).values("pk")})
        seen &= Q(**{line: None}) | on_line
    return seen | Q(cluster__in=glass_cluster_ids(user))
