"""Sharing a draft with the Task Team, and what was shared so far."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.policy import guarded_by
from engagements import policy, workflow
from engagements.actions import submission_shares as actions
from engagements.forms.plans import add_action_errors
from engagements.forms.talk import ShareForm
from engagements.models import Comment, Submission, SubmissionShare
from engagements.queries import comments as queries
from engagements.queries import submissions as submission_queries
from engagements.views.comments import head
from engagements.views.common import ACTION_ERRORS, saved, sentences_of, status_of
from engagements.views.offers import offer_of


@require_http_methods(["GET", "POST"])
@guarded_by(Submission, SubmissionShare)
def submission_share(request, pk):
    """The shares of one text; the coordinators share it here and take it back."""
    submission = submission_queries.submission_detail(request.user, pk)
    leads = workflow.Standing.LEAD in policy.standings(request.user, submission)
    form = ShareForm(request.POST or None)
    status, offer = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.share_with_task_team(submission=submission, by=request.user, **form.cleaned_data)
            except ACTION_ERRORS as error:
                status = status_of(error)
                if hasattr(error, "error_dict"):
                    add_action_errors(form, error)
                else:
                    form.add_error(None, sentences_of(error)[0])
                offer = offer_of(error, submission.plan_line.cluster, submission.plan_line)
            else:
                saved(request, _("The draft is shared with the Task Team."))
                return redirect("engagements:submission-share", pk)
    shares = queries.shares_of(request.user, submission)
    context = head(request, submission) | {
        "shares": shares,
        "running": next((share for share in shares if share.is_running), None),
        "form": form,
        "can_lead": leads,
        "offer": offer,
        "problem": "" if submission.status in workflow.WRITABLE else _("This text is closed."),
    }
    context["problem"] = context["problem"] or policy.share_problem(submission)
    return render(request, "engagements/comments/share.html", context, status=status)


@require_POST
@guarded_by(Submission, SubmissionShare)
def submission_share_end(request, pk, share_pk):
    submission = submission_queries.submission_detail(request.user, pk)
    share = queries.share_detail(request.user, submission, share_pk)
    try:
        actions.end_share(share=share, by=request.user)
    except ACTION_ERRORS as error:
        messages.error(request, sentences_of(error)[0])
    else:
        saved(request, _("The Task Team sees this draft no more."))
    return redirect("engagements:submission-share", pk)


@require_GET
@guarded_by(Submission, SubmissionShare, Comment)
def shared_drafts(request):
    """Drafts on which the Task Team was asked for comments, as far as the reader sees them: its dedicated support."""
    context = {"section": "submissions", "shares": queries.shared_drafts(request.user)}
    return render(request, "engagements/comments/shared_drafts.html", context)
