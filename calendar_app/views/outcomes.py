"""Outcomes: list, page; for the Task Team adding, changing, publishing, taking back, verifying."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app.actions import outcomes as actions
from calendar_app.enums import Publication
from calendar_app.forms import ReasonForm
from calendar_app.forms.outcomes import OutcomeForm
from calendar_app.models import Outcome
from calendar_app.policy import check_can_keep_calendar
from calendar_app.queries import outcomes as queries
from calendar_app.queries import reader_of
from calendar_app.queries.entries import sources_of
from calendar_app.views.acts import CONFLICT, DONE, UNPROCESSABLE, attempt
from core.acting import take_up_stored
from core.found import found_or_404
from core.policy import guarded_by


def outcome_or_404(user, pk):
    return found_or_404(queries.visible_outcome(user, pk))


@require_safe
@guarded_by(Outcome)
def outcome_list(request):
    """By country, mechanism, session, kind, year and words; the filter stands in the address."""
    reader = reader_of(request.user)
    chosen = queries.read_outcome_filter(request.GET)
    page = queries.outcome_list(request.user, chosen, request.GET.get("page"), own=reader.countries)
    context = {"page": page, "may_share": bool(reader.led_clusters), "section": "calendar"}
    return render(request, "calendar_app/outcomes.html", context)


@require_safe
@guarded_by(Outcome)
def outcome_detail(request, pk):
    outcome = outcome_or_404(request.user, pk)
    reader = reader_of(request.user)
    context = {
        "outcome": outcome,
        "countries": list(outcome.countries.all()),
        "themes": list(outcome.themes.all()),
        "sources": sources_of(outcome.source),
        "section_name": queries.SECTIONS[queries.section_of(outcome)],
        "may_keep": reader.is_task_team,
        "may_share": bool(reader.led_clusters) and outcome.publication == Publication.PUBLISHED,
        "is_draft": outcome.publication == Publication.DRAFT,
        "section": "calendar",
    }
    return render(request, "calendar_app/outcome.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Outcome)
def outcome_create(request):
    check_can_keep_calendar(request.user)
    form, status = OutcomeForm(request.POST or None, initial=_initial(request)), DONE
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            outcome, status = attempt(
                form,
                lambda: actions.create_outcome(**form.values(), publish="publish" in request.POST, by=request.user),
            )
            if outcome is not None:
                messages.success(request, _("The outcome is kept."))
                return redirect("calendar:outcome-detail", pk=outcome.pk)
    return _form_page(request, form, status)


def _initial(request):
    """What the page from which one comes knows already."""
    chosen = queries.read_outcome_filter(request.GET)
    return {"session": chosen.session, "countries": [chosen.country] if chosen.country else []}


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Outcome)
def outcome_edit(request, pk):
    """Someone quicker: 409, and the typed text stays."""
    outcome = outcome_or_404(request.user, pk)
    check_can_keep_calendar(request.user)
    form, status = OutcomeForm(request.POST or None, outcome=outcome), DONE
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            version = form.cleaned_data["version"]
            saved, status = attempt(
                form,
                lambda: actions.edit_outcome(
                    outcome=outcome, expected_version=version, by=request.user, **form.values()
                ),
            )
            if saved is not None:
                messages.success(request, _("The outcome is kept."))
                return redirect("calendar:outcome-detail", pk=pk)
            if status == CONFLICT:
                take_up_stored(form)
    return _form_page(request, form, status, outcome=outcome)


def _form_page(request, form, status, *, outcome=None):
    context = {"form": form, "outcome": outcome, "section": "calendar"}
    return render(request, "calendar_app/outcome_form.html", context, status=status)


@require_POST
@guarded_by(Outcome)
def outcome_publish(request, pk):
    outcome = outcome_or_404(request.user, pk)
    actions.publish_outcome(outcome=outcome, by=request.user)
    messages.success(request, _("The outcome is published. Coordinators of its countries are told by mail."))
    return redirect("calendar:outcome-detail", pk=pk)


@require_POST
@guarded_by(Outcome)
def outcome_verify(request, pk):
    actions.verify_outcome(outcome=outcome_or_404(request.user, pk), by=request.user)
    messages.success(request, _("Verified today, under your name."))
    return redirect("calendar:outcome-detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Outcome)
def outcome_unpublish(request, pk):
    outcome = outcome_or_404(request.user, pk)
    check_can_keep_calendar(request.user)
    form, status = ReasonForm(request.POST or None), DONE
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            done, status = attempt(
                form,
                lambda: actions.unpublish_outcome(outcome=outcome, reason=form.cleaned_data["reason"], by=request.user),
            )
            if done is not None:
                messages.success(request, _("Taken back: it is a draft again, and mails that waited do not go."))
                return redirect("calendar:outcome-detail", pk=pk)
    context = {"form": form, "outcome": outcome, "section": "calendar"}
    return render(request, "calendar_app/outcome_unpublish.html", context, status=status)
