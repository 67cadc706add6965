"""From the tree to the bytes of a Word file."""

import functools
import io
import zipfile

from core.documents.count import estimated_pages
from core.documents.docx.look import DEFAULT_LOOK, LARGE_LOOK
from core.documents.nodes import Heading, walk
from core.documents.pdf import ASSETS, MAX_PAGES, too_long

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A zip file keeps a time for each part; the earliest it knows tells nothing about when somebody worked.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def render_docx(document, *, look=DEFAULT_LOOK, author=""):
    """The Word file of `document` as bytes: the same bytes for the same tree, look and author, at any time. `author` is
    what the properties of the file say; no person belongs there. Raises UnknownNode for a node it does not know and
    pdf.DocumentTooLong (with a sentence) for a text of more than pdf.MAX_PAGES pages. About 2 ms a page."""
    if estimated_pages(document) > MAX_PAGES:
        raise too_long()
    if document.is_large:
        look = LARGE_LOOK
    # Only whoever wants Word pays for the library.
    import docx

    from core.documents.docx import frame
    from core.documents.docx.blocks import Blocks
    from core.documents.docx.notes import Notes
    from core.documents.docx.numbers import Numbers
    from core.documents.docx.runs import Links, Runs

    word = docx.Document(io.BytesIO(_template()))
    voice = {"language": document.language, "direction": document.direction, "look": look}
    frame.set_look(document, word.styles.element, word.settings.element, look)
    body = word.element.body
    page = body.sectPr
    frame.write_running(document, word.sections[0], page, lambda: Runs(**voice, links=None))
    body.remove(page)
    notes = Notes(word.part, **voice)
    runs = Runs(**voice, links=Links(word.part), notes=notes)
    blocks = Blocks(
        body,
        runs=runs,
        numbers=Numbers(word.part.numbering_part.element),
        direction=document.direction,
        first_level=min((node.level for node in walk(document.children) if isinstance(node, Heading)), default=1),
    )
    frame.write_cover(document, blocks, runs)
    blocks.write(document.children)
    blocks.finish()
    body.append(page)
    notes.attach()
    frame.set_properties(document, word.core_properties, author)
    written = io.BytesIO()
    word.save(written)
    return _without_times(written)


@functools.cache
def _template():
    return (ASSETS / "word.docx").read_bytes()


def _without_times(written):
    """The package with the time of making taken out, so that the same text is the same file."""
    clean = io.BytesIO()
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as package:
        for name in made.namelist():
            package.writestr(zipfile.ZipInfo(name, _NO_TIME), made.read(name), zipfile.ZIP_DEFLATED, 6)
    return clean.getvalue()
