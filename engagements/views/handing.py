"""Handing over: prepared in four steps on one page, taken over, and on paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, files
from core.acting import ACTION_ERRORS, act_on, number_in, posted_version, sentences_of, status_of
from core.documents import pdf
from core.found import found_or_404
from core.policy import guarded_by
from engagements import policy
from engagements.actions import handing as actions
from engagements.documents.handing import hand_over_document
from engagements.enums.handing import HandOverState
from engagements.forms.handing import HandOverForm
from engagements.models import HandOver, PlanLine, Submission
from engagements.queries import handing as queries
from engagements.views.common import personal_findings, saved

SECTION = {"section": "people"}
FORM = ["GET", "HEAD", "POST"]


def _found(request, pk):
    return found_or_404(queries.hand_over(request.user, pk))


@require_http_methods(FORM)
@guarded_by(HandOver)
def hand_over_list(request):
    """Hand-overs of a cluster, and the way to begin one's own. Coordinators."""
    clusters = queries.clusters_to_hand_over(request.user)
    wanted = request.GET.get("cluster")
    cluster = next((one for one in clusters if wanted is None or one.pk == number_in(wanted)), None)
    if cluster is None:
        raise Http404
    problem, status = [], 200
    if request.method == "POST":
        try:
            row = actions.begin_hand_over(cluster=cluster, by=request.user)
        except ACTION_ERRORS as error:
            problem, status = sentences_of(error), status_of(error)
        else:
            return redirect("engagements:hand-over-detail", pk=row.pk)
    context = {
        **SECTION,
        "cluster": cluster,
        "clusters": clusters,
        "rows": queries.hand_overs(request.user, cluster),
        "held": policy.lead_membership(request.user, cluster.pk),
        "problem": problem,
    }
    return render(request, "engagements/handing/list.html", context, status=status)


@require_http_methods(FORM)
@guarded_by(HandOver, PlanLine, Submission)
def hand_over_detail(request, pk):
    """The page of who leaves, and of who takes over. POST saves successor, day and note."""
    row = _found(request, pk)
    if request.method != "POST":
        return _page(request, row)
    people = policy.successors(row)
    form = HandOverForm(request.POST, people=people)

    def write(data):
        actions.write_hand_over(row=row, expected_version=posted_version(request), by=request.user, **data)
        saved(request)
        return redirect("engagements:hand-over-detail", pk=pk)

    answer, status = act_on(form, write)
    return answer or _page(request, _found(request, pk), form=form, status=status)


def _page(request, row, *, form=None, problem=(), at="", refused=(), status=200):
    prepares = row.from_person_id == request.user.pk and row.state == HandOverState.PREPARED
    if prepares and form is None:
        initial = {"to_person": row.to_person, "last_day": row.last_day, "note": row.note}
        form = HandOverForm(initial=initial, people=policy.successors(row))
    lines, texts = queries.not_seen_by_successor(request.user, row) if prepares else ([], [])
    context = {
        **SECTION,
        "row": row,
        "form": form if prepares else None,
        "prepares": prepares,
        "receives": row.to_person_id == request.user.pk and row.state == HandOverState.GIVEN,
        "found": queries.holdings(request.user, row),
        "unseen_lines": lines,
        "unseen_texts": texts,
        "findings": personal_findings(row.note) if prepares else [],
        "problem": problem,
        "problem_at": at,
        "refused": refused,
    }
    return render(request, "engagements/handing/detail.html", context, status=status)


@require_POST
@guarded_by(HandOver, PlanLine, Submission)
def hand_over_name(request, pk):
    """Name the successor on the ticked lines and texts."""
    row = _found(request, pk)
    lines, texts = queries.not_seen_by_successor(request.user, row)
    ticked = {name: {number_in(value) for value in request.POST.getlist(name)} for name in ("line", "text")}
    try:
        number, refused = actions.name_successor(
            row=row,
            lines=[line for line in lines if line.pk in ticked["line"]],
            submissions=[text for text in texts if text.pk in ticked["text"]],
            by=request.user,
        )
    except ACTION_ERRORS as error:
        return _page(request, row, problem=sentences_of(error), at="name", status=status_of(error))
    if number:
        words = ngettext("Named on %(n)d.", "Named on %(n)d.", number) % {"n": number}
        messages.success(request, words)
    if refused:
        return _page(request, _found(request, pk), refused=refused, at="name", status=403)
    return redirect("engagements:hand-over-detail", pk=pk)


@require_POST
@guarded_by(HandOver)
def hand_over_give(request, pk):
    """Hand over: the role ends on the last day and the successor is told."""
    row = _found(request, pk)
    try:
        actions.give_hand_over(row=row, expected_version=posted_version(request), by=request.user)
    except ACTION_ERRORS as error:
        fresh = _found(request, pk)
        return _page(request, fresh, problem=sentences_of(error), at="give", status=status_of(error))
    saved(request, _("Handed over. Your successor was told."))
    return redirect("engagements:hand-over-detail", pk=pk)


@require_POST
@guarded_by(HandOver)
def hand_over_receive(request, pk):
    """The successor has taken over."""
    row = _found(request, pk)
    try:
        actions.receive_hand_over(row=row, expected_version=posted_version(request), by=request.user)
    except ACTION_ERRORS as error:
        return _page(request, _found(request, pk), problem=sentences_of(error), at="receive", status=status_of(error))
    saved(request, _("You have taken over."))
    return redirect("engagements:hand-over-detail", pk=pk)


@require_safe
@guarded_by(HandOver, PlanLine, Submission)
def hand_over_pdf(request, pk):
    """The same on paper, without anything closed. Not kept; the name of the file says nothing."""
    row = _found(request, pk)
    today = clock.day_of(request.user)
    found = queries.holdings(request.user, row, on_paper=True)
    document = hand_over_document(row, found, closed=queries.closed_titles(request.user, row), today=today)
    try:
        content = pdf.render_pdf(document)
    except pdf.PdfError as error:
        messages.error(request, error.sentence)
        return redirect("engagements:hand-over-detail", pk)
    return files.download(content, file_name=f"hre-hand-over-{row.pk}.pdf", media_type="application/pdf")
