"""Several things in one line, parted as the reader's language parts them."""

from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override

# (between short things of a list, between things that hold commas themselves, between a thing and what is said of it),
# by language; all others write as English does.
_ENGLISH = (", ", "; ", ", ")
_MARKS = {"ar": ("، ", "؛ ", "، "), "zh": ("、", "；", "，")}


def _marks(language):
    return _MARKS.get((language or get_language() or "").split("-")[0], _ENGLISH)


def comma(language="", *, is_heavy=False):
    """What stands between two things of a list, its space included: `{% comma %}`; `is_heavy` between things that hold
    commas themselves; `language` instead of the active one for a document in its own."""
    return mark_safe(_marks(language)[1 if is_heavy else 0])  # noqa: S308 -- one of few fixed marks


def pause(language=""):
    """What stands between a thing and what is said of it, "Amara Obi, 4 May 2027", its space included: `{% pause %}`.
    Chinese writes another comma there than between the things of a list."""
    return mark_safe(_marks(language)[2])  # noqa: S308 -- one of few fixed marks


def paused(*parts, language=""):
    """A thing and what is said of it in one line: "Amara Obi, 4 May 2027". Empty parts leave no mark behind. For people
    only, as `listed` is."""
    said = ("" if part is None else str(part) for part in parts)
    return _marks(language)[2].join(part for part in said if part)


def listed(items, language="", *, is_heavy=False):
    """The things in one line, in words: "a, b" in English, "a، b" in Arabic, "a、b" in Chinese. `is_heavy` parts what
    holds commas itself with semicolons. Lazy words of the things are spoken in the same language. For people only:
    CSV, stored marks and what a machine reads again keep their plain commas."""
    mark = _marks(language)[1 if is_heavy else 0]
    if language:
        with override(language):
            return mark.join(str(one) for one in items)
    return mark.join(str(one) for one in items)
