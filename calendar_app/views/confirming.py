"""Confirming a session's dates in one press, after looking."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from calendar_app.actions.confirming import confirm_session
from calendar_app.forms.confirming import ConfirmForm
from calendar_app.models import Entry, Session
from calendar_app.policy import check_can_keep_calendar
from calendar_app.queries import reader_of
from calendar_app.queries.confirming import confirming
from calendar_app.queries.sessions import session_when
from calendar_app.views.acts import CONFLICT, UNPROCESSABLE, attempt
from calendar_app.views.session_acts import session_or_404
from core.policy import guarded_by


@require_http_methods(["GET", "HEAD", "POST"])
@guarded_by(Session, Entry)
def session_confirm(request, pk):
    """Each line beside its page; one press confirms what is ticked. Nothing ticked: 422; someone quicker: 409."""
    session = session_or_404(reader_of(request.user), pk)
    check_can_keep_calendar(request.user)
    found, status = confirming(session), 200
    form = ConfirmForm(request.POST or None, lines=found.lines, initial={"version": session.version})
    ticked = [line.value for line in found.lines if line.is_ticked and not line.is_done]
    if request.method == "POST":
        status, ticked = UNPROCESSABLE, request.POST.getlist("ticked")
        if form.is_valid():
            done, status = attempt(form, lambda: confirm_session(session=session, by=request.user, **form.values()))
            if done is not None:
                messages.success(request, _("Confirmed, with your name and today’s date."))
                return redirect("calendar:session-detail", pk=pk)
            if status == CONFLICT:
                session.refresh_from_db()
                found = confirming(session)
                form.data = form.data.copy()
                form.data["version"] = session.version
    context = {
        "session": session,
        "when": session_when(session),
        "found": found,
        "form": form,
        "ticked": ticked,
        "section": "calendar",
    }
    return render(request, "calendar_app/session_confirm.html", context, status=status)
