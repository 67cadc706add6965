"""The directory of focal points for cooperation: read by everyone, kept by the Task Team."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.policy import check_is_task_team
from core.acting import add_action_errors, show_refusal
from core.errors import Refused, Stale
from core.policy import open_to_members
from mechanisms import actions, queries
from mechanisms.forms import FocalPointForm
from mechanisms.models import FocalPoint


@require_safe
@open_to_members
def focal_points(request):
    """Who to turn to, body by body, and when that was last confirmed."""
    return _list(request)


def _list(request, *, refusal="", status=200):
    context = {"section": "mechanisms", "directory": queries.directory(request.user), "refusal": refusal}
    return render(request, "mechanisms/focal_points.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def add_focal_point(request):
    """A unit more. Task Team only."""
    check_is_task_team(request.user)
    form = FocalPointForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_focal_point(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_action_errors(form, error)
        else:
            messages.success(request, _("Added, and confirmed as of today."))
            return redirect("mechanisms:focal-points")
    return _form_page(request, form, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_members
def edit_focal_point(request, pk):
    """Change what is written of a unit. Task Team only."""
    focal = _found(request, pk)
    initial = {name: getattr(focal, name) for name in ("side", "unit", "languages", "contact", "source", "version")}
    form = FocalPointForm(request.POST or None, is_new=False, initial=initial)
    status, refusal = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = {**form.cleaned_data}
            version = values.pop("version") or 0
            try:
                actions.edit_focal_point(focal=focal, expected_version=version, by=request.user, **values)
            except ValidationError as error:
                add_action_errors(form, error)
            except Stale as error:
                status = show_refusal(form, error)
            except Refused as error:
                status, refusal = 403, error.sentence
            else:
                messages.success(request, _("Saved, and confirmed as of today."))
                return redirect("mechanisms:focal-points")
    return _form_page(request, form, focal=focal, refusal=refusal, status=status)


@require_POST
@open_to_members
def confirm_focal_point(request, pk):
    """What is written still holds. Task Team only."""
    try:
        actions.confirm_focal_point(focal=_found(request, pk), by=request.user)
    except Refused as error:
        return _list(request, refusal=error.sentence, status=403)
    messages.success(request, _("Confirmed as of today."))
    return redirect("mechanisms:focal-points")


@require_POST
@open_to_members
def end_focal_point(request, pk):
    """No focal point any more. Task Team only."""
    try:
        actions.end_focal_point(focal=_found(request, pk), by=request.user)
    except Refused as error:
        return _list(request, refusal=error.sentence, status=403)
    messages.success(request, _("It stands below now, as an earlier focal point."))
    return redirect("mechanisms:focal-points")


def _form_page(request, form, *, focal=None, refusal="", status=200):
    context = {"section": "mechanisms", "form": form, "focal": focal, "refusal": refusal}
    return render(request, "mechanisms/focal_point_form.html", context, status=status)


def _found(request, pk):
    try:
        return queries.focal_point(request.user, pk)
    except FocalPoint.DoesNotExist as error:
        raise Http404 from error
