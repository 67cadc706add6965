"""Font, sizes and marks of a Word file: the portal's own, or those that a mechanism asks for."""

import re
from dataclasses import dataclass

_TIMES = re.compile(r"times new roman(?:[ ,]+(\d{1,2})(?!\d))?", re.IGNORECASE)
# The size of running text where a mechanism names the font and no size: what its own documents use.
_TIMES_SIZE = 12.0
_NO_MARKS = re.compile(r"\bno bold\b", re.IGNORECASE)
_SINGLE = re.compile(r"\bsingle spac", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """Sizes are points. `font` None is the portal's fonts, each script its own; a named font serves all scripts but the
    East-Asian ones. `has_marks` False writes no bold, italics and underline in the text."""

    font: str | None = None
    size: float = 10.5
    note_size: float = 8.5
    is_single_spaced: bool = False
    has_marks: bool = True


DEFAULT_LOOK = Look()
# For the copy that a speaker reads from, whatever the mechanism wants to be sent.
LARGE_LOOK = Look(size=18.0, note_size=14.0)


def look_asked_for(formats):
    """The look that the words of a requirement record ask for ("Word, Times New Roman 10, single spacing; no bold");
    the portal's own where they ask for none."""
    times = _TIMES.search(formats)
    if times is None:
        return DEFAULT_LOOK
    size = float(times.group(1) or _TIMES_SIZE)
    return Look(
        font="Times New Roman",
        size=size,
        note_size=min(size, 10.0),
        is_single_spaced=bool(_SINGLE.search(formats)),
        has_marks=not _NO_MARKS.search(formats),
    )
