"""What the marks of a picture mean, as a picture of its own: the same words on the page and in print."""

import datetime as dt

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from core.svg.marks import INK_2, StripPoint, bar, shape, text_width, words
from core.svg.safe import format_html, format_html_join
from core.svg.window import PAD, WIDTH, framed
from core.words import listed

_LINE = 24
_ANY = dt.date(2000, 1, 1)


def legend(*, lanes, width=WIDTH, name="legend"):
    """The families of `lanes` ((family, words) pairs), then hollow, bar and hatching. Breaks its lines at `width`."""
    is_rtl = get_language_bidi()
    entries = [(family, text, "shape") for family, text in lanes]
    entries += [
        ("other", _("hollow: estimate, or only the month is known"), "hollow"),
        ("other", _("bar: a period, such as a session"), "bar"),
        ("other", _("hatched: something may be handed in"), "window"),
    ]
    across, y, parts = PAD, 14, []
    for family, text, kind in entries:
        mark = 16 if kind in ("shape", "hollow") else 32
        needed = mark + 8 + text_width(text) + 18
        if across > PAD and across + needed > width - PAD:
            across, y = PAD, y + _LINE
        at = width - across if is_rtl else across
        step = -1 if is_rtl else 1
        parts.append(format_html('<g class="is-{}">{}</g>', family, _sample(kind, family, at, at + step * mark, y)))
        parts.append(words(at + step * (mark + 6), y + 4, text, name="strip-label", fill=INK_2))
        across += needed
    return framed(
        format_html_join("", "{}", ((part,) for part in parts)),
        width=width,
        height=y + 14,
        name=name,
        title=_("What the marks mean"),
        description=listed(str(text) for _family, text, _kind in entries),
        classes="strip legend",
        role="img",
    )


def _sample(kind, family, x1, x2, y):
    if kind in ("shape", "hollow"):
        return shape(family, (x1 + x2) / 2, y, hollow=kind == "hollow", scale=1.0 if kind == "shape" else 1.3)
    point = StripPoint(on=_ANY, family=family, label="", is_window=kind == "window")
    return bar(point, x1, x2, y, height=9)
