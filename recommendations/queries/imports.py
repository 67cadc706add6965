"""Imports of recommendations as pages show them."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calendar_app.enums import ImportVerdict, UndoneAs
from calendar_app.importing.problems import sentence_of
from calendar_app.queries.importing.shared import ORDER, TONES, chips_for, numbers_in, same_file_before, with_sums
from clusters.models import Country
from core.words import listed
from mechanisms.models import Mechanism, Theme
from recommendations.enums import Kind, Position, SourceFormat, Wording
from recommendations.models import Recommendation, RecommendationImport, RecommendationImportRow

PAGE_SIZE = 50
SHORT = 200
_LABELS = {
    "kind": gettext_lazy("Kind"),
    "symbol": gettext_lazy("Symbol"),
    "paragraph": gettext_lazy("Paragraph"),
    "text": gettext_lazy("Text"),
    "other_text": gettext_lazy("Text in another language"),
    "wording": gettext_lazy("Whose words"),
    "position": gettext_lazy("Position of the State"),
    "position_source": gettext_lazy("Document of the position"),
    "recommending": gettext_lazy("Recommending States"),
    "session": gettext_lazy("Session"),
    "cycle": gettext_lazy("Cycle"),
    "labels": gettext_lazy("Labels of the source"),
    "themes": gettext_lazy("Themes"),
    "sdgs": gettext_lazy("Sustainable Development Goals"),
    "published_on": gettext_lazy("Published"),
    "annotation_id": gettext_lazy("Identifier in the Index"),
    "source": gettext_lazy("Source"),
}
_CHOICES = {"kind": Kind, "position": Position, "wording": Wording}


@dataclass(frozen=True, slots=True)
class Change:
    label: object
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an import, ready to print. `address` is set where there is a recommendation to open."""

    number: int
    verdict: str
    verdict_label: object
    tone: str
    icon: str
    reference: str
    text: str
    body: str
    country: str
    position: str
    changes: list
    # [(column, cell as it was, why)]
    problems: list
    address: str
    undone: object


@dataclass(frozen=True, slots=True)
class ImportPage:
    """An import with one page of its lines."""

    lines: list
    page_obj: Page
    # (value, label, number, chosen), all lines first.
    chips: list
    notes: list
    # The latest import of the very same file, if there was one before.
    same_file: RecommendationImport | None
    good: int
    broken: int
    overtaken: int


def visible_import(user, pk):
    """The import if `user` may see it, else None."""
    return RecommendationImport.objects.visible_to(user).select_related("created_by").filter(pk=pk).first()


def import_list(user, number):
    """A page of the imports, latest first, each with `sums` by verdict. Three queries."""
    runs = RecommendationImport.objects.visible_to(user).select_related("created_by").order_by("-created_at")
    page = Paginator(runs, 20).get_page(number)
    with_sums(page.object_list, RecommendationImportRow.objects.visible_to(user))
    return page


def import_page(user, run, verdict, number):
    """The `ImportPage` of `run` for one who may see it; `verdict` narrows the lines. The same number of queries
    whatever the number of lines."""
    rows = RecommendationImportRow.objects.visible_to(user).filter(run=run)
    numbers = numbers_in(rows)
    chosen = verdict if verdict in ORDER else ""
    listed = rows.filter(verdict=chosen) if chosen else rows
    page = Paginator(listed.order_by("line"), PAGE_SIZE).get_page(number)
    words = _Words(page.object_list)
    return ImportPage(
        lines=[words.line(row) for row in page.object_list],
        page_obj=page,
        chips=chips_for(numbers, chosen),
        notes=_notes(run),
        same_file=same_file_before(run, RecommendationImport.objects.visible_to(user)),
        good=numbers.get(ImportVerdict.NEW, 0) + numbers.get(ImportVerdict.CHANGED, 0),
        broken=numbers.get(ImportVerdict.BROKEN, 0),
        overtaken=numbers.get(ImportVerdict.MEANWHILE, 0),
    )


def _notes(run):
    """How the file was read, as sentences."""
    told, notes = run.reading, []
    if told.get("unchanged"):
        text = ngettext(
            "%(n)d recommendation is here already, as the file has it.",
            "%(n)d recommendations are here already, as the file has them.",
            told["unchanged"],
        )
        notes.append(text % {"n": told["unchanged"]})
    if told.get("left_out"):
        text = ngettext(
            "%(n)d recommendation to other States is left out.",
            "%(n)d recommendations to other States are left out.",
            told["left_out"],
        )
        notes.append(text % {"n": told["left_out"]})
    if told.get("answers"):
        text = ngettext(
            "%(n)d line is an answer or a pledge of the State and no recommendation.",
            "%(n)d lines are answers or pledges of the State and no recommendations.",
            told["answers"],
        )
        notes.append(text % {"n": told["answers"]})
    if run.format == SourceFormat.UPR_INFO:
        notes.append(
            _(
                "UPR Info records neither symbol nor paragraph, and shortens texts: they are marked as recorded by "
                "others."
            )
        )
    return notes


class _Words:
    """Puts lines into words: bodies, States, themes and recommendations of one page are asked once."""

    def __init__(self, rows):
        keys = [row.recommendation_id for row in rows if row.recommendation_id]
        self.rows = Recommendation.objects.select_related("mechanism", "country").in_bulk(keys)
        self.bodies = {body.key: body.label for body in Mechanism.objects.all()}
        self.countries = {country.pk: str(country) for country in Country.objects.all()}
        self.themes = {theme.key: str(theme) for theme in Theme.objects.all()}

    def line(self, row):
        there = self.rows.get(row.recommendation_id)
        values = row.values
        tone, icon = TONES[row.verdict]
        place = (values.get("symbol") or "", values.get("paragraph") or "")
        reference = there.reference_text if there else listed(part for part in place if part)
        is_changed = row.verdict in (ImportVerdict.CHANGED, ImportVerdict.MEANWHILE) and there is not None
        position = values.get("position") if not is_changed else ""
        return Line(
            number=row.line,
            verdict=row.verdict,
            verdict_label=ImportVerdict(row.verdict).label,
            tone=tone,
            icon=icon,
            reference=reference,
            text=_short(there.text if there else values.get("text") or ""),
            body=there.mechanism.label if there else self.bodies.get(values.get("mechanism"), ""),
            country=str(there.country) if there else self.countries.get(values.get("country"), ""),
            position=Position(position).label if position else "",
            changes=self._changes(row) if is_changed else [],
            problems=[(each["column"], each.get("cell", ""), sentence_of(each)) for each in row.problems],
            address=there.get_absolute_url() if there else "",
            undone=UndoneAs(row.undone_as).label if row.undone_as else "",
        )

    def _changes(self, row):
        return [
            Change(_LABELS[name], self._value(name, row.before.get(name)), self._value(name, value))
            for name, value in row.values.items()
            if name in _LABELS
        ]

    def _value(self, name, value):
        if value in (None, "", [], {}):
            return ""
        if name in _CHOICES:
            return str(dict(_CHOICES[name].choices).get(value, value))
        if name == "recommending":
            return listed(self.countries.get(code, code) for code in value.split())
        if name == "themes":
            return listed(self.themes.get(key, key) for key in value)
        if name == "labels":
            return _short(listed((label for labels in value.values() for label in labels), is_heavy=True))
        return _short(str(value).strip())


def _short(text):
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"
