"""When a person was here before. A visit is a session: it begins when she logs in."""

import datetime as dt

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from clusters.models import User
from core import clock

SINCE = "previous_visit"


@receiver(user_logged_in, dispatch_uid="clusters.visits")
def _begin(sender, request, user, **_rest):
    """Logging in writes to account and session anyway: the first page of a visit then costs what any other does."""
    session = getattr(request, "session", None)
    if session is not None and SINCE not in session:
        _note(session, user.pk)


def _note(session, pk):
    person = User.objects.filter(pk=pk)
    before = person.values_list("last_home_at", flat=True).get()
    session[SINCE] = before.isoformat() if before else ""
    person.update(last_home_at=clock.now())


def previous_visit(request):
    """The instant at which the previous visit of the person began, or None on the first. In a session that knows no
    beginning the first call notes it, in account and session; later calls write nothing."""
    if SINCE not in request.session:
        _note(request.session, request.user.pk)
    kept = request.session[SINCE]
    return dt.datetime.fromisoformat(kept) if kept else None
