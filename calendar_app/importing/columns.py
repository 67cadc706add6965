"""The columns of a list of dates, in their order: what the export writes and the import reads."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

# Of the list as a whole: written into templates, so that an old one can be told.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the head line, its label, and what to write there. `is_kept`: the portal writes it and
    the import leaves it alone."""

    name: str
    label: object
    help: object
    is_kept: bool = False


COLUMNS = (
    Column("uid", _("identifier"), _("Leave it as it is in an export; leave it empty for a new date.")),
    Column("kind", _("kind of date"), _("One of the list.")),
    Column("title", _("title"), _("What the date is, in English, without the country.")),
    Column("title_fr", _("title in French"), ""),
    Column("title_es", _("title in Spanish"), ""),
    Column("title_pt", _("title in Portuguese"), ""),
    Column("title_ar", _("title in Arabic"), ""),
    Column("title_ru", _("title in Russian"), ""),
    Column("title_zh", _("title in Chinese"), ""),
    Column("mechanism", _("mechanism"), _("Its key, its abbreviation or its name.")),
    Column("country", _("country"), _("Its ISO code or its name; empty for all countries.")),
    Column("starts_on", _("begins on"), _("The day, or the first of several: 2027-05-04 or 4 May 2027; or a month.")),
    Column("ends_on", _("ends on"), _("The last of several days; empty for a single day.")),
    Column("hour", _("hour"), _("18:00, on the clocks of the time zone.")),
    Column("time_zone", _("time zone"), _("Like Europe/Zurich; empty for the mechanism’s own.")),
    Column("precision", _("what is known"), _("Day and hour, day, month only, about, not announced.")),
    Column("certainty", _("certainty"), _("Confirmed, provisional, estimate.")),
    Column("stage", _("stage of the visit"), _("Of country visits only.")),
    Column("audience", _("who sees it"), _("One of the list. A visit that is not confirmed is for coordinators.")),
    Column("author_type", _("for whom"), ""),
    Column("obligation", _("obligation"), ""),
    Column("place", _("place"), ""),
    Column("themes", _("themes"), _("Keys or names, with a semicolon between them.")),
    Column("about", _("as announced"), _("The published words, if they are vague.")),
    Column("source", _("source"), _("The address or document in which the date stands.")),
    Column("confidence", _("confidence"), ""),
    Column("note", _("note"), ""),
    Column("state", pgettext_lazy("of a date", "state"), _("“Cancelled” cancels the date; no other change is made.")),
    Column("last_verified", _("last verified"), _("Written by the portal."), is_kept=True),
    Column("last_verified_by", _("verified by"), _("Written by the portal."), is_kept=True),
    Column("address", _("address"), _("Written by the portal."), is_kept=True),
)
BY_NAME = {column.name: column for column in COLUMNS}
NAMES = tuple(BY_NAME)
READ = frozenset(column.name for column in COLUMNS if not column.is_kept)

# Under these names, too, the columns come in lists that people keep.
_OTHER_NAMES = {
    "start": "starts_on",
    "start date": "starts_on",
    "date": "starts_on",
    "deadline": "starts_on",
    "due on": "starts_on",
    "end": "ends_on",
    "end date": "ends_on",
    "event": "title",
    "what": "title",
    "body": "mechanism",
    "type": "kind",
    "location": "place",
    "url": "source",
    "link": "source",
}


def plain_word(text):
    """A word for comparing: no surrounding space, no case, "_" and "-" like spaces."""
    return " ".join(str(text).replace("_", " ").replace("-", " ").casefold().split())


@cache
def _names_in_every_language():
    names = dict(_OTHER_NAMES)
    for code, _name in settings.LANGUAGES:
        with override(code):
            names |= {plain_word(column.label): column.name for column in COLUMNS}
    names |= {plain_word(name): name for name in NAMES}
    return names


def column_of(heading):
    """The name of the column under `heading` (its key, or its label in any language), or None."""
    return _names_in_every_language().get(plain_word(heading))


def label_of(name):
    """The label of a column as a heading in the reader's language."""
    return capfirst(str(BY_NAME[name].label)) if name in BY_NAME else name
