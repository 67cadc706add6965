"""One recommendation on its page."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Q, Subquery

from clusters.enums import Aor
from clusters.models import Country
from recommendations.enums import Goal
from recommendations.models import Recommendation
from recommendations.queries.lists import dress, marked_by_people
from recommendations.queries.used import used_in


@dataclass(frozen=True)
class DetailPage:
    """A recommendation with what stands around it."""

    row: Recommendation
    other_texts: list
    # The recommendation before and after it in the same document, or None.
    before: Recommendation | None
    after: Recommendation | None
    # {position: how many} of the whole document, when there are positions.
    positions: list
    uses: list
    # [(key, label)] of the areas of responsibility; [(number, name)] of the goals of the 2030 Agenda; their targets.
    areas: list
    goals: list
    targets: list


def recommendation(user, pk):
    """The recommendation with body, State and review joined, or None."""
    if not user.is_authenticated:
        return None
    rows = Recommendation.objects.select_related("mechanism", "country", "review__session__mechanism")
    return rows.annotate(is_marked=Exists(marked_by_people())).filter(pk=pk).first()


def detail_page(user, row):
    """The `DetailPage` of `row`. Six queries, and one for each who answers where it is used."""
    uses = used_in(user, [row.pk])
    names = {country.pk: str(country) for country in Country.objects.filter(pk__in=row.recommending_codes)}
    dress(row, names, uses)
    same = Recommendation.objects.filter(
        country=row.country_id, mechanism=row.mechanism_id, symbol=row.symbol, session=row.session
    ).select_related("mechanism")
    beside = _beside(same, row)
    counted = dict(same.order_by().values_list("position").annotate(Count("pk")))
    return DetailPage(
        row=row,
        other_texts=list(row.other_texts.all()),
        before=next((one for one in beside if one.pk < row.pk), None),
        after=next((one for one in beside if one.pk > row.pk), None),
        positions=[(value, counted[value]) for value in counted if value],
        uses=uses.get(row.pk, []),
        areas=[(key, Aor(key).label) for key in row.area_keys if key in Aor.values],
        goals=[(number, Goal(str(number)).label) for number in row.goals],
        targets=[number for number in row.sdg_numbers if "." in number],
    )


def _beside(same, row):
    """What stands before and after `row` in the same document. One query."""
    before = same.filter(pk__lt=row.pk).order_by("-pk").values("pk")[:1]
    after = same.filter(pk__gt=row.pk).order_by("pk").values("pk")[:1]
    return list(same.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after))).order_by("pk"))
