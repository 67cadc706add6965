"""What a file is, by its content; the name decides nothing."""

import io
import zipfile

from django.conf import settings
from django.utils.translation import gettext as _

from calendar_app.enums import ImportFormat
from calendar_app.importing.problems import UnreadableFile

# A spreadsheet of a few thousand dates unpacks to some megabytes; a bomb to gigabytes.
UNPACKED_TIMES = 8
UNPACKED_LEAST = 30 * 1024 * 1024
MOST_PARTS = 1000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b\x1a")


def megabytes():
    """The largest file taken, in megabytes."""
    return settings.HRE_IMPORT_MAX_MB


def check_size(size):
    """Refuses a file that is too large or empty, before it is read."""
    if size > megabytes() * 1024 * 1024:
        sentence = _("The file is larger than %(limit)s MB. Split it, or take out what is not dates.")
        raise UnreadableFile(sentence % {"limit": megabytes()}, status=413)
    if size == 0:
        raise UnreadableFile(_("The file is empty."))


def format_of(content):
    """CSV, XLSX or ICS. Raises UnreadableFile, with what the file is instead, for anything else."""
    check_size(len(content))
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(_("The file is empty."))
    if content.startswith(_OLE):
        raise UnreadableFile(
            _("This is a spreadsheet with a password, or in the old format. Save it as .xlsx without a password.")
        )
    if content.startswith(b"PK"):
        check_archive(content)
        return ImportFormat.XLSX
    if content.startswith(b"%PDF"):
        raise UnreadableFile(_("This is a PDF. Give a spreadsheet, a CSV file or a calendar file."))
    if content.startswith(_PICTURES) or content[8:12] == b"WEBP":
        raise UnreadableFile(_("This is a picture, whatever its name says. Give a spreadsheet, CSV or calendar file."))
    start = content[:2000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"")
    if start[:15].upper() == b"BEGIN:VCALENDAR":
        return ImportFormat.ICS
    if start[:1] == b"<":
        raise UnreadableFile(_("This is a web page or XML. Give a spreadsheet, a CSV file or a calendar file."))
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_utf16 and any(octet < 32 and octet not in _TEXT_CONTROLS for octet in content):
        raise UnreadableFile(_("This is neither text nor a spreadsheet. Give a spreadsheet, CSV or calendar file."))
    return ImportFormat.CSV


def check_archive(content, part="xl/workbook.xml", most_mb=None):
    """Refuses an archive that is damaged, locked, without `part`, or that unpacks to far too much for a file of
    `most_mb` megabytes (that of `megabytes()` when not given)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            # What a part declares is what is read of it at most: a lying one breaks off.
            unpacked = sum(part.file_size for part in parts)
            is_locked = any(part.flag_bits & 1 for part in parts)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(_("The spreadsheet is damaged: it cannot be opened.")) from error
    if is_locked:
        raise UnreadableFile(_("The file is protected by a password. Save it without one."))
    if part not in names:
        raise UnreadableFile(
            _("This is no .xlsx spreadsheet, but another packed file. Save the list as .xlsx or .csv.")
        )
    if (
        unpacked > max(UNPACKED_LEAST, UNPACKED_TIMES * (most_mb or megabytes()) * 1024 * 1024)
        or len(parts) > MOST_PARTS
    ):
        raise UnreadableFile(_("The spreadsheet unpacks to far too much. Copy the dates into a new file."), status=413)


def most_rows():
    """The largest number of dates in one file."""
    return settings.HRE_IMPORT_MAX_ROWS


def check_rows(number):
    if number > most_rows():
        sentence = _("The file has more than %(limit)s lines. Split it.")
        raise UnreadableFile(sentence % {"limit": most_rows()}, status=413)
