"""The review of a country: its page, and the Task Team's acts on it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from calendar_app import actions
from calendar_app.enums import ReviewDocumentKind
from calendar_app.forms import ReviewDatesForm, ReviewDocumentForm, ReviewMoveForm
from calendar_app.models import Entry, Session
from calendar_app.policy import check_can_keep_calendar
from calendar_app.queries import reader_of
from calendar_app.queries.reviews import proposed_symbol, review_page, visible_review
from calendar_app.queries.sessions import adopting_sessions, preview_of, sessions_to_choose
from calendar_app.views.acts import UNPROCESSABLE, attempt
from core.found import found_or_404
from core.policy import guarded_by
from mechanisms.enums import Family


def _page(request, template, context, status=200):
    return render(request, f"calendar_app/{template}.html", {**context, "section": "calendar"}, status=status)


def _review_to_keep(request, pk):
    """The review for the Task Team: a stranger to the desk is refused, an unknown one is 404."""
    check_can_keep_calendar(request.user)
    return found_or_404(visible_review(reader_of(request.user), pk))


@require_safe
@guarded_by(Session, Entry)
def review_detail(request, pk):
    reader = reader_of(request.user)
    page = review_page(reader, pk)
    if page is None:
        raise Http404
    is_own = page.review.country_id in reader.countries
    return _page(request, "review", {"page": page, "review": page.review, "is_own": is_own})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session, Entry)
def review_move(request, pk):
    """Another session for one country's review: first the preview, then, on a second press, the move."""
    review = _review_to_keep(request, pk)
    sessions, adopting = sessions_to_choose(review), adopting_sessions(review)
    form, status, preview = ReviewMoveForm(request.POST or None, sessions=sessions, adopting=adopting), 200, None
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid() and "confirm" in request.POST:
            moved, status = attempt(form, lambda: actions.move_review(review=review, by=request.user, **form.values()))
            if moved is not None:
                messages.success(request, _("The review is moved and its dates follow."))
                return redirect("calendar:review-detail", pk=moved.pk)
        elif form.is_valid():
            lines, status = attempt(
                form, lambda: actions.preview_review_move(review=review, by=request.user, **form.places())
            )
            preview = preview_of(lines, review.session) if lines is not None else None
    return _page(request, "review_move", {"form": form, "review": review, "preview": preview}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session, Entry)
def review_dates(request, pk):
    """The report, the list of issues, the adoption."""
    review = _review_to_keep(request, pk)
    form, status = ReviewDatesForm(request.POST or None, review=review, adopting=adopting_sessions(review)), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            saved, status = attempt(
                form, lambda: actions.set_review_dates(review=review, by=request.user, **form.values())
            )
            if saved is not None:
                messages.success(request, _("The dates of the review are saved."))
                return redirect("calendar:review-detail", pk=pk)
    context = {"form": form, "review": review, "title": _("Dates of the review"), "proposed": ""}
    return _page(request, "review_form", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session, Entry)
def review_document(request, pk, kind):
    """One of the three documents of a UPR review. The symbol is proposed by its pattern; saving it confirms it."""
    review = _review_to_keep(request, pk)
    if kind not in ReviewDocumentKind.values or review.session.mechanism.family != Family.UPR:
        raise Http404
    document = review.documents.filter(kind=kind).first()
    names = ("symbol", "received_on", "url", "source")
    initial = {name: getattr(document, name) for name in names} if document else {}
    proposed = "" if initial.get("symbol") else proposed_symbol(review, kind)
    form, status = ReviewDocumentForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            saved, status = attempt(
                form,
                lambda: actions.set_review_document(review=review, kind=kind, by=request.user, **form.values()),
            )
            if saved is not None:
                messages.success(request, _("The document is written down."))
                return redirect("calendar:review-detail", pk=pk)
    title = ReviewDocumentKind(kind).label
    return _page(request, "review_form", {"form": form, "review": review, "title": title, "proposed": proposed}, status)
