"""The Task Team's acts on sessions: add, edit, verify, cancel, move with a preview."""

from django.contrib import messages
from django.core.exceptions import ValidationError
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
from core.found import one_or_404
from core.policy import guarded_by


def session_or_404(reader, pk):
    return one_or_404(visible_sessions(reader), pk)


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
    form = SessionEditForm(request.POST or None, session=session)

    def write():
        return actions.edit_session(session=session, by=request.user, **form.values())

    answer, status = _acted(request, session, form, write, _("The session is saved."))
    return answer or _page(request, "session_form", {"form": form, "session": session}, status)


def _acted(request, session, form, act, sentence):
    """(answer, status): the way back to the session where `act()` did what was asked; otherwise no answer, and after a
    conflict the form has seen the newer version, so that saving again is a decision."""
    if request.method != "POST":
        return None, 200
    if not form.is_valid():
        return None, UNPROCESSABLE
    done, status = attempt(form, act)
    if done is not None:
        messages.success(request, sentence)
        return redirect("calendar:session-detail", pk=session.pk), status
    if status == CONFLICT:
        _take_new_version(form, session)
    return None, status


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
    form = ReasonForm(request.POST or None, initial={"version": session.version})

    def write():
        reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
        return actions.cancel_session(session=session, reason=reason, expected_version=version, by=request.user)

    answer, status = _acted(request, session, form, write, _("The session and its open dates are cancelled."))
    return answer or _page(request, "session_cancel", {"form": form, "session": session}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session, Entry)
def session_shorten(request, pk):
    """Let the session close earlier."""
    session = session_or_404(reader_of(request.user), pk)
    check_can_move_session(request.user)
    form = SessionShortenForm(request.POST or None, initial={"version": session.version})

    def write():
        return actions.shorten_session(session=session, by=request.user, **form.values())

    sentence = _("The session is shortened; its deadlines stand and say so.")
    answer, status = _acted(request, session, form, write, sentence)
    if answer:
        return answer
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
