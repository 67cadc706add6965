"""Reference texts kept in several languages: columns `name`, `name_fr`, `name_ar`, and for the other languages the
catalogue of reference texts (locale/<language>/LC_MESSAGES/reference.po)."""

from django.conf import settings
from django.utils.translation import get_language, override, pgettext


def in_reader_language(obj, field):
    """The text of `field` in the reader's language, or the English one where there is none."""
    language = (get_language() or "en")[:2]
    own = getattr(obj, f"{field}_{language}", "")
    if own:
        return own
    text = getattr(obj, field)
    return pgettext("reference", text) if text and language != "en" else text


def in_every_language(obj, field):
    """The text of `field` in all languages of the portal, to recognise it whatever the language it was taken in."""
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(in_reader_language(obj, field))
    return found
