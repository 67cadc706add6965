"""The few helpers that write WordprocessingML elements. Texts become text nodes, so no markup can come through."""

import re

from core.documents.markup import clean_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# No characters, says Unicode, and no XML file may hold them; shown as the sign for a character that was lost.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_ENDS = re.compile("[\n\t]+")


def add(parent, tag, **attributes):
    """A child of `parent` in Word's namespace, attributes too."""
    from lxml.etree import SubElement

    return SubElement(parent, W + tag, {W + name: str(value) for name, value in attributes.items()})


def add_text(run, text):
    """The words of a run; blanks at the ends count."""
    element = add(run, "t")
    element.text = text
    element.set(XML_SPACE, "preserve")


def clean(text):
    """What may stand in the file: without control characters and overrides, whoever built the node. Line ends and tabs
    inside a text are blanks, as on the page."""
    return _NO_CHARACTERS.sub("\ufffd", _ENDS.sub(" ", clean_text(text)))


def twips(millimetres):
    """Word measures in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)
