"""Files that people hand in: what they are by their own first bytes, whatever their name says, and pictures without the
data that cameras and phones write into them.

Nothing is opened or drawn here: an e-mail or a Word file stays a row of bytes, handed out as a download only.
"""

import io
import re
import zipfile

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
EML, MSG = "message/rfc822", "application/vnd.ms-outlook"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {PDF: "pdf", PNG: "png", JPEG: "jpg", EML: "eml", MSG: "msg", DOCX: "docx"}

_PNG_START = b"\x89PNG\r\n\x1a\n"
# Compound file of Microsoft: Outlook keeps a message in it (MS-CFB, section 2.2).
_COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A message begins with header fields (RFC 5322, section 2.2).
_HEADER = re.compile(rb"[!-9;-~]+:[ \t]?")
_MAIL_HEADERS = re.compile(rb"^(from|date|received|return-path|message-id|mime-version|subject):", re.IGNORECASE | re.M)
# Segments of a JPEG that say where, when and with what a picture was taken: Exif and XMP, IPTC, comments. Colour
# (APP2) and Adobe's mark (APP14) stay, or the picture would look different.
_JPEG_TALK = frozenset({0xE1, 0xED, 0xFE, *range(0xE3, 0xED), 0xEF})
_PNG_TALK = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def media_type_of(content):
    """The media type by the first bytes, or "" for anything that is not one of the kinds above."""
    if content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return PDF
    if content.startswith(_PNG_START):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(_COMPOUND_START):
        return MSG
    if content.startswith(b"PK\x03\x04"):
        return DOCX if _is_word(content) else ""
    if _is_mail(content):
        return EML
    return ""


def _is_word(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def _is_mail(content):
    head = content[:4096]
    if b"\x00" in head or not _HEADER.match(head):
        return False
    return len({name.lower() for name in _MAIL_HEADERS.findall(head)}) >= 2


def without_metadata(content, media_type):
    """A PNG or JPEG without place, time, camera and comments; the picture itself byte for byte. Anything else, and a
    picture that is built otherwise than its kind demands, comes back as it is."""
    if media_type == JPEG:
        return _bare_jpeg(content)
    if media_type == PNG:
        return _bare_png(content)
    return content


def _bare_jpeg(content):
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xDA:
            # The picture follows, to the end.
            return b"".join([*kept, content[at:]])
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker not in _JPEG_TALK:
            kept.append(content[at:end])
        at = end
    return content


def _bare_png(content):
    kept, at = [content[:8]], 8
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        if end > len(content):
            return content
        if name not in _PNG_TALK:
            kept.append(content[at:end])
        if name == b"IEND":
            # What somebody hung behind the end goes too.
            return b"".join(kept)
        at = end
    return content
