"""Pictures in print. WeasyPrint draws the letters of an SVG one by one, so that Arabic would fall apart: the words are
lifted out of the drawing and laid over it as text, where they are shaped, selected and read like any other."""

import xml.etree.ElementTree as ET

from django.utils.html import escape

_SVG = "{http://www.w3.org/2000/svg}"
# The column of the page (A4 with its margins, see assets/print.css).
_COLUMN_MM = 160
# From the upper edge of a line to the feet of its letters, in font sizes, at a line height of 1.2.
_FEET = 0.99
_POINTS_A_MM = 72 / 25.4


def on_paper(drawing, alt):
    """A drawing of core/svg as HTML for print, as wide as the column. `alt` becomes the alternative text."""
    root = ET.fromstring(drawing)  # noqa: S314  drawn by the portal itself
    width, height = (float(each) for each in root.get("viewBox").split()[2:])
    scale = _COLUMN_MM / width
    words = []
    _lift(root, words, scale, width)
    for title in root.findall(f"{_SVG}title"):
        title.text = alt
    root.set("width", f"{_COLUMN_MM}mm")
    root.set("height", f"{height * scale:.2f}mm")
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    drawn = ET.tostring(root, encoding="unicode")
    return f'<div class="doc-picture" style="height: {height * scale:.2f}mm">{drawn}{"".join(words)}</div>'


def _lift(element, words, scale, width):
    for child in list(element):
        if child.tag == f"{_SVG}text":
            words.append(_word(child, scale, width))
            element.remove(child)
        elif child.tag == f"{_SVG}title" and element.tag != f"{_SVG}svg":
            element.remove(child)
        else:
            if child.tag == f"{_SVG}a":
                # Addresses inside a drawing lead nowhere on paper.
                child.tag = f"{_SVG}g"
                child.attrib.clear()
            _lift(child, words, scale, width)


def _word(text, scale, width):
    size = float(text.get("font-size"))
    x, y = float(text.get("x")), float(text.get("y"))
    is_rtl, anchor = text.get("direction") == "rtl", text.get("text-anchor", "start")
    style = [
        f"top: {(y - _FEET * size) * scale:.2f}mm",
        f"font-size: {size * scale * _POINTS_A_MM:.2f}pt",
        f"color: {text.get('fill')}",
    ]
    if anchor == "middle":
        half = 30
        style += [f"left: {x * scale - half:.2f}mm", f"width: {2 * half}mm", "text-align: center"]
    elif (anchor == "start") != is_rtl:
        style.append(f"left: {x * scale:.2f}mm")
    else:
        style.append(f"right: {(width - x) * scale:.2f}mm")
    if text.get("font-weight"):
        style.append("font-weight: 700")
    return f'<span style="{escape("; ".join(style))}">{escape("".join(text.itertext()))}</span>'
