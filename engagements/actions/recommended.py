"""Writes to the work on recommendations: which ones a plan line works on, which ones are advocacy priorities. The trail
keeps ids alone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from engagements import policy
from engagements.actions.advocacy import create_issue, edit_issue, issue_parent
from engagements.actions.plans import record
from engagements.actions.records import trail
from engagements.enums import Horizon, IssueState
from engagements.models import AdvocacyIssue, PlanLine, RecommendationWork


def _check_state(recommendation, cluster):
    if recommendation.country_id != cluster.country_id:
        raise ValidationError(_("This recommendation is addressed to another State."))


def _work(by, recommendation, **where):
    """The row of a line or an issue, or None."""
    return RecommendationWork.objects.visible_to(by).filter(recommendation=recommendation, **where).first()


# --- Plan lines ---------------------------------------------------------------------------------------------------


@transaction.atomic
def work_on(*, plan_line, recommendation, by):
    """Say that an engagement works on a recommendation to its own State. Coordinators. Twice changes nothing."""
    policy.check_can_plan(by, plan_line.cluster_id)
    _check_state(recommendation, plan_line.cluster)
    # Held, so that two who press at once do not meet in the database.
    PlanLine.objects.visible_to(by).select_for_update(of=("self",)).get(pk=plan_line.pk)
    found = _work(by, recommendation, plan_line=plan_line)
    if found is None:
        found = RecommendationWork(plan_line=plan_line, recommendation=recommendation, created_by=by)
        found.save(force_insert=True)
        record("recommendation_work.begun", found, plan_line, by=by, after={"recommendation": recommendation.pk})
    return found


@transaction.atomic
def stop_working_on(*, plan_line, recommendation, by):
    """Take a recommendation off an engagement. Coordinators; nothing happens where it is not on it."""
    policy.check_can_plan(by, plan_line.cluster_id)
    found = _work(by, recommendation, plan_line=plan_line)
    if found is not None:
        record("recommendation_work.ended", found, plan_line, by=by, before={"recommendation": recommendation.pk})
        RecommendationWork.objects.visible_to(by).filter(pk=found.pk).delete()


# --- Advocacy priorities ------------------------------------------------------------------------------------------


@transaction.atomic
def promote_to_issue(*, issue, recommendation, horizon, by):
    """Make a recommendation the priority of an issue that is open, short or medium term (MATRIX A015). Coordinators.
    Twice changes nothing but the horizon."""
    policy.check_can_advocate(by, issue.cluster_id)
    _check_state(recommendation, issue.cluster)
    seen = AdvocacyIssue.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=issue.pk)
    if not seen.filter(state=IssueState.OPEN).exists():
        raise ValidationError({"issue": _("Choose an open issue.")})
    if horizon not in Horizon.values:
        raise ValidationError({"horizon": _("Choose how soon it can move.")})
    edit_issue(issue=issue, expected_version=issue.version, by=by, horizon=horizon)
    found = _work(by, recommendation, issue=issue)
    if found is None:
        found = RecommendationWork(issue=issue, recommendation=recommendation, created_by=by)
        found.save(force_insert=True)
        _trail("recommendation_work.begun", found, by, after={"recommendation": recommendation.pk})
    return found


@transaction.atomic
def promote(*, cluster, recommendation, by, instruments=(), **fields):
    """Raise a new issue for a recommendation: everything that `create_issue` asks for. Returns the issue."""
    policy.check_can_advocate(by, cluster.pk)
    _check_state(recommendation, cluster)
    issue = create_issue(cluster=cluster, by=by, instruments=instruments, **fields)
    promote_to_issue(issue=issue, recommendation=recommendation, horizon=issue.horizon, by=by)
    return issue


@transaction.atomic
def demote(*, issue, recommendation, by):
    """Take a recommendation off an issue; the issue stays. Coordinators."""
    policy.check_can_advocate(by, issue.cluster_id)
    found = _work(by, recommendation, issue=issue)
    if found is not None:
        _trail("recommendation_work.ended", found, by, before={"recommendation": recommendation.pk})
        RecommendationWork.objects.visible_to(by).filter(pk=found.pk).delete()


def _trail(verb, found, by, **states):
    parent = issue_parent(found.issue_id)
    trail(verb, found, by=by, cluster_id=found.issue.cluster_id, parent=parent, **states)
