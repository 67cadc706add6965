"""Who sees a record of a cluster that carries a mark of its own: one rule for interactions, messages, analyses."""

from django.db.models import Q

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.policy import cluster_ids, glass_cluster_ids
from engagements.enums import CLOSED_MARKS, SHARED_MARKS, Exposure, strictest
from engagements.models import PlanLine
from engagements.policy.plans import holds_role, named_on_line
from engagements.policy.sharing import covered


def visible_by_mark(user, *, creator="created_by", line="plan_line"):
    """Q over a model with `cluster` and `exposure`. open: the cluster, Task Team and GPC. members only: the cluster and
    the Task Team. restricted: the leads and who wrote it. confidential: who wrote it. The people named on its plan line
    see it whatever the mark; a closed one only as long as it may be shared with them: their organisation has signed
    the protocol, or an exception is in force. A record on a plan line is never seen by more people than the line.
    `line` is the name of the relation to the plan line, or "" where the model has none. Unknown marks match nothing."""
    of_cluster = Q(cluster__in=cluster_ids(user, INSIDE_ROLES))
    own = Q(**{creator: user}) & of_cluster
    shared = Q(exposure__in=SHARED_MARKS)
    seen = shared & of_cluster
    seen |= shared & holds_role(user, Role.TASK_TEAM)
    seen |= Q(exposure=Exposure.OPEN) & holds_role(user, Role.GPC)
    seen |= Q(exposure=Exposure.RESTRICTED) & Q(cluster__in=cluster_ids(user, LEAD_ROLES))
    seen |= Q(exposure__in=list(Exposure)) & own
    if line:
        named = named_on_line(user, line=line, cluster="cluster")
        seen |= shared & named
        seen |= Q(exposure__in=CLOSED_MARKS) & named & covered(user, line=line)
        on_line = Q(**{f"{line}__in": PlanLine.objects.visible_to(user).values("pk")})
        seen &= Q(**{line: None}) | on_line
    return seen | Q(cluster__in=glass_cluster_ids(user))


def mark_on(line, submission=None):
    """The mark that counts for a plan line or for a text on it, which is as closed as the line at least."""
    return strictest(line.exposure, submission.exposure if submission is not None else line.exposure)


def is_closed(record):
    """Whether nothing outside the page itself may name a record, because it or its plan line is for few."""
    return record.mark in CLOSED_MARKS
