"""Taking dates out of the portal is recorded where some of them are not open to everyone."""

from django.db import transaction

from clusters.models import Cluster, Country
from clusters.policy import cluster_ids
from core import audit


@transaction.atomic
def record_export(*, form, code, total, restricted, asked, by):
    """Record that `by` took `total` dates along, `restricted` of them not open to everyone; nothing where all were
    open. `form` is "csv", "xlsx", "ics" or "pdf", `asked` the address's query. Only numbers are kept, no title. The
    cluster of the country reads it where `by` belongs to one, else the Task Team. Twice is recorded twice."""
    if not restricted:
        return None
    country = Country.objects.filter(pk=code).first()
    cluster_id = None
    if country is not None:
        own = Cluster.objects.filter(country=country, pk__in=cluster_ids(by)).order_by("pk")
        cluster_id = own.values_list("pk", flat=True).first()
    return audit.record(
        verb="calendar.exported",
        target=country or by,
        by=by,
        cluster_id=cluster_id,
        after={"form": form, "dates": total, "not_open": restricted, "filter": asked[:300]},
    )
