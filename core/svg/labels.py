"""Marks with their words beside them, put so that no words meet: after the mark, before it, or only the mark."""

from dataclasses import dataclass

from core.svg.marks import INK, INK_2, cut, text_width, words
from core.svg.window import Lanes

# Half a mark and the air around it; air between a mark and its words, and after them.
_HALF = 9
_AIR = 10
_LABEL_ROOM = 230
_LEAST_ROOM = 48


@dataclass(frozen=True)
class Placed:
    """A point on line `lane`, from `begin` to `end` across. `text` (perhaps none) starts at `text_at`, or ends there
    when `is_before`."""

    point: object
    lane: int
    begin: float
    end: float
    text: str = ""
    text_at: float = 0
    is_before: bool = False

    def draw_words(self, window, y):
        """The words at height `y`, or nothing."""
        if not self.text:
            return ""
        main = self.point.is_main
        return words(
            window.x(self.text_at),
            y + 4,
            self.text,
            anchor="end" if self.is_before else "start",
            name="strip-label strip-main" if main else "strip-label",
            fill=INK if main else INK_2,
        )


def arranged(spans, *, first, last, label_lanes, most_lanes, has_labels=True, room=_LABEL_ROOM):
    """(`Placed` list, how many lines) for `spans` of (point, begin, end) between `first` and `last` across. Main
    points are served first; the others get words only on half of the `label_lanes`. When even `most_lanes` are full
    a mark stands over another one: words never do."""
    lanes = Lanes()
    placed = []
    for point, begin, end in sorted(spans, key=lambda span: (not span[0].is_main, span[1], span[2])):
        found = None
        if has_labels:
            most = label_lanes if point.is_main else max(label_lanes // 2, 1)
            found = _with_words(lanes, point, begin, end, first, last, most, room)
        if found is None:
            lane = lanes.place(begin - _HALF, end + _HALF, most_lanes)
            found = Placed(point, most_lanes - 1 if lane is None else lane, begin, end)
        placed.append(found)
    # In the order of time, so that the keyboard walks through the dates as they come.
    return sorted(placed, key=lambda one: (one.point.first, one.lane)), len(lanes)


def _with_words(lanes, point, begin, end, first, last, most, room):
    after = min(last - end - _HALF, room)
    before = min(begin - _HALF - first, room)
    wanted = min(text_width(point.label), room)
    if wanted <= after or (before < wanted and after >= before):
        text = cut(point.label, after)
        reach = end + _HALF + text_width(text) + _AIR
        if after >= _LEAST_ROOM and text and (lane := lanes.place(begin - _HALF, reach, most)) is not None:
            return Placed(point, lane, begin, end, text, end + _HALF)
        return None
    text = cut(point.label, before)
    reach = begin - _HALF - text_width(text) - _AIR
    if before >= _LEAST_ROOM and text and (lane := lanes.place(reach, end + _HALF, most)) is not None:
        return Placed(point, lane, begin, end, text, begin - _HALF, is_before=True)
    return None
