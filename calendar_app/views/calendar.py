"""The country calendar."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendar_app.documents.year import lanes_of
from calendar_app.models import Entry
from calendar_app.queries import calendar_page, read_filter, reader_of
from calendar_app.queries.around import STRIP_MONTHS
from calendar_app.queries.filters import YEAR
from calendar_app.queries.span import months_text
from clusters.visits import previous_visit
from core.policy import guarded_by
from core.svg import legend, time_strip, timeline, timeline_down, year_planner

# What a telephone of 390 points leaves beside the margins.
NARROW = 318


@require_safe
@guarded_by(Entry)
def calendar(request):
    """Agenda, month, year or two years of a country; my own unless the address says otherwise. Unknown country: 404."""
    since = previous_visit(request)
    page = calendar_page(reader_of(request.user), read_filter(request.GET), request.GET.get("page"), since=since)
    if page is None:
        raise Http404
    chosen = page.chosen
    words = {
        "moved": _("Anchor moved"),
        "computed": _("Computed"),
        "why": _("why this date?"),
        "verified": _("Verified"),
    }
    context = {
        "page": page,
        "words": words,
        "section": "calendar",
        "any_session_url": chosen.address(session=None),
        "all_url": chosen.address(family="", kind="", certainty="", q="", mechanism="", theme="", session=None),
    }
    context |= files_of(page)
    if page.country and page.reader.leads(page.code):
        context["share_url"] = reverse("calendar:share-calendar") + chosen.address(country=page.code)
    if page.points:
        context["strip"] = time_strip(
            points=page.points, today=page.reader.today, months=STRIP_MONTHS, title=_("The next twelve months")
        )
    if page.month:
        context["before_url"] = chosen.address(month=page.month.before)
        context["after_url"] = chosen.address(month=page.month.after)
    if page.span:
        context |= pictures(page)
    if page.may_add:
        country = f"?country={page.country.pk}" if page.country else ""
        context["add_url"] = reverse("calendar:entry-create") + country
    return render(request, "calendar_app/calendar.html", context)


def files_of(page):
    """The addresses of what can be taken along: the same filter, spelled out for the country that is shown."""
    chosen = page.chosen
    query = chosen.address(country=page.code)
    return {
        "pdf_url": reverse("calendar:year-pdf") + query,
        "files": [
            {"url": reverse(f"calendar:{name}") + query, "label": label, "words": words}
            for name, label, words in (
                ("export-xlsx", "Excel", _("for sorting and filtering; real dates, links")),
                ("export-csv", "CSV", _("for other programs and for importing again")),
                ("export-ics", "iCalendar", _("once, for your calendar; “Subscribe” keeps it up to date")),
                ("year-pdf", "PDF", _("twelve months, to print and to hand out")),
            )
        ],
    }


def pictures(page):
    """The picture of the year or of two years, once wide and once for a narrow window, with its way back and on."""
    chosen, span, today = page.chosen, page.span, page.reader.today
    lanes = lanes_of(span.points)
    is_year = chosen.view == YEAR
    if is_year:
        heading = str(span.first.year)
        before, after = chosen.address(year=span.first.year - 1), chosen.address(year=span.first.year + 1)
    else:
        heading = months_text(span.first, span.last)
        one_year = [span.first.replace(year=span.first.year + step) for step in (-1, 1)]
        before, after = (chosen.address(month=month) for month in one_year)
    context = {"heading": heading, "before_url": before, "after_url": after, "is_year": is_year}
    if span.points:
        wide, narrow = (_year if is_year else _two_years)(page, lanes, today)
        context |= {"wide": wide, "narrow": narrow}
        # The lanes of the timeline bear their names already.
        context["legend"] = legend(lanes=lanes if is_year else [])
        context["legend_narrow"] = legend(lanes=lanes, width=NARROW, name="legend-narrow")
    return context


def _year(page, lanes, today):
    same = {"points": page.span.points, "first": page.span.first, "today": today}
    return year_planner(**same), year_planner(
        **same, width=NARROW, name="year-narrow", has_labels=False, has_links=False
    )


def _two_years(page, lanes, today):
    same = {"points": page.span.points, "lanes": lanes, "first": page.span.first, "today": today}
    return timeline(**same), timeline_down(**same, width=NARROW)
