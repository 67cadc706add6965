"""The few words that a rendered document adds, in the document's own language.

A table and not the catalogue of the interface: a document may be written in a language in which the portal has no
interface, and must not change when a reader switches hers.
"""

from dataclasses import dataclass

# Languages a document may be written in, each under its own name.
LANGUAGE_NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}


@dataclass(frozen=True)
class Labels:
    draft: str
    # Around the page number and the number of pages.
    page: tuple[str, str, str]
    notes: str
    backlink: str
    # A document and its paragraph.
    cited: str


LABELS = {
    "en": Labels("DRAFT", ("Page ", " of ", ""), "Notes", "Back to the text", "%s, para. %s"),
    "fr": Labels("PROJET", ("Page ", " sur ", ""), "Notes", "Retour au texte", "%s, par. %s"),
    "es": Labels("BORRADOR", ("Página ", " de ", ""), "Notas", "Volver al texto", "%s, párr. %s"),
    "pt": Labels("RASCUNHO", ("Página ", " de ", ""), "Notas", "Voltar ao texto", "%s, par. %s"),
    "ar": Labels("مسودة", ("الصفحة ", " من ", ""), "الحواشي", "العودة إلى النص", "%s، الفقرة %s"),
    "ru": Labels("ПРОЕКТ", ("Страница ", " из ", ""), "Примечания", "Назад к тексту", "%s, п. %s"),
    "zh": Labels("草案", ("第 ", " 页，共 ", " 页"), "注释", "返回正文", "%s，第%s段"),
}


def labels_for(language):
    """Labels by the first part of the language tag; English where a language has none."""
    return LABELS.get(language.split("-")[0].lower(), LABELS["en"])
