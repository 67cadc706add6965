"""A document tree as a Word file, by python-docx over a styled template (assets/word.docx).

python-docx opens, keeps and writes the package; the text is written element by element, because its own objects know
neither footnotes nor right-to-left runs and are ten times slower. Nothing is fetched: links are addresses and pictures
are their words.

Numbers of paragraphs are Word numbering whose start is written wherever the tree's numbers do not simply go on, so that
the number that Word shows is always the number of the tree, and stays a real list for screen readers and for editors.
"""

from core.documents.docx.look import DEFAULT_LOOK, Look, look_asked_for
from core.documents.docx.render import MEDIA_TYPE, render_docx

__all__ = ["DEFAULT_LOOK", "MEDIA_TYPE", "Look", "look_asked_for", "render_docx"]
