"""The audit trail: of a cluster for those who lead it, of what belongs to no cluster for the Task Team."""

import datetime as dt

from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from clusters import queries
from core import trail
from core.acting import number_in
from core.models import AuditEntry
from core.policy import guarded_by
from core.views import render_trail


@guarded_by(AuditEntry)
@require_safe
def audit(request):
    """Filters stand in the address: `cluster`, `verb`, `from`, `to`, `q`. What cannot be read as a filter is left
    out and said so."""
    clusters = list(queries.clusters_with_readable_trail(request.user))
    reads_portal = queries.reads_portal_trail(request.user)
    if not clusters and not reads_portal:
        raise Http404
    wanted = request.GET
    cluster_id = number_in(wanted.get("cluster"))
    if cluster_id is not None and cluster_id not in {cluster.pk for cluster in clusters}:
        raise Http404
    since, bad_since = _day(wanted.get("from", ""))
    until, bad_until = _day(wanted.get("to", ""))
    entries = trail.entries(
        request.user,
        cluster_id=cluster_id,
        verb=wanted.get("verb", "")[:80],
        since=since,
        until=until + dt.timedelta(days=1) if until else None,
        words=wanted.get("q", "").strip()[:100],
    )
    context = {
        "section": "people",
        "clusters": clusters,
        "chosen": cluster_id,
        "verbs": [(verb, trail.verb_label(verb)) for verb in queries.verbs_in_trail(request.user)],
        "names": {cluster.pk: str(cluster) for cluster in clusters},
        "wrong_day": bad_since or bad_until,
    }
    return render_trail(request, entries, context)


def _day(text):
    """(start of the day in the reader's zone or None, whether the text is no day)."""
    if not text:
        return None, False
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not 1900 < day.year < 9000:
        return None, True
    return timezone.make_aware(dt.datetime.combine(day, dt.time())), False
