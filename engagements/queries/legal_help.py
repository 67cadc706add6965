"""Whether a plan needs legal skills that the cluster's register of legal help does not show (MATRIX D035)."""

from clusters.enums import INSIDE_ROLES
from clusters.policy import reaches
from engagements import policy, rules
from engagements.enums import StepState
from engagements.models import ReferralCapacity


def register_of(user, cluster):
    """The register of `cluster` and of the national one above it, as far as `user` sees it."""
    return ReferralCapacity.objects.visible_to(user).filter(reaches(cluster))


def lacks_legal_help(user, cluster, steps):
    """Whether an open one of `steps` (with its template joined) needs legal skills while the register of `cluster`, or
    of the national one above it, holds nothing that `user` sees. For the circle of the cluster, which keeps the
    register; False for everybody else. No query for steps from `plans.steps_of`; otherwise one, none where no step
    needs them."""
    if not any(step.state == StepState.OPEN and rules.needs_legal_skills(step.template) for step in steps):
        return False
    if not policy.roles_in(user, cluster) & INSIDE_ROLES:
        return False
    if hasattr(steps[0], "sees_legal_help"):
        return not steps[0].sees_legal_help
    return not register_of(user, cluster).exists()
