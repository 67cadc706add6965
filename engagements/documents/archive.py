"""The archive of a submission: plain files in a ZIP, with a list of their hashes. Gets what goes in, asks nothing."""

import csv
import hashlib
import io
import zipfile

from core.cells import harmless
from core.documents.markup import clean_text

MANIFEST = "manifest-sha256.txt"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def pack(members):
    """A ZIP of `members` [(name, bytes)] and of the manifest, one line a file: hash, two blanks, name, so that
    `sha256sum -c` proves it. The same members give the same bytes."""
    lines = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in members)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (*members, (MANIFEST, lines.encode())):
            package.writestr(zipfile.ZipInfo(name, _NO_TIME), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def table(heads, rows):
    """A list as CSV in UTF-8 that a spreadsheet opens and takes for text."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_cell(head) for head in heads])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(value):
    return harmless(clean_text(str(value)))
