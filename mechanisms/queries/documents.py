"""Documents of all mechanisms: general comments by committee and theme, thematic reports, guidelines, resources."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from core.texts import english_of
from mechanisms.enums import DocumentKind
from mechanisms.models import Document, Mechanism, Theme
from mechanisms.queries.explorer import clean


@dataclass(frozen=True)
class DocumentChoices:
    """What the list can be narrowed to: [(kind, words, number)], bodies and themes that have documents."""

    kinds: list
    bodies: list
    themes: list


def documents_of(user, *, kind="", mechanism="", theme="", search=""):
    """Documents, newest first; general comments too, those without a year last. `mechanism`, `theme`: keys. `search`:
    words of the title, symbol, author, note or body, all of them."""
    found = Document.objects.select_related("mechanism").prefetch_related("themes")
    if not user.is_authenticated:
        return found.none()
    if kind:
        found = found.filter(kind=kind)
    if mechanism:
        found = found.filter(mechanism__key=clean(mechanism))
    if theme:
        links = Document.themes.through.objects.filter(document=OuterRef("pk"), theme__key=clean(theme))
        found = found.filter(Exists(links))
    for word in clean(search).split():
        themes = Document.themes.through.objects.filter(
            Q(theme__name__icontains=word)
            | Q(theme__name_fr__icontains=word)
            | Q(theme__name_ar__icontains=word)
            | Q(theme__name__in=english_of(word)),
            document=OuterRef("pk"),
        )
        found = found.filter(
            Q(title__icontains=word)
            | Q(symbol__icontains=word)
            | Q(author__icontains=word)
            | Q(note__icontains=word)
            | Q(mechanism__name__icontains=word)
            | Q(mechanism__name__in=english_of(word))
            | Q(mechanism__short_name__icontains=word)
            | Exists(themes)
        )
    return found.order_by(F("year").desc(nulls_last=True), "mechanism__position", "symbol", "title")


def document_choices(user):
    """What the list of documents can be narrowed to. Three queries."""
    if not user.is_authenticated:
        return DocumentChoices([], [], [])
    counted = dict(Document.objects.order_by().values_list("kind").annotate(Count("pk")))
    with_documents = Document.objects.order_by().values("mechanism")
    with_themes = Document.themes.through.objects.order_by().values("theme")
    return DocumentChoices(
        kinds=[(value, label, counted[value]) for value, label in DocumentKind.choices if value in counted],
        bodies=list(Mechanism.objects.filter(pk__in=with_documents)),
        themes=list(Theme.objects.filter(pk__in=with_themes)),
    )
