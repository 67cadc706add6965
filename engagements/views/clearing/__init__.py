"""The rooms in which a text is made ready to go out: the do-no-harm check, the sign-offs."""

from engagements.views.clearing.findings import finding_list
from engagements.views.clearing.room import clearing_room

__all__ = ["clearing_room", "finding_list"]
