"""Pages of advocacy: the ladder of issues, one issue, its action plan."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import advocacy as actions
from engagements.enums import ActionState, IssueState
from engagements.forms.advocacy import ActionForm, IssueForm
from engagements.models import (
    AdvocacyAction,
    AdvocacyIssue,
    AdvocacyMessage,
    AnalysisFinding,
    PlanLine,
)
from engagements.queries import advocacy, citations
from engagements.queries.analysis import findings_of_line
from engagements.views.common import ACTION_ERRORS, line_or_404, posted_version, saved, sentences_of, status_of
from engagements.views.plans import SECTION
from engagements.views.records import cluster_context, cluster_or_404, form_page

_FOLDER = "engagements/advocacy"


def issue_or_404(request, pk):
    return found_or_404(advocacy.issue(request.user, pk))


@require_safe
@guarded_by(AdvocacyIssue, AdvocacyMessage, AdvocacyAction)
def ladder(request):
    """The issues of one cluster on the rungs where they are raised, and what comes next."""
    context = cluster_context(request)
    cluster = context["cluster"]
    if cluster is not None:
        rungs, rest = advocacy.ladder(request.user, cluster)
        context |= {
            "rungs": rungs,
            "rest": rest,
            "has_issues": any(rung.issues for rung in rungs) or bool(rest),
            "next_actions": advocacy.next_actions(request.user, cluster),
            "today": clock.day_of(request.user),
        }
    return render(request, f"{_FOLDER}/ladder.html", context)


@require_safe
@guarded_by(PlanLine, AdvocacyIssue, AnalysisFinding)
def line_advocacy(request, pk):
    """What hangs on a plan line of advocacy and analysis: fetched by its page when it is shown, otherwise a page."""
    line = line_or_404(request, pk)
    roles = policy.roles_in(request.user, line.cluster)
    context = {
        **SECTION,
        "line": line,
        "issues": advocacy.advocacy_of_line(request.user, line),
        "findings": findings_of_line(request.user, line),
        "can_advocate": policy.can_advocate(roles),
        "can_draft": policy.can_draft(roles),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"{_FOLDER}/{'_line' if part else 'line'}.html", context)


# --- Issues -------------------------------------------------------------------------------------------------


def issue_page(request, issue, *, problem=None, at="", typed="", status=200):
    """The page of an issue; after a refused act with its sentence at the place (`at`)."""
    roles = policy.roles_in(request.user, issue.cluster)
    rows = advocacy.actions_of_issue(request.user, issue)
    line = issue.plan_line
    for row in rows:
        row.place = f"action-{row.pk}"
    context = {
        **SECTION,
        "cluster": issue.cluster,
        "issue": issue,
        "veiled": policy.is_closed(issue),
        "line": line,
        "finding": advocacy.finding_of(request.user, issue),
        "work": citations.work_of(request.user, issue=issue),
        "instruments": advocacy.instruments_of_issue(request.user, issue),
        "message_rows": advocacy.messages_of_issue(request.user, issue),
        "actions_open": [row for row in rows if row.state == ActionState.PLANNED],
        "actions_past": [row for row in rows if row.state != ActionState.PLANNED],
        "can_advocate": policy.can_advocate(roles),
        "can_draft": policy.can_draft(roles),
        "states": IssueState.choices,
        "problem": problem,
        "problem_at": at,
        "typed": typed,
    }
    return render(request, f"{_FOLDER}/issue.html", context, status=status)


@require_safe
@guarded_by(AdvocacyIssue, AdvocacyMessage, AdvocacyAction, AnalysisFinding, PlanLine)
def issue_detail(request, pk):
    return issue_page(request, issue_or_404(request, pk))


def _issue_address(issue):
    return reverse("engagements:issue-detail", args=[issue.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AdvocacyIssue, PlanLine)
def issue_create(request):
    cluster = cluster_or_404(request)
    policy.check_can_advocate(request.user, cluster.pk)
    initial = {"level": request.GET.get("level", ""), "plan_line": request.GET.get("line", "")}
    initial["finding"] = request.GET.get("finding", "")
    form = IssueForm(request.POST or None, user=request.user, cluster=cluster, initial=initial)

    def act(form):
        return actions.create_issue(
            cluster=cluster, by=request.user, instruments=form.provisions(), **form.record_fields()
        )

    return form_page(
        request,
        template=f"{_FOLDER}/issue_form.html",
        form=form,
        act=act,
        done=_issue_address,
        context={"cluster": cluster},
        sentence=_("The issue stands on the ladder."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AdvocacyIssue, PlanLine)
def issue_edit(request, pk):
    """Change an issue; raising or lowering it is a change of its level with its reason."""
    issue = issue_or_404(request, pk)
    policy.check_can_advocate(request.user, issue.cluster_id)
    known = advocacy.instruments_of_issue(request.user, issue)
    form = IssueForm(
        request.POST or None,
        instance=issue,
        user=request.user,
        cluster=issue.cluster,
        provisions=[(row.instrument, row.article) for row in known],
    )

    def act(form):
        return actions.edit_issue(
            issue=issue,
            expected_version=posted_version(request),
            by=request.user,
            instruments=form.provisions(),
            **form.record_fields(),
        )

    return form_page(
        request,
        template=f"{_FOLDER}/issue_form.html",
        form=form,
        act=act,
        done=_issue_address,
        context={"cluster": issue.cluster, "issue": issue},
        record=issue,
        fresh=lambda: advocacy.issue(request.user, pk),
    )


@require_POST
@guarded_by(AdvocacyIssue)
def issue_state(request, pk):
    issue = issue_or_404(request, pk)
    try:
        actions.set_issue_state(
            issue=issue,
            state=request.POST.get("state", ""),
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        fresh = issue_or_404(request, pk)
        return issue_page(request, fresh, problem=sentences_of(error), at="state", status=status_of(error))
    saved(request)
    return redirect(_issue_address(issue))


# --- Action plan ----------------------------------------------------------------------------------------------


def _action_address(action):
    return f"{reverse('engagements:issue-detail', args=[action.issue_id])}#action-{action.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AdvocacyIssue, AdvocacyAction)
def action_create(request, pk):
    issue = issue_or_404(request, pk)
    policy.check_can_advocate(request.user, issue.cluster_id)
    initial = {"level": issue.level, "lead": issue.lead}
    form = ActionForm(request.POST or None, user=request.user, cluster=issue.cluster, issue=issue, initial=initial)

    def act(form):
        return actions.add_action(issue=issue, by=request.user, **form.cleaned_data)

    return form_page(
        request,
        template=f"{_FOLDER}/action_form.html",
        form=form,
        act=act,
        done=_action_address,
        context=_action_context(request, issue),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AdvocacyIssue, AdvocacyAction)
def action_edit(request, pk, action_pk):
    action = found_or_404(advocacy.action(request.user, pk, action_pk))
    issue = action.issue
    policy.check_can_advocate(request.user, issue.cluster_id)
    advocacy.with_partners(request.user, issue.cluster_id, [action])
    form = ActionForm(
        request.POST or None,
        instance=action,
        user=request.user,
        cluster=issue.cluster,
        issue=issue,
        initial={"partners": [row.organisation_id for row in action.partners]},
    )

    def act(form):
        return actions.edit_action(
            action=action, expected_version=posted_version(request), by=request.user, **form.cleaned_data
        )

    return form_page(
        request,
        template=f"{_FOLDER}/action_form.html",
        form=form,
        act=act,
        done=_action_address,
        context={**_action_context(request, issue), "action": action},
        record=action,
        fresh=lambda: advocacy.action(request.user, pk, action_pk),
    )


def _action_context(request, issue):
    """Beside the form: who can bear little, so that nobody is named by oversight."""
    rows = advocacy.tolerance_rows(request.user, issue.cluster)
    return {"cluster": issue.cluster, "issue": issue, "tolerances": rows}


@require_POST
@guarded_by(AdvocacyIssue, AdvocacyAction)
def action_state(request, pk, action_pk):
    action = found_or_404(advocacy.action(request.user, pk, action_pk))
    result = request.POST.get("result", "")
    try:
        actions.set_action_state(
            action=action,
            state=request.POST.get("state", ""),
            result=result,
            expected_version=posted_version(request),
            by=request.user,
        )
    except ACTION_ERRORS as error:
        return issue_page(
            request,
            issue_or_404(request, pk),
            problem=sentences_of(error),
            at=f"action-{action_pk}",
            typed=result,
            status=status_of(error),
        )
    saved(request)
    return redirect(_action_address(action))
