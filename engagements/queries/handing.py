"""What a hand-over is about: computed anew for each reader, by what she may see."""

from dataclasses import dataclass

from clusters.enums import LEAD_ROLES
from clusters.models import Cluster
from clusters.policy import cluster_ids
from engagements.enums import CLOSED_MARKS, SHARED_MARKS, AskedState, CaseState, LineState, Status, StepState
from engagements.models import (
    CaseReferral,
    EngagementStep,
    HandOver,
    InputRequest,
    PlanConcern,
    PlanLine,
    Submission,
)
from knowledge.models import SupportRequest
from knowledge.workflow import OPEN as SUPPORT_OPEN

SHOWN = 60
_OPEN_LINES = (LineState.PLANNED, LineState.UNDER_WAY)
_ENDED_TEXTS = (Status.SUBMITTED, Status.WITHDRAWN)


@dataclass
class Holdings:
    """What is open in a cluster and has to be carried on, as far as the reader sees it; lists are cut at `SHOWN`."""

    lines: list
    steps: list
    submissions: list
    requests: list
    support: list
    concerns: list
    # Cases are named to nobody: how many the person who leaves handles, known to her alone.
    cases: int = 0

    @property
    def number(self):
        parts = (self.lines, self.steps, self.submissions, self.requests, self.support, self.concerns)
        return sum(len(part) for part in parts)


def clusters_to_hand_over(user):
    """The clusters that `user` leads, first by country."""
    rows = Cluster.objects.filter(pk__in=cluster_ids(user, LEAD_ROLES))
    return list(rows.select_related("country").order_by("country__name", "name"))


def hand_overs(user, cluster):
    """Those of a cluster that `user` sees, the newest first."""
    rows = HandOver.objects.visible_to(user).filter(cluster=cluster)
    return list(rows.select_related("from_person", "to_person")[:SHOWN])


def hand_over(user, pk):
    rows = HandOver.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("cluster__country", "from_person", "to_person").first()


def holdings(user, row, *, on_paper=False):
    """What is open, for `user`. `on_paper`: only what is open or for members, since paper goes where it will, and no
    case. Seven queries at most."""
    cluster = row.cluster_id
    lines = PlanLine.objects.visible_to(user).filter(cluster=cluster, state__in=_OPEN_LINES)
    steps = EngagementStep.objects.visible_to(user).filter(
        plan_line__cluster=cluster, plan_line__state__in=_OPEN_LINES, state=StepState.OPEN, owner_role=row.role
    )
    texts = Submission.objects.visible_to(user).filter(plan_line__cluster=cluster).exclude(status__in=_ENDED_TEXTS)
    requests = InputRequest.objects.visible_to(user).filter(cluster=cluster, state=AskedState.OPEN)
    if on_paper:
        lines = lines.filter(exposure__in=SHARED_MARKS)
        steps = steps.filter(plan_line__exposure__in=SHARED_MARKS)
        texts = texts.filter(Submission.marked(SHARED_MARKS))
        requests = requests.filter(InputRequest.marked(SHARED_MARKS))
    support = SupportRequest.objects.visible_to(user).filter(cluster=cluster, state__in=SUPPORT_OPEN)
    concerns = PlanConcern.objects.visible_to(user).filter(cluster=cluster, answered_at=None)
    own_cases = 0
    if not on_paper and user.pk == row.from_person_id:
        cases = CaseReferral.objects.visible_to(user).filter(cluster=cluster, handler=user)
        own_cases = cases.exclude(state=CaseState.CLOSED).count()
    return Holdings(
        lines=list(lines.select_related("mechanism")[:SHOWN]),
        steps=list(steps.select_related("plan_line", "template").order_by("due_on", "pk")[:SHOWN]),
        submissions=list(texts.select_related("plan_line__mechanism")[:SHOWN]),
        requests=list(requests[:SHOWN]),
        support=list(support[:SHOWN]),
        concerns=list(concerns[:SHOWN]),
        cases=own_cases,
    )


def closed_titles(user, row):
    """Titles that no paper may say: of closed plan lines and texts of the cluster, as far as `user` sees them. Two
    queries."""
    lines = PlanLine.objects.visible_to(user).filter(cluster=row.cluster_id, exposure__in=CLOSED_MARKS)
    texts = Submission.objects.visible_to(user).filter(
        Submission.marked(CLOSED_MARKS), plan_line__cluster=row.cluster_id
    )
    return {*lines.order_by().values_list("title", flat=True), *texts.order_by().values_list("title", flat=True)}


def not_seen_by_successor(user, row):
    """(plan lines, texts) that `user` sees and her successor does not: once she has left, nobody might. Texts that are
    sent stay of interest. Empty before a successor is chosen."""
    if row.to_person is None:
        return [], []
    lines = PlanLine.objects.visible_to(user).filter(cluster=row.cluster_id).select_related("mechanism")
    lines = lines.exclude(pk__in=PlanLine.objects.visible_to(row.to_person).order_by().values("pk"))
    texts = Submission.objects.visible_to(user).filter(plan_line__cluster=row.cluster_id)
    texts = texts.exclude(pk__in=Submission.objects.visible_to(row.to_person).order_by().values("pk"))
    return list(lines[:SHOWN]), list(texts.exclude(status=Status.WITHDRAWN)[:SHOWN])
