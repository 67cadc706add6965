"""The line of time of a process: lanes, bands, arrows, several years, both directions."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from core.svg.moves import KINDS, Move, moves_legend, moves_timeline
from engagements.rules.process_time import Happening, open_spans, span_of

TODAY = dt.date(2026, 11, 22)
LANES = [("state", "State"), ("analysis", "Human rights analysis"), ("actors", "Stakeholder analysis")]


def draw(moves, **options):
    options = {"spans": [], "lanes": LANES, "first": dt.date(2026, 1, 5), "last": dt.date(2026, 12, 1), **options}
    return moves_timeline(moves=moves, today=TODAY, **options)


def test_each_kind_has_a_mark_of_its_own():
    drawn = set()
    for kind in KINDS:
        picture = draw([Move(dt.date(2026, 3, 1), "analysis", kind, "Label", url="/there/", short="2")])
        ElementTree.fromstring(picture)
        assert 'href="/there/"' in picture
        drawn.add(picture)
    assert len(drawn) == len(KINDS)


def test_an_arrow_from_where_it_came():
    moves = [
        Move(dt.date(2026, 2, 1), "actors", "opened", "x", from_lane="analysis"),
        Move(dt.date(2026, 6, 1), "analysis", "reopened", "x", from_lane="state", from_on=dt.date(2026, 5, 1)),
        Move(dt.date(2026, 6, 1), "analysis", "reopened", "x", from_lane="not drawn"),
    ]
    assert draw(moves).count('class="moves-arrow"') == 2


def test_marks_of_one_day_stand_side_by_side():
    day = dt.date(2026, 2, 1)
    picture = draw([Move(day, "analysis", "opened", "x"), Move(day, "analysis", "reopened", "x")])
    places = sorted({float(x) for x in re.findall(r'cx="([\d.]+)"', picture)})
    assert places[1] - places[0] >= 13


@pytest.mark.parametrize("years", [1, 3, 8])
@pytest.mark.parametrize("width", [1088, 326])
def test_several_years_fit(years, width):
    last = dt.date(2026 + years, 1, 1)
    picture = draw([Move(last, "analysis", "opened", "x")], last=last, width=width)
    assert f">{2026 + years - 1}<" in picture
    for x in re.findall(r'cx="(-?[\d.]+)"', picture):
        assert 0 <= float(x) <= width


def test_runs_from_right_to_left():
    moves = [Move(dt.date(2026, 2, 1), "analysis", "opened", "x"), Move(dt.date(2026, 9, 1), "actors", "opened", "x")]

    def places():
        return [float(x) for x in re.findall(r'cx="([\d.]+)"', draw(moves))]

    left, right = places()
    assert left < right
    with override("ar"):
        first, second = places()
    assert first > second


def test_words_are_escaped():
    picture = draw([Move(dt.date(2026, 2, 1), "analysis", "opened", "<b>", url="/?a=1&b=2")])
    assert "<b>" not in picture
    assert "/?a=1&amp;b=2" in picture


def test_the_legend_says_each_word():
    legend = moves_legend({"opened": "opened", "arrow": "led back to"}, width=326)
    ElementTree.fromstring(legend)
    assert ">opened</text>" in legend
    assert ">led back to</text>" in legend


# --- The rules behind it ------------------------------------------------------------------------------------


def happening(day, kind, lane="analysis"):
    return Happening(on=day, lane=lane, kind=kind, words=kind)


def test_how_long_a_component_was_open():
    day = dt.date(2026, 2, 1)
    later, again = dt.date(2026, 5, 1), dt.date(2026, 9, 1)
    rows = [
        happening(day, "opened"),
        happening(later, "closed"),
        happening(again, "reopened"),
        happening(again, "opened", "actors"),
        happening(day, "closed", "never opened"),
    ]
    assert open_spans(rows, TODAY) == [
        ("analysis", day, later, False),
        ("analysis", again, TODAY, True),
        ("actors", again, TODAY, True),
    ]


def test_the_span_reaches_from_the_first_to_the_opportunity():
    first, last = span_of([dt.date(2025, 3, 1)], dt.date(2027, 5, 4), TODAY)
    assert first < dt.date(2025, 3, 1)
    assert last > dt.date(2027, 5, 4)
    first, last = span_of([], None, TODAY)
    assert first < TODAY < last
    assert (last - first).days > 180


def test_the_span_has_an_end():
    first, last = span_of([dt.date(2010, 1, 1)], dt.date(2050, 1, 1), TODAY)
    assert (last - first).days <= 366 * 8
