"""Sessions: list, page; for the Task Team adding, changing, verifying and moving them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from calendar_app.models import Entry, Session
from calendar_app.queries import reader_of
from calendar_app.queries.outcomes import outcomes_of_session
from calendar_app.queries.reported import reported_of
from calendar_app.queries.sessions import mechanism_dates as dates_of_mechanism
from calendar_app.queries.sessions import session_list as list_of_sessions
from calendar_app.queries.sessions import session_page
from core.policy import guarded_by
from mechanisms.models import Mechanism


@require_safe
@guarded_by(Session)
def session_list(request):
    """Everyone sees the sessions; only the Task Team the drafts and the buttons."""
    past = request.GET.get("range") == "past"
    key = request.GET.get("mechanism", "")
    reader = reader_of(request.user)
    rows, page_obj, bodies = list_of_sessions(reader, mechanism_key=key, past=past, number=request.GET.get("page"))
    return render(
        request,
        "calendar_app/sessions.html",
        {
            "rows": rows,
            "page_obj": page_obj,
            "bodies": bodies,
            "chosen": key,
            "past": past,
            "may_keep": reader.is_task_team,
            "section": "calendar",
        },
    )


@require_safe
@guarded_by(Session, Entry)
def session_detail(request, pk):
    page = session_page(reader_of(request.user), pk)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "session": page.session,
        "outcomes": outcomes_of_session(request.user, page.session.pk),
        "reported": reported_of(request.user, page.session.pk),
        "section": "calendar",
    }
    return render(request, "calendar_app/session.html", context)


@require_safe
@guarded_by(Entry)
def mechanism_dates(request, pk):
    """Sessions and dates of one body, as a fragment for its page."""
    mechanism = get_object_or_404(Mechanism, pk=pk)
    dates = dates_of_mechanism(reader_of(request.user), mechanism.pk)
    return render(request, "calendar_app/_mechanism_dates.html", {"dates": dates, "mechanism": mechanism})
