"""Catalogue pages: the explorer of families, one page per body, the documents of all bodies."""

from itertools import groupby
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.dates import zone_label
from core.errors import Stale
from core.policy import open_to_members
from mechanisms import actions, policy, queries
from mechanisms.comparison import COMPARED, PARTS
from mechanisms.enums import DocumentKind, Family, MechanismState, Phase
from mechanisms.texts import MARKS, ROLES

DOCUMENTS_A_PAGE = 25


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
        context["found"], called = queries.bodies_called(list(found), search)
        context["called"] = called if len(called) > 1 else []
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
def documents(request):
    """General comments, thematic reports, guidelines and resources; kind, body, theme and words in the address."""
    choices = queries.document_choices(request.user)
    kind = request.GET.get("kind", "")
    kind = kind if kind in DocumentKind.values else ""
    body = next((each for each in choices.bodies if each.key == request.GET.get("body", "")), None)
    theme = next((each for each in choices.themes if each.key == request.GET.get("theme", "")), None)
    search = request.GET.get("q", "").strip()[:100]
    found = queries.documents_of(
        request.user,
        kind=kind,
        mechanism=body.key if body else "",
        theme=theme.key if theme else "",
        search=search,
    )
    rest = {"body": body.key if body else "", "theme": theme.key if theme else "", "q": search}
    page_obj = Paginator(found, DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
    uses = queries.used_in(request.user, [document.pk for document in page_obj])
    for document in page_obj:
        document.uses = uses.get(document.pk, [])
    context = {
        "section": "mechanisms",
        "choices": choices,
        "kind": kind,
        "kind_label": DocumentKind(kind).label if kind else "",
        "body": body,
        "theme_chosen": theme,
        "search": search,
        "rest": urlencode({name: value for name, value in rest.items() if value}),
        "is_filtered": bool(kind or body or theme or search),
        "page_obj": page_obj,
        "total": sum(count for _value, _label, count in choices.kinds),
    }
    return render(request, "mechanisms/documents.html", context)


@require_safe
@open_to_members
def mechanism_detail(request, key):
    return _page(request, queries.mechanism_detail(request.user, key))


def _page(request, page, *, status=200):
    for group in page.steps:
        group.is_open = group.phase == Phase.CONTRIBUTE.label
        for step in group.steps:
            step.roles = [ROLES.get(role, role) for role in step.who]
            step.is_english = str(step) == step.title
            step.mark = MARKS.get(step.confidentiality_default, "")
    for item in page.requirements:
        item.zone = zone_label(item.time_zone) if item.time_zone else ""
    mechanism = page.mechanism
    calendar = _address("calendar:calendar")
    context = {
        "section": "mechanisms",
        "page": page,
        "zone": zone_label(mechanism.time_zone) if mechanism.time_zone else "",
        "host": urlsplit(mechanism.url).hostname or mechanism.url,
        "mechanism": mechanism,
        "children": _children(page),
        "dates_url": _address("calendar:mechanism-dates", mechanism.pk),
        "calendar_url": f"{calendar}?{urlencode({'country': 'all', 'mechanism': mechanism.key})}" if calendar else "",
        "plan_url": _address("engagements:line-create") if policy.plans_anywhere(request.user) else "",
        "countries_url": _address("countries"),
    }
    return render(request, "mechanisms/mechanism.html", context, status=status)


@require_POST
@open_to_members
def card_read(request, key):
    """The reader says that she has read the card."""
    try:
        actions.mark_card_read(key=key, fingerprint=request.POST.get("fingerprint", "")[:64], by=request.user)
    except Stale as error:
        messages.warning(request, error.sentence)
        return _page(request, queries.mechanism_detail(request.user, key), status=409)
    messages.success(request, _("Noted that you have read this card."))
    return redirect(reverse("mechanisms:mechanism-detail", args=[key]) + "#card")


@require_safe
@open_to_members
def readings(request):
    """Who has read which procedure card; for the Task Team."""
    bodies = queries.readings(request.user)
    return render(request, "mechanisms/readings.html", {"section": "mechanisms", "bodies": bodies})


def _children(page):
    """[(heading, bodies)]: at work by what they look at, then the others."""
    if not page.is_family:
        return [("", page.children)] if page.children else []
    by_country = any(child.country_id for child in page.children) and any(
        child.country_id is None for child in page.children
    )

    def group(child):
        if child.state in (MechanismState.ENDED, MechanismState.MERGED):
            return 2
        return 1 if by_country and child.country_id else 0

    headings = {
        0: _("By theme") if by_country else "",
        1: _("For one country"),
        2: _("Ended or merged, kept because older records name them"),
    }
    ordered = sorted(page.children, key=group)
    return [(headings[number], list(bodies)) for number, bodies in groupby(ordered, key=group)]


def _address(name, *args):
    """An address of a room above this one, which it does not know by import; empty where there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
