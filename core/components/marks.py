"""Words and marks: icons, pills, families, who can see a thing."""

from functools import cache

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.documents.labels import LANGUAGE_NAMES
from core.icons import ICONS, TURNS

PILL_TONES = frozenset({"ok", "warn", "danger", "private", "accent", "neutral"})
_OTHER_FAMILY = "other"
FAMILY_SHAPES = frozenset(
    {
        "upr",
        "treaty_body",
        "special_procedure",
        "hrc",
        "regional",
        "investigation",
        "other_monitoring",
        "national",
        "fund",
        "tool",
        "un_body",
        _OTHER_FAMILY,
    }
)
# Mark: tone of its pill, icon.
MARKS = {
    "open": ("ok", "globe"),
    "members_only": ("neutral", "people"),
    "members": ("neutral", "people"),
    "coordinators": ("private", "lock"),
    "restricted": ("danger", "lock"),
    "confidential": ("danger", "shield"),
}


def one_of(value, allowed, fallback, what):
    """`value` where it is allowed. Otherwise ValueError, or in production the `fallback`."""
    value = str(value)
    if value in allowed:
        return value
    if settings.PRODUCTION:
        return fallback
    raise ValueError(f"Unknown {what} {value!r}; there are: {', '.join(sorted(allowed))}.")


@cache
def icon_svg(name):
    turns = " icon-turns" if name in TURNS else ""
    svg = f'<svg class="icon{turns}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    return mark_safe(svg)  # noqa: S308  a constant


def icon(name):
    """A decorative icon; the word stands beside it."""
    return icon_svg(one_of(name, ICONS, "info", "icon"))


def pill(tone, text, icon=""):
    """A state as a word: `{% pill "ok" _("Confirmed") %}`."""
    tone = one_of(tone, PILL_TONES, "neutral", "tone of a pill")
    mark = icon_svg(one_of(icon, ICONS, "info", "icon")) if icon else ""
    return format_html('<span class="pill pill-{}">{}{}</span>', tone, mark, text)


def family_mark(family, label="", hidden_label=""):
    """Hue and shape of a family with its word. Without `label` only the shape, named by `hidden_label` for readers
    who do not see it."""
    family = one_of(family, FAMILY_SHAPES, _OTHER_FAMILY, "family")
    if label:
        return format_html('<span class="family family-{}"><bdi>{}</bdi></span>', family, label)
    return format_html(
        '<span class="family family-icon family-{}"><span class="visually-hidden">{}</span></span>',
        family,
        hidden_label,
    )


def english_note():
    """A short notice that quotations and facts stand in English on this page, as their sources; nothing for a reader
    of English. The texts themselves carry lang="en"."""
    if (get_language() or "en").startswith("en"):
        return ""
    return format_html(
        '<p class="english-note">{}<span>{}</span></p>', icon_svg("globe"), _("Texts from the sources are in English.")
    )


def document_language(code):
    """The language a document is written in, under its own name ("Русский"), marked as such."""
    name = LANGUAGE_NAMES.get(str(code).lower(), code)
    return format_html(
        '<span class="language"><span class="visually-hidden">{} </span><bdi lang="{}">{}</bdi></span>',
        _("Language of the document"),
        code,
        name,
    )


def seen_by(mark, text=""):
    """Who can see this: the mark as a word, then names or a count. `mark` is open, members_only, members,
    coordinators, restricted or confidential; `text` is shown as it is."""
    mark = one_of(mark, MARKS, "confidential", "mark")
    tone, icon_name = MARKS[mark]
    words = {
        "open": _("Open"),
        "members_only": _("Members only"),
        "members": _("Members only"),
        "coordinators": _("Coordinators only"),
        "restricted": _("Restricted"),
        "confidential": _("Confidential"),
    }
    badge = format_html('<span class="pill pill-{}">{}{}</span>', tone, icon_svg(icon_name), words[mark])
    hint = format_html('<span class="visually-hidden">{} </span>', _("Who can see this:"))
    more = format_html("<span>{}</span>", text) if text else ""
    return format_html('<span class="seen-by">{}{}{}</span>', hint, badge, more)


def isolate(value):
    """Names, numbers and foreign words keep their own direction inside text of the other one."""
    return format_html("<bdi>{}</bdi>", value)
