"""Recommendations that a plan line works on, and those made advocacy priorities."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.acting import act_on, number_in
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import recommended as actions
from engagements.enums import Horizon
from engagements.forms.advocacy import IssueForm
from engagements.forms.recommended import PriorityForm
from engagements.models import AdvocacyIssue, PlanLine, RecommendationWork
from engagements.queries import citations, plans
from engagements.views.advocacy import issue_or_404, issue_page
from engagements.views.common import ACTION_ERRORS, line_or_404, saved, sentences_of, status_of
from engagements.views.plans import SECTION
from engagements.views.records import form_page
from recommendations.queries import recommendation, search

_FOLDER = "engagements/advocacy"
_FOUND = 12


# --- On a plan line -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(PlanLine, RecommendationWork)
def line_recommendations(request, pk):
    """On which recommendations an engagement works: a part fetched by its page, otherwise a page with a search."""
    line = line_or_404(request, pk)
    problem, status = (), 200
    if request.method == "POST":
        is_added = "add" in request.POST
        row = recommendation(request.user, number_in(request.POST.get("add" if is_added else "remove")))
        act = actions.work_on if is_added else actions.stop_working_on
        try:
            act(plan_line=line, recommendation=found_or_404(row), by=request.user)
        except ACTION_ERRORS as error:
            problem, status = sentences_of(error), status_of(error)
        else:
            saved(request)
            return redirect("engagements:line-recommendations", pk=pk)
    work = citations.work_of(request.user, line=line)
    context = {
        **SECTION,
        "line": line,
        "work": work,
        "can_plan": policy.can_plan(policy.roles_in(request.user, line.cluster)),
        "problem": problem,
    }
    if request.headers.get("HX-Request") == "true" and request.method != "POST":
        return render(request, f"{_FOLDER}/_line_recommendations.html", context)
    context |= _search(request, line, {one.recommendation_id for one in work})
    return render(request, f"{_FOLDER}/line_recommendations.html", context, status=status)


def _search(request, line, taken):
    """What was searched for among the recommendations to the line's State, without those it works on."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    if not words:
        return {"words": "", "found": []}
    rows = search(request.user, text=words, countries=[line.cluster.country_id], limit=_FOUND + len(taken))
    return {"words": words, "found": [row for row in rows if row.pk not in taken][:_FOUND]}


# --- Advocacy priorities ------------------------------------------------------------------------------------------


def _leading(request, row):
    """(the cluster of the address or the first, all) of those that the reader leads in the State of `row`; 404 where
    she leads none."""
    clusters = list(plans.clusters_to_lead(request.user).filter(country=row.country_id))
    wanted = number_in(request.GET.get("cluster"))
    for cluster in clusters:
        if wanted in (None, cluster.pk):
            return cluster, clusters
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(AdvocacyIssue, PlanLine, RecommendationWork)
def promote(request, rec_pk):
    """Make a recommendation an advocacy priority, short or medium term: of an open issue, or of a new one."""
    row = found_or_404(recommendation(request.user, rec_pk))
    cluster, clusters = _leading(request, row)
    issues = AdvocacyIssue.objects.visible_to(request.user).filter(cluster=cluster, state="open")
    linking = request.POST.get("act") == "link"
    choose = PriorityForm(request.POST if linking else None, issues=issues.order_by("title", "pk"), prefix="link")

    def link(data):
        made = actions.promote_to_issue(recommendation=row, by=request.user, **data)
        saved(request, _("It is an advocacy priority now."))
        return redirect("engagements:issue-detail", pk=made.issue_id)

    answer, status = act_on(choose, link)
    if answer is not None:
        return answer
    form = IssueForm(
        request.POST if request.method == "POST" and not linking else None,
        user=request.user,
        cluster=cluster,
        initial={"horizon": Horizon.SHORT},
    )
    context = {"row": row, "cluster": cluster, "clusters": clusters, "choose": choose, "issues": issues.count()}
    template = f"{_FOLDER}/promote.html"
    if linking:
        return render(request, template, {**SECTION, **context, "form": form, "version": 0}, status=status)

    def act(form):
        return actions.promote(
            cluster=cluster,
            recommendation=row,
            by=request.user,
            instruments=form.provisions(),
            **form.record_fields(),
        )

    return form_page(
        request,
        template=template,
        form=form,
        act=act,
        done=lambda issue: reverse("engagements:issue-detail", args=[issue.pk]),
        context=context,
        sentence=_("It is an advocacy priority now."),
    )


@require_POST
@guarded_by(AdvocacyIssue, RecommendationWork)
def issue_recommendation(request, pk, rec_pk):
    """Take a recommendation off an issue."""
    issue = issue_or_404(request, pk)
    row = found_or_404(recommendation(request.user, rec_pk))
    try:
        actions.demote(issue=issue, recommendation=row, by=request.user)
    except ACTION_ERRORS as error:
        return issue_page(request, issue, problem=sentences_of(error), at="state", status=status_of(error))
    saved(request)
    return redirect("engagements:issue-detail", pk=pk)
