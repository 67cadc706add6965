"""Reference texts kept in several languages: columns `name`, `name_fr`, `name_ar`, and for the other languages the
catalogue of reference texts (locale/<language>/LC_MESSAGES/reference.po).

Columns and documents name a language by the first part of its tag ("zh"), the interface by its whole code ("zh-hans").
"""

import unicodedata
from functools import cache

from django.conf import settings
from django.utils.translation import get_language, override, pgettext
from django.utils.translation.trans_real import translation

# How gettext keeps a context beside a text.
_REFERENCE = "reference\x04"


def short_language(tag=None):
    """The first part of a language tag, "zh" of "zh-hans"; of the active language when none is given."""
    return (tag or get_language() or "en").split("-")[0].lower()


def interface_language(tag):
    """The language of the interface that `tag` means: the same code, else one of the same first part ("zh" and "zh-CN"
    are "zh-hans", "pt-BR" is "pt"). None where the portal has no such interface."""
    codes = [code for code, _name in settings.LANGUAGES]
    tag = (tag or "").lower()
    if tag in codes:
        return tag
    return next((code for code in codes if tag and short_language(code) == short_language(tag)), None)


def in_reader_language(obj, field):
    """The text of `field` in the reader's language, or the English one where there is none."""
    language = short_language()
    own = getattr(obj, f"{field}_{language}", "")
    if own:
        return own
    text = getattr(obj, field)
    return pgettext("reference", text) if text and language != "en" else text


def shown_language(obj, field):
    """ "en" where `in_reader_language` falls back to English, else empty: what the `lang` of the text is to say."""
    language = short_language()
    if language == "en" or getattr(obj, f"{field}_{language}", ""):
        return ""
    text = getattr(obj, field)
    return "en" if text and pgettext("reference", text) == text else ""


def in_every_language(obj, field):
    """The text of `field` in all languages of the portal, to recognise it whatever the language it was taken in."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(in_reader_language(obj, field))
    return found


def english_of(words):
    """The English reference texts whose translation into the reader's language contains `words`, whatever its case:
    to find a name that has no column in her language. Asks no database; under a millisecond."""
    words = words.casefold()
    return [english for english, own in _reference_texts(get_language() or "en") if words in own]


@cache
def _reference_texts(language):
    """[(English, translation in small letters)] of the catalogue of reference texts of a language."""
    known = translation(language)
    keys = {key for key, _text in known._catalog.items() if isinstance(key, str) and key.startswith(_REFERENCE)}
    return [(key.removeprefix(_REFERENCE), known.gettext(key).casefold()) for key in sorted(keys)]


def says(text, name):
    """Whether `name` stands in `text`, however it is written: capitals, wide letters, other spaces or line breaks, and
    signs that nobody sees make no difference. An empty name stands nowhere."""
    name = _plain(name)
    return bool(name) and name in _plain(text)


def _plain(text):
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(sign for sign in folded if unicodedata.category(sign) != "Cf").split())
