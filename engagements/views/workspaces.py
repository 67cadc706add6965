"""The workspaces of a plan line: of a country visit (before, programme, briefings, meetings, after) and of a session
(attendance, statements, concerns, press proposals, invitations)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from calendar_app.enums import EntryState, VisitStage
from core.dates import period_text
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import workspaces as actions
from engagements.enums import CLOSED_MARKS, InputState, SubmissionKind
from engagements.forms.workspaces import ConcernForm, InputForm, ReportForm, StopForm
from engagements.models import (
    Interaction,
    LineInput,
    LineReport,
    PlanLine,
    PressProposal,
    SessionConcern,
    StopSafety,
    Submission,
    VisitStop,
)
from engagements.queries import plans
from engagements.queries import workspaces as queries
from engagements.views.common import (
    ACTION_ERRORS,
    before_passing_on,
    line_or_404,
    posted_version,
    saved,
    show_refusal,
)
from engagements.views.plans import SECTION

METHODS = ["GET", "HEAD", "POST"]
TABS = (
    ("before", gettext_lazy("Before")),
    ("programme", gettext_lazy("Programme")),
    ("briefings", gettext_lazy("Briefings")),
    ("meetings", gettext_lazy("Meetings")),
    ("after", gettext_lazy("After")),
)


def _head(request, line):
    """What both workspaces say about the date: as far as it is known, and what became of it."""
    roles = policy.roles_in(request.user, line.cluster)
    entry = plans.opportunity(request.user, line)
    when = ""
    if entry is not None:
        when = plans.about_text(entry) or period_text(entry.begins_on or entry.due_on, entry.due_on)
    return {
        **SECTION,
        "line": line,
        "veiled": line.exposure in CLOSED_MARKS,
        "entry": entry,
        "when": when,
        "is_moved": entry is not None and entry.due_on != line.planned_for,
        "is_postponed": entry is not None and entry.stage == VisitStage.POSTPONED,
        "is_cancelled": entry is not None and entry.state == EntryState.CANCELLED,
        "can_plan": policy.can_plan(roles),
        "can_record": policy.can_record(roles),
        "record_url": f"{reverse('engagements:interaction-create')}?line={line.pk}",
    }


@require_safe
@guarded_by(PlanLine, LineInput, VisitStop, StopSafety, Interaction, LineReport, Submission)
def line_visit(request, pk):
    """The workspace of a visit. Any mandate; with or without exact days."""
    line = line_or_404(request, pk)
    tab = request.GET.get("tab", "before")
    if tab not in dict(TABS):
        raise Http404
    context = _head(request, line)
    context |= {"tab": tab, "tabs": TABS, "next": f"{reverse('engagements:line-visit', args=[pk])}?tab={tab}"}
    match tab:
        case "before":
            context["inputs"] = queries.inputs(request.user, line)
        case "programme":
            context["stops"] = queries.stops(request.user, line)
        case "briefings":
            context["interactions"] = queries.briefings(request.user, line)
        case "meetings":
            context["interactions"] = queries.meetings(request.user, line)
        case _:
            context["report"] = queries.report(request.user, line)
            context["concerns"] = queries.concerns(request.user, line)
    return render(request, "engagements/visit.html", context)


@require_safe
@guarded_by(PlanLine, LineInput, SessionConcern, Interaction, LineReport, PressProposal, Submission)
def line_session(request, pk):
    """The session side of a plan line, beside a Council or committee session, a side event, a hearing."""
    line = line_or_404(request, pk)
    context = _head(request, line)
    texts = queries.submissions_of(request.user, line)
    delivered, invited = queries.delivered_and_invited(request.user, line)
    context |= {
        "attendance": queries.attendance(request.user, line),
        "statements": [text for text in texts if text.kind == SubmissionKind.STATEMENT],
        "delivered": delivered,
        "inputs": queries.inputs(request.user, line, texts=texts),
        "concerns": queries.concerns(request.user, line),
        "invitations": invited,
        "press": queries.press_of(request.user, line.cluster, line=line),
        "report": queries.report(request.user, line),
        "next": reverse("engagements:line-session", args=[pk]),
    }
    return render(request, "engagements/session_work.html", context)


# --- Rows of them --------------------------------------------------------------------------------------------


def _place(request, line):
    """The workspace from which one came, and to which one goes back."""
    if request.GET.get("from") == "session":
        return reverse("engagements:line-session", args=[line.pk])
    tab = request.GET.get("tab", "")
    return f"{reverse('engagements:line-visit', args=[line.pk])}?tab={tab if tab in dict(TABS) else 'before'}"


def _row_page(request, line, form_class, model, row, *, headings, stored=None, save=None):
    """Add or change one row of a workspace. Somebody quicker: 409, the typed text stays."""
    policy.check_can_plan(request.user, line.cluster_id)
    data = request.POST if request.method == "POST" else None
    form = form_class(data, initial=stored, user=request.user, line=line)
    submission = getattr(row, "submission_id", None)
    if submission and not form.fields["submission"].queryset.filter(pk=submission).exists():
        # A text that this writer does not see stays: it is neither shown nor taken off.
        del form.fields["submission"]
    back = _place(request, line)
    context = {**SECTION, "line": line, "form": form, "row": row, "back_url": back, "headings": headings}
    context["version"] = row.version if row is not None else 0
    if model is LineInput and getattr(row, "state", "") != InputState.SENT:
        context |= before_passing_on(request.user, line.cluster, line)
    if data is None:
        return render(request, "engagements/workspace_form.html", context)
    if form.is_valid():
        try:
            save(form.cleaned_data)
        except ACTION_ERRORS as error:
            status = show_refusal(form, error)
            if row is not None:
                context["version"] = _row_or_404(request, model, line, row.pk).version
            return render(request, "engagements/workspace_form.html", context, status=status)
        saved(request)
        return redirect(back)
    return render(request, "engagements/workspace_form.html", context, status=422)


def _row_or_404(request, model, line, pk):
    return found_or_404(queries.row_of_line(model, request.user, line, pk))


def _saver(request, line, model, row):
    def save(fields):
        if row is None:
            return actions.add_row(model, plan_line=line, by=request.user, **fields)
        return actions.change_row(row, expected_version=posted_version(request), by=request.user, **fields)

    return save


@require_http_methods(METHODS)
@guarded_by(PlanLine, LineInput, Submission)
def line_input(request, pk, input_pk=None):
    """Something to hand over."""
    line = line_or_404(request, pk)
    row = _row_or_404(request, LineInput, line, input_pk) if input_pk else None
    stored = None
    if row is not None:
        stored = {name: getattr(row, name) for name in ("title", "recipient", "due_on", "state")}
        stored["submission"] = row.submission_id
    elif request.GET.get("from") == "session":
        stored = {"recipient": _("Headquarters")}
    headings = (_("Add an input"), _("Change the input"))
    return _row_page(
        request,
        line,
        InputForm,
        LineInput,
        row,
        headings=headings,
        stored=stored,
        save=_saver(request, line, LineInput, row),
    )


@require_http_methods(METHODS)
@guarded_by(PlanLine, VisitStop, StopSafety)
def line_stop(request, pk, stop_pk=None):
    """A place on the programme, with its safety note for those who may know it."""
    line = line_or_404(request, pk)
    row = _row_or_404(request, VisitStop, line, stop_pk) if stop_pk else None
    stored = None
    if row is not None:
        stored = {name: getattr(row, name) for name in ("place", "host", "on", "day_note", "purpose", "state")}
        stored["safety"] = queries.safety_of(request.user, row)
    write = _saver(request, line, VisitStop, row)

    def save(fields):
        note = fields.pop("safety")
        actions.save_stop(lambda: write(fields), note=note, by=request.user)

    headings = (_("Add a stop"), _("Change the stop"))
    return _row_page(request, line, StopForm, VisitStop, row, headings=headings, stored=stored, save=save)


@require_http_methods(METHODS)
@guarded_by(PlanLine, SessionConcern)
def line_concern(request, pk, concern_pk=None):
    """A concern, and whether it was raised."""
    line = line_or_404(request, pk)
    row = _row_or_404(request, SessionConcern, line, concern_pk) if concern_pk else None
    stored = None
    if row is not None:
        stored = {name: getattr(row, name) for name in ("text", "raised", "note", "citation")}
        stored["document"] = row.document_id
    headings = (_("Add a concern"), _("Was it raised?"))
    save = _saver(request, line, SessionConcern, row)
    return _row_page(request, line, ConcernForm, SessionConcern, row, headings=headings, stored=stored, save=save)


@require_http_methods(METHODS)
@guarded_by(PlanLine, LineReport)
def line_report(request, pk):
    """What came out and what next."""
    line = line_or_404(request, pk)
    policy.check_can_plan(request.user, line.cluster_id)
    row = queries.report(request.user, line)
    stored = {"came_out": row.came_out, "what_next": row.what_next} if row else None
    data = request.POST if request.method == "POST" else None
    form, back = ReportForm(data, initial=stored), _place(request, line)
    context = {**SECTION, "line": line, "form": form, "row": row, "back_url": back}
    context |= {"version": row.version if row else 0, "headings": (_("What came out"), _("What came out"))}
    if data is None:
        return render(request, "engagements/workspace_form.html", context)
    status = 422
    if form.is_valid():
        try:
            actions.save_report(
                plan_line=line, expected_version=posted_version(request), by=request.user, **form.cleaned_data
            )
        except ACTION_ERRORS as error:
            fresh, status = queries.report(request.user, line), show_refusal(form, error)
            context["version"] = fresh.version if fresh else 0
        else:
            saved(request)
            return redirect(back)
    return render(request, "engagements/workspace_form.html", context, status=status)
