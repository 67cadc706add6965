"""When a person was here before. A visit is a session: it begins with the first look at home page or calendar."""

import datetime as dt

from clusters.models import User
from core import clock

SINCE = "previous_visit"


def previous_visit(request):
    """The instant at which the previous visit of the person began, or None on the first. The first call of a visit
    writes the new instant to the account and remembers the old one in the session; later calls write nothing."""
    if SINCE not in request.session:
        before = request.user.last_home_at
        request.session[SINCE] = before.isoformat() if before else ""
        User.objects.filter(pk=request.user.pk).update(last_home_at=clock.now())
    kept = request.session[SINCE]
    return dt.datetime.fromisoformat(kept) if kept else None
