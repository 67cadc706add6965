"""All countries, the reader's own first."""

from dataclasses import dataclass

from django.db.models import Q

from calendar_app.enums import Publication
from calendar_app.models import CountryCalendar
from clusters.models import Cluster, Country
from core.texts import english_of


@dataclass(frozen=True, slots=True)
class CountryRow:
    name: str
    code: str
    clusters: list
    is_kept: bool


def country_list(reader, search=""):
    """(own countries, others with a cluster, all others) as `CountryRow`s by name; `search`: words of the name in any
    language, of a cluster, or the ISO code. Three queries, whatever the rows."""
    found = Country.objects.all()
    for word in search.replace("\x00", "").split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(name_fr__icontains=word)
            | Q(name_ar__icontains=word)
            | Q(name__in=english_of(word))
            | Q(iso3__iexact=word)
            | Q(pk__in=Cluster.objects.filter(name__icontains=word).order_by().values("country"))
        )
    clusters = {}
    for cluster in Cluster.objects.filter(parent=None).order_by("name"):
        clusters.setdefault(cluster.country_id, []).append(cluster.name)
    kept = set(
        CountryCalendar.objects.filter(publication=Publication.PUBLISHED).order_by().values_list("pk", flat=True)
    )
    rows = [CountryRow(str(each), each.pk, clusters.get(each.pk, []), each.pk in kept) for each in found]
    rows.sort(key=lambda row: row.name)
    own = [row for code in reader.countries for row in rows if row.code == code]
    others = [row for row in rows if row.code not in reader.countries]
    return own, [row for row in others if row.clusters], [row for row in others if not row.clusters]
