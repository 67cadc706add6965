"""What a file is, by its content; the name decides nothing."""

import io
import zipfile

from django.conf import settings
from django.utils.translation import gettext as _

from calendar_app.importing.files import check_archive
from calendar_app.importing.problems import UnreadableFile
from recommendations.enums import SourceFormat

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def megabytes():
    """The largest file taken, in megabytes."""
    return settings.HRE_RECOMMENDATIONS_MAX_MB


def check_size(size):
    """Refuses a file that is too large or empty, before it is read."""
    if size > megabytes() * 1024 * 1024:
        sentence = _("The file is larger than %(limit)s MB. Export fewer countries, or split it.")
        raise UnreadableFile(sentence % {"limit": megabytes()}, status=413)
    if size == 0:
        raise UnreadableFile(_("The file is empty."))


def format_of(content):
    """The `SourceFormat` of the bytes. Raises UnreadableFile, with what the file is instead, for anything else."""
    check_size(len(content))
    if content.startswith(_OLE):
        raise UnreadableFile(_("This is a file with a password, or in an old format. Save it as .xlsx, .docx or .csv."))
    if content.startswith(b"PK"):
        return _packed(content)
    if content.startswith(b"%PDF"):
        raise UnreadableFile(_("This is a PDF. Give the Excel, JSON, CSV or Word file."))
    start = content[:2000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start:
        raise UnreadableFile(_("The file is empty."))
    if start[:1] in (b"[", b"{"):
        return SourceFormat.UHRI_JSON
    if start[:1] == b"<":
        raise UnreadableFile(_("This is a web page or XML. Give the Excel, JSON, CSV or Word file."))
    if b"\x00" in content[:4000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(_("This is no file of recommendations: it is neither text, a spreadsheet nor Word."))
    return SourceFormat.UPR_INFO


def _packed(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            is_word = "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(_("The file is damaged: it cannot be opened.")) from error
    check_archive(content, "word/document.xml" if is_word else "xl/workbook.xml", megabytes())
    return SourceFormat.THEMATIC_LIST if is_word else SourceFormat.UHRI_XLSX
