"""Catalogue pages: the explorer of families and one page per body."""

from urllib.parse import urlsplit

from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from core.dates import zone_label
from core.policy import open_to_members
from mechanisms import queries
from mechanisms.comparison import COMPARED, PARTS
from mechanisms.enums import Family, Phase
from mechanisms.texts import MARKS, ROLES


@require_safe
@open_to_members
def explorer(request):
    """Families at a glance; with a filter or a search in the address, the bodies found."""
    family = request.GET.get("family", "")
    family = family if family in Family.values else ""
    country = request.GET.get("country", "")[:3].upper()
    search = request.GET.get("q", "").strip()[:100]
    countries = list(queries.countries_with_mechanisms(request.user))
    chosen = next((item for item in countries if item.pk == country), None)
    is_filtered = bool(family or chosen or search)
    context = {
        "section": "mechanisms",
        "families": queries.families(request.user),
        "family": family,
        "country": chosen,
        "countries": countries,
        "search": search,
        "is_filtered": is_filtered,
        "countries_url": _address("countries"),
    }
    if is_filtered:
        found = queries.mechanisms_of(request.user, family=family, country=chosen.pk if chosen else "", search=search)
        context["found"] = list(found)
    context["total"] = sum(card.count for card in context["families"])
    return render(request, "mechanisms/explorer.html", context)


@require_safe
@open_to_members
def compare(request):
    """How the families differ: for planning and training (MATRIX J001-J010)."""
    families = [(family.value, family.label) for family in COMPARED]
    return render(request, "mechanisms/compare.html", {"section": "mechanisms", "families": families, "parts": PARTS})


@require_safe
@open_to_members
def mechanism_detail(request, key):
    page = queries.mechanism_detail(request.user, key)
    for group in page.steps:
        group.is_open = group.phase == Phase.CONTRIBUTE.label
        for step in group.steps:
            step.roles = [ROLES.get(role, role) for role in step.who]
            step.is_english = str(step) == step.title
            step.mark = MARKS.get(step.confidentiality_default, "")
    for item in page.requirements:
        item.zone = zone_label(item.time_zone) if item.time_zone else ""
    mechanism = page.mechanism
    context = {
        "section": "mechanisms",
        "page": page,
        "zone": zone_label(mechanism.time_zone) if mechanism.time_zone else "",
        "host": urlsplit(mechanism.url).hostname or mechanism.url,
        "mechanism": mechanism,
        "dates_url": _address("calendar:mechanism-dates", mechanism.pk),
        "plan_url": _address("engagements:line-create"),
    }
    return render(request, "mechanisms/mechanism.html", context)


def _address(name, *args):
    """An address of a room above this one, which it does not know by import; empty where there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
