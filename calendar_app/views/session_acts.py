"""The Task Team's acts on sessions: add, edit, verify, cancel, move with a preview."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from calendar_app import actions
from calendar_app.enums import SessionState
from calendar_app.forms import ReasonForm, SessionEditForm, SessionForm, SessionMoveForm, SessionShortenForm
from calendar_app.models import Entry, Session
from calendar_app.policy import check_can_keep_calendar, check_can_move_session
from calendar_app.queries import reader_of
from calendar_app.queries.sessions import preview_of, session_when, visible_sessions
from calendar_app.views.acts import CONFLICT, UNPROCESSABLE, attempt, sentence_of
from core.policy import guarded_by


def session_or_404(reader, pk):
    session = visible_sessions(reader).filter(pk=pk).first()
    if session is None:
        raise Http404
    return session


def _page(request, template, context, status=200):
    return render(request, f"calendar_app/{template}.html", {**context, "section": "calendar"}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session)
def session_create(request):
    check_can_keep_calendar(request.user)
    form, status = SessionForm(request.POST or None), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            session, status = attempt(form, lambda: actions.create_session(**form.values(), by=request.user))
            if session is not None:
                messages.success(request, _("The session is added, and its dates are in the calendar."))
                return redirect("calendar:session-detail", pk=session.pk)
    return _page(request, "session_form", {"form": form, "session": None}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session)
def session_edit(request, pk):
    session = session_or_404(reader_of(request.user), pk)
    check_can_keep_calendar(request.user)
    form, status = SessionEditForm(request.POST or None, session=session), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            done, status = attempt(
                form, lambda: actions.edit_session(session=session, by=request.user, **form.values())
            )
            if done is not None:
                messages.success(request, _("The session is saved."))
                return redirect("calendar:session-detail", pk=pk)
            if status == CONFLICT:
                _take_new_version(form, session)
    return _page(request, "session_form", {"form": form, "session": session}, status)


def _take_new_version(form, session):
    session.refresh_from_db()
    form.data = form.data.copy()
    form.data["version"] = session.version


@require_POST
@guarded_by(Session)
def session_verify(request, pk):
    session = session_or_404(reader_of(request.user), pk)
    actions.verify_session(session=session, by=request.user)
    messages.success(request, _("Thank you: the session and its computed dates carry today's verification."))
    return redirect("calendar:session-detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session)
def session_cancel(request, pk):
    session = session_or_404(reader_of(request.user), pk)
    check_can_keep_calendar(request.user)
    status = 200
    form = ReasonForm(request.POST or None, initial={"version": session.version})
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            data = form.cleaned_data
            done, status = attempt(
                form,
                lambda: actions.cancel_session(
                    session=session, reason=data["reason"], expected_version=data["version"], by=request.user
                ),
            )
            if done is not None:
                messages.success(request, _("The session and its open dates are cancelled."))
                return redirect("calendar:session-detail", pk=pk)
            if status == CONFLICT:
                _take_new_version(form, session)
    return _page(request, "session_cancel", {"form": form, "session": session}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session, Entry)
def session_shorten(request, pk):
    """Let the session close earlier."""
    session = session_or_404(reader_of(request.user), pk)
    check_can_move_session(request.user)
    status = 200
    form = SessionShortenForm(request.POST or None, initial={"version": session.version})
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            done, status = attempt(
                form, lambda: actions.shorten_session(session=session, by=request.user, **form.values())
            )
            if done is not None:
                messages.success(request, _("The session is shortened; its deadlines stand and say so."))
                return redirect("calendar:session-detail", pk=pk)
            if status == CONFLICT:
                _take_new_version(form, session)
    context = {"form": form, "session": session, "when": session_when(session)}
    return _page(request, "session_shorten", context, status)


@require_POST
@guarded_by(Session)
def session_held(request, pk):
    """It took place: in one press. A session that has not begun: said on its page."""
    session = session_or_404(reader_of(request.user), pk)
    try:
        actions.edit_session(session=session, state=SessionState.HELD, by=request.user)
    except ValidationError as invalid:
        messages.error(request, sentence_of(invalid))
    else:
        messages.success(request, _("The session is marked as held."))
    return redirect("calendar:session-detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session, Entry)
def session_move(request, pk):
    """First the preview, then, on a second press, the move. Nothing is written before that."""
    reader = reader_of(request.user)
    session = session_or_404(reader, pk)
    check_can_move_session(request.user)
    form = SessionMoveForm(request.POST or None, session=session, today=reader.today)
    status, preview = 200, None
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid() and "confirm" in request.POST:
            moved, status = attempt(
                form, lambda: actions.move_session(session=session, by=request.user, **form.values())
            )
            if moved is not None:
                messages.success(request, _moved_sentence(moved.moved_entries))
                return redirect("calendar:session-detail", pk=pk)
            if status == CONFLICT:
                _take_new_version(form, session)
        elif form.is_valid():
            lines, status = attempt(
                form, lambda: actions.preview_move(session=session, by=request.user, **form.dates())
            )
            preview = preview_of(lines, session) if lines is not None else None
    context = {"form": form, "session": session, "when": session_when(session), "preview": preview}
    return _page(request, "session_move", context, status)


def _moved_sentence(entries):
    dates, countries = len(entries), len({entry.country_id for entry in entries if entry.country_id})
    moved = ngettext("%(number)d date moved", "%(number)d dates moved", dates) % {"number": dates}
    if not countries:
        return _("%(moved)s.") % {"moved": moved}
    among = ngettext("of %(number)d country", "of %(number)d countries", countries) % {"number": countries}
    return _("%(moved)s, %(among)s. Everyone concerned is told.") % {"moved": moved, "among": among}
