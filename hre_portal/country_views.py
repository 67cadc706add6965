"""Countries: the list, one country on one screen, and its records as a file."""

import csv

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from calendar_app.models import Entry
from calendar_app.queries import reader_of
from clusters.models import ProfileNote
from core.cells import harmless
from core.policy import guarded_by, open_to_members
from hre_portal.queries.country import country_list, country_page
from mechanisms.queries import doors

COLUMNS = (
    "iso3",
    "instrument",
    "name",
    "kind",
    "status",
    "signed_on",
    "accepted_on",
    "accepted_year",
    "withdrawn_on",
    "act",
    "as_of",
    "confidence",
    "source",
    "note",
)


@require_safe
@open_to_members
def countries(request):
    """All countries, the reader's own first; the search is in the address."""
    search = request.GET.get("q", "").strip()[:80]
    own, with_cluster, others = country_list(reader_of(request.user), search)
    context = {
        "section": "mechanisms",
        "own": own,
        "with_cluster": with_cluster,
        "others": others,
        "search": search,
        "number": len(own) + len(with_cluster) + len(others),
    }
    return render(request, "hre_portal/country_list.html", context)


@require_safe
@guarded_by(Entry, ProfileNote)
def country(request, iso3):
    """Which doors are open for the country and what is due. Unknown country: 404; lower-case letters: its address."""
    page = country_page(reader_of(request.user), iso3)
    if page.country.pk != iso3:
        return redirect("country", page.country.pk)
    return render(request, "hre_portal/country.html", {"section": "mechanisms", "page": page, "country": page.country})


@require_safe
@open_to_members
def country_instruments(request, iso3):
    """Where the country stands towards each instrument, as CSV in UTF-8 with a byte order mark, one row an instrument.
    The same codes as the API; an empty status says that nothing is recorded."""
    chosen = doors.country_of(request.user, iso3)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{chosen.pk.lower()}-instruments.csv"'
    response["Content-Language"] = "en"
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for line in doors.without_other_regions(doors.instruments_of(request.user, chosen)):
        instrument, record = line.instrument, line.ratification
        values = [getattr(record, column, None) for column in COLUMNS[4:]] if record else [None] * len(COLUMNS[4:])
        writer.writerow(
            _cell(value) for value in (chosen.pk, instrument.short_name, instrument.name, instrument.kind, *values)
        )
    return response


def _cell(value):
    return "" if value is None else harmless(str(value))
