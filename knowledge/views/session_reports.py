"""Reports of sessions: what the Task Team has told, one of them, writing, sending and taking back."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_app.models import Session
from core import clock
from core.acting import ACTION_ERRORS, act_on, number_in, posted_version, sentences_of, status_of
from core.found import found_or_404
from core.policy import guarded_by
from knowledge import policy
from knowledge.actions import session_reports as actions
from knowledge.enums import ReportReaders
from knowledge.forms.session_reports import SessionReportForm
from knowledge.models import SessionReport, SessionReportCluster, SupportRequest
from knowledge.queries import session_reports as queries
from knowledge.queries import support as support_queries
from knowledge.views.common import SECTION, saved

PER_PAGE = 30
FORM = ["GET", "HEAD", "POST"]


@require_safe
@guarded_by(SessionReport, SessionReportCluster)
def report_list(request):
    """What the Task Team told the reader's clusters of sessions, the newest first; for the Task Team what it told all,
    and its drafts."""
    writes = policy.writes_reports(request.user)
    clusters = queries.clusters_to_read(request.user)
    wanted = number_in(request.GET.get("cluster"))
    cluster = next((one for one in clusters if one.pk == wanted), None)
    drafts = writes and request.GET.get("show") == "drafts"
    rows = queries.reports(request.user, cluster=wanted, drafts=drafts)
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    found = queries.clusters_of(request.user, list(page_obj))
    for row in page_obj:
        row.clusters = found[row.pk]
    context = {
        **SECTION,
        "page_obj": page_obj,
        "clusters": clusters,
        "cluster": cluster,
        "writes": writes,
        "drafts": drafts,
    }
    return render(request, "knowledge/report_list.html", context)


def _found(request, pk):
    return found_or_404(queries.report(request.user, pk))


@require_safe
@guarded_by(SessionReport, SessionReportCluster)
def report_detail(request, pk):
    return _detail(request, _found(request, pk))


def _detail(request, found, *, problem=(), status=200):
    context = {**SECTION, "found": found, "writes": policy.writes_reports(request.user), "problem": problem}
    context["session_url"] = reverse("calendar:session-detail", args=[found.session_id])
    return render(request, "knowledge/report_detail.html", context, status=status)


def _asked(request):
    """The request for news that the address names, as far as it waits for an answer; or None."""
    wanted = number_in(request.GET.get("request"))
    found = support_queries.request_detail(request.user, wanted) if wanted else None
    return found if found is not None and queries.can_report(request.user, found) else None


@require_http_methods(FORM)
@guarded_by(SessionReport, SupportRequest)
def report_write(request):
    """A draft for the clusters that the session of the address concerns, or the one whose request it answers."""
    if not policy.writes_reports(request.user):
        raise Http404
    wanted = number_in(request.GET.get("session"))
    rows = Session.objects.filter(publication="published").select_related("mechanism")
    session = rows.filter(pk=wanted).first() if wanted else None
    if wanted and session is None:
        raise Http404
    asked = _asked(request)
    sessions = queries.sessions_to_report(clock.day_of(request.user)) if session is None else None
    initial = {"readers": ReportReaders.COORDINATORS, "language": asked.language if asked else "en"}
    if asked is not None:
        initial["clusters"] = [asked.cluster_id]
    elif session is not None:
        initial["clusters"] = queries.clusters_reviewed(session)
    form = SessionReportForm(
        request.POST or None, initial=initial, sessions=sessions, clusters=queries.clusters_to_write_to()
    )

    def write(data):
        data.setdefault("session", session)
        made = actions.write_report(**{**data, "clusters": list(data["clusters"])}, request=asked, by=request.user)
        saved(request, _("Kept as a draft. Read it through and send it."))
        return redirect("knowledge:report-detail", pk=made.pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "session": session, "asked": asked}
    context["back_url"] = (
        reverse("calendar:session-detail", args=[session.pk]) if session else reverse("knowledge:report-list")
    )
    return answer or render(request, "knowledge/report_form.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(SessionReport, SessionReportCluster)
def report_edit(request, pk):
    found = _found(request, pk)
    if not policy.writes_reports(request.user):
        raise Http404
    initial = {name: getattr(found, name) for name in ("said", "coming", "links", "readers", "language")}
    initial["clusters"] = [cluster.pk for cluster in found.clusters]
    form = SessionReportForm(
        request.POST or None, initial=initial, sessions=None, clusters=queries.clusters_to_write_to()
    )
    version = found.version

    def write(data):
        actions.change_report(
            report=found,
            expected_version=posted_version(request),
            by=request.user,
            **{**data, "clusters": list(data["clusters"])},
        )
        saved(request)
        return redirect("knowledge:report-detail", pk=pk)

    answer, status = act_on(form, write)
    context = {**SECTION, "form": form, "found": found, "session": found.session, "version": version}
    context["back_url"] = reverse("knowledge:report-detail", args=[pk])
    return answer or render(request, "knowledge/report_form.html", context, status=status)


def _act(request, pk, act, sentence):
    found = _found(request, pk)
    try:
        act(report=found, expected_version=posted_version(request), by=request.user)
    except ACTION_ERRORS as error:
        return _detail(request, _found(request, pk), problem=sentences_of(error), status=status_of(error))
    saved(request, sentence)
    return redirect("knowledge:report-detail", pk=pk)


@require_POST
@guarded_by(SessionReport)
def report_send(request, pk):
    return _act(request, pk, actions.send_report, _("Sent. The coordinators are told by mail."))


@require_POST
@guarded_by(SessionReport)
def report_take_back(request, pk):
    return _act(request, pk, actions.take_back_report, _("Taken back. It is a draft again."))
