"""Rooms beside the words of a text: evidence, proposals, who submits, quotations, the copy to read from."""

from engagements.views.texts import evidence, joint, proposals, quotations, speaking

__all__ = ["evidence", "joint", "proposals", "quotations", "speaking"]
