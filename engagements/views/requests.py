"""Requests of others for inputs: the list, one of them, taken up or declined."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import requests as actions
from engagements.enums import AskedState
from engagements.forms.requests import DeclineForm, RequestForm, TakeUpForm
from engagements.models import InputRequest, PlanLine
from engagements.queries import requests as queries
from engagements.queries.workspaces import submissions_of
from engagements.views.common import ACTION_ERRORS, posted_version, saved, sentences_of, show_refusal, status_of
from engagements.views.interactions import own_cluster_or_404

SECTION = {"section": "submissions"}
TONES = {AskedState.OPEN: "warn", AskedState.TAKEN_UP: "ok", AskedState.DECLINED: "neutral"}


def _request_or_404(request, pk):
    return found_or_404(queries.request(request.user, pk))


@require_safe
@guarded_by(InputRequest)
def request_list(request):
    """What the cluster was asked for: first what waits for an answer."""
    cluster, clusters = own_cluster_or_404(request)
    state = request.GET.get("state", AskedState.OPEN)
    if state not in {"all", *AskedState.values}:
        raise Http404
    rows = queries.requests_of(request.user, cluster, state="" if state == "all" else state)
    page = Paginator(rows, queries.PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    for row in page.object_list:
        row.tone = TONES[row.state]
    roles = policy.roles_in(request.user, cluster)
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "page": page,
        "wanted": state,
        "chips": [*AskedState.choices, ("all", _("All"))],
        "can_note": policy.notes_requests(roles),
    }
    return render(request, "engagements/requests/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(InputRequest)
def request_create(request):
    """Note that somebody asked."""
    cluster, _clusters = own_cluster_or_404(request)
    policy.check_can_note_request(request.user, cluster.pk)
    initial = {"asked_on": clock.day_of(request.user)}
    form = RequestForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.note_request(cluster=cluster, by=request.user, **form.cleaned_data)
            except ACTION_ERRORS as error:
                status = show_refusal(form, error)
            else:
                saved(request, _("Noted. The coordinators decide whether it is taken up."))
                return redirect("engagements:request-detail", row.pk)
    return render(
        request, "engagements/requests/form.html", {**SECTION, "cluster": cluster, "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(InputRequest)
def request_edit(request, pk):
    """Change what was noted; somebody quicker: 409, what was typed stays, and saving again is a decision."""
    row = _request_or_404(request, pk)
    policy.check_can_change_request(request.user, row)
    names = ("asked_by", "door", "asked_on", "due_on", "about", "details", "exposure")
    initial = {name: getattr(row, name) for name in names} | {"mechanism": row.mechanism_id}
    form = RequestForm(request.POST if request.method == "POST" else None, initial=initial)
    status, version = 200, row.version
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.edit_request(
                    request=row, expected_version=posted_version(request), by=request.user, **form.cleaned_data
                )
            except ACTION_ERRORS as error:
                status = show_refusal(form, error)
                version = _request_or_404(request, pk).version
            else:
                saved(request)
                return redirect("engagements:request-detail", pk)
    context = {**SECTION, "cluster": row.cluster, "form": form, "row": row, "version": version}
    return render(request, "engagements/requests/form.html", context, status=status)


def _page(request, row, *, take=None, decline=None, problem=None, status=200):
    """The page of one request; after a refused answer with its sentence at the place."""
    roles = policy.roles_in(request.user, row.cluster)
    can_answer = policy.answers_requests(roles)
    waits = row.state == AskedState.OPEN
    context = {
        **SECTION,
        "row": row,
        "tone": TONES[row.state],
        "can_answer": can_answer,
        "can_change": can_answer or (row.created_by_id == request.user.pk and policy.notes_requests(roles)),
        "problem": problem,
    }
    if can_answer and waits:
        initial = {"mechanism": row.mechanism_id, "title": row.about[:200]}
        initial["year"] = (row.due_on or clock.day_of(request.user)).year
        lines = queries.lines_for(request.user, row.cluster)
        context["take"] = take or TakeUpForm(lines=lines, initial=initial)
        context["decline"] = decline or DeclineForm()
    if row.plan_line_id:
        # Whoever sees the request sees its line; what is written on it is asked for on its own.
        context["texts"] = submissions_of(request.user, row.plan_line)
        context["can_write"] = can_answer
    return render(request, "engagements/requests/detail.html", context, status=status)


@require_safe
@guarded_by(InputRequest, PlanLine)
def request_detail(request, pk):
    return _page(request, _request_or_404(request, pk))


@require_POST
@guarded_by(InputRequest, PlanLine)
def request_take_up(request, pk):
    """Take it up on a line that is there, or open one."""
    row = _request_or_404(request, pk)
    form = TakeUpForm(request.POST, lines=queries.lines_for(request.user, row.cluster))
    if not form.is_valid():
        policy.check_can_answer_request(request.user, row.cluster_id)
        return _page(request, row, take=form, status=422)
    data = form.cleaned_data
    lock = {"request": row, "expected_version": posted_version(request), "by": request.user}
    try:
        if data["plan_line"]:
            actions.take_up_request(**lock, plan_line=data["plan_line"])
        else:
            actions.open_line_for_request(**lock, mechanism=data["mechanism"], year=data["year"], title=data["title"])
    except ACTION_ERRORS as error:
        return _page(request, _request_or_404(request, pk), problem=sentences_of(error), status=status_of(error))
    saved(request, _("Taken up. Write the input on its plan line."))
    return redirect("engagements:request-detail", pk)


@require_POST
@guarded_by(InputRequest)
def request_decline(request, pk):
    """No input is given, and why."""
    row = _request_or_404(request, pk)
    form = DeclineForm(request.POST)
    lock = {"request": row, "expected_version": posted_version(request), "by": request.user}
    if request.POST.get("act") != "reopen" and not form.is_valid():
        policy.check_can_answer_request(request.user, row.cluster_id)
        return _page(request, row, decline=form, status=422)
    try:
        if request.POST.get("act") == "reopen":
            actions.reopen_request(**lock)
        else:
            actions.decline_request(**lock, reason=form.cleaned_data["reason"])
    except ACTION_ERRORS as error:
        return _page(request, _request_or_404(request, pk), problem=sentences_of(error), status=status_of(error))
    saved(request)
    return redirect(f"{reverse('engagements:request-list')}?cluster={row.cluster_id}")
