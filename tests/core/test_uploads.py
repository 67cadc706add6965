"""What files are by their bytes, and pictures without what phones write into them."""

import io
import struct
import zipfile
import zlib

import pytest

from core import uploads


def png(*chunks):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    extra = b"".join(chunk(name, data) for name, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + head + extra + body + chunk(b"IEND", b"")


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments):
    return b"\xff\xd8" + b"".join(segments) + segment(0xDB, b"tables") + b"\xff\xda\x00\x02picture\xff\xd9"


def word():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n", uploads.PDF),
        (b"\n%PDF-1.7\n", uploads.PDF),
        (png(), uploads.PNG),
        (jpeg(), uploads.JPEG),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", uploads.MSG),
        (b"Received: from a\r\nFrom: b\r\nSubject: c\r\n\r\nbody", uploads.EML),
        (word(), uploads.DOCX),
        (b"<html><script>alert(1)</script>", ""),
        (b"MZ\x90\x00", ""),
        (b"PK\x03\x04broken", ""),
        (b"Subject: only one header\n\n", ""),
        (b"", ""),
    ],
)
def test_the_kind_is_told_by_the_bytes(content, media_type):
    assert uploads.media_type_of(content) == media_type


def test_a_jpeg_loses_place_and_comments_and_nothing_else():
    full = jpeg(
        segment(0xE0, b"JFIF"), segment(0xE1, b"Exif\x00\x00GPS 13.5"), segment(0xFE, b"by me"), segment(0xED, b"x")
    )
    assert uploads.without_metadata(full, uploads.JPEG) == jpeg(segment(0xE0, b"JFIF"))


def test_a_png_loses_texts_and_what_hangs_behind_its_end():
    full = png((b"tEXt", b"Author\x00me"), (b"eXIf", b"GPS"), (b"tIME", b"1234567")) + b"hidden"
    assert uploads.without_metadata(full, uploads.PNG) == png()


@pytest.mark.parametrize("content", [b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff", png()[:30], b"\x89PNG\r\n\x1a\n"])
@pytest.mark.parametrize("kind", [uploads.JPEG, uploads.PNG])
def test_a_broken_picture_stays_as_it_is(content, kind):
    assert uploads.without_metadata(content, kind) == content


def test_other_files_stay_as_they_are():
    assert uploads.without_metadata(b"%PDF-", uploads.PDF) == b"%PDF-"
