"""How a file was read, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.words import listed


def reading_notes(run):
    """How the file was read, as (tone, sentence): what a person should check."""
    told, notes = run.reading, []
    encoding = told.get("encoding", "")
    if encoding in ("windows-1252", "latin-1"):
        text = _("The text was read as %(encoding)s, since it is not UTF-8. Check the accents.")
        notes.append(("warn", text % {"encoding": "Windows-1252" if encoding != "latin-1" else "Latin-1"}))
    if told.get("sheet"):
        text = _("Read from the sheet “%(sheet)s”.") % {"sheet": told["sheet"]}
        if told.get("sheets"):
            text += " " + _("Not read: %(sheets)s.") % {"sheets": listed(told["sheets"])}
        notes.append(("info", text))
    if told.get("hidden"):
        notes.append(("info", _("Hidden sheets are not read: %(sheets)s.") % {"sheets": listed(told["hidden"])}))
    if told.get("calendar"):
        notes.append(("info", _("Read from the calendar “%(name)s”.") % {"name": told["calendar"]}))
    if ignored := told.get("ignored"):
        text = ngettext(
            "Column that says nothing here and is left out: %(names)s.",
            "Columns that say nothing here and are left out: %(names)s.",
            len(ignored),
        )
        notes.append(("warn", text % {"names": listed(ignored)}))
    return notes
