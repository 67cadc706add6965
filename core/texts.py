"""Reference texts kept in several languages: columns `name`, `name_fr`, `name_ar`."""

from django.utils.translation import get_language


def in_reader_language(obj, field):
    """The text of `field` in the reader's language, or the English one where none was entered."""
    return getattr(obj, f"{field}_{(get_language() or 'en')[:2]}", "") or getattr(obj, field)
