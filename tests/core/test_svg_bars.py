"""Bars and the grid of influence and interest: what they show, in words as well, and from right to left."""

import re
from xml.etree import ElementTree

from django.utils.translation import override

from core.svg import BarGroup, Standing, bar_picture, standing_grid

GROUPS = [BarGroup("Structural", (4, 2)), BarGroup("Operational", (0, 1)), BarGroup("Knowledge & more", (2, 0))]


def draw(**options):
    return bar_picture(groups=GROUPS, series=("in plans", "in requests"), title="By kind", **options)


def test_bars_are_as_long_as_their_numbers_and_said_in_words():
    picture = draw()
    ElementTree.fromstring(picture)
    first = [float(width) for width in re.findall(r'class="bar-one"[^>]* width="([\d.]+)" height="16"', picture)]
    assert first[0] == 2 * first[2] > 0
    assert first[1] == 0
    assert "Structural: in plans 4, in requests 2" in picture
    assert "Knowledge &amp; more" in picture


def test_without_a_number_no_bar_has_a_length():
    picture = bar_picture(groups=[BarGroup("A", (0, 0))], series=("x", "y"), title="T")
    assert re.findall(r'width="([\d.]+)" height="16"', picture) == ["0", "0"]


def test_bars_begin_at_the_right_in_arabic():
    with override("ar"):
        picture = draw(width=600)
    ElementTree.fromstring(picture)
    x, width = re.search(r'class="bar-one"[^>]* x="([\d.]+)"[^>]* width="([\d.]+)" height="16"', picture).groups()
    assert float(x) + float(width) == 592


def marks(picture):
    return [
        tuple(map(float, pair)) for pair in re.findall(r'class="grid-mark"[^>]* cx="([\d.]+)" cy="([\d.]+)"', picture)
    ]


def test_more_influence_stands_higher_and_more_interest_further_on():
    low, high = marks(standing_grid([Standing(1, "A", 1, 1), Standing(2, "B", 5, 4)]))
    assert high[0] > low[0]
    assert high[1] < low[1]


def test_those_of_one_cell_do_not_cover_each_other():
    found = marks(standing_grid([Standing(n, f"Actor {n}", 3, 3) for n in range(1, 8)]))
    assert len(set(found)) == 7
    for place, (x, y) in enumerate(found):
        assert all(abs(x - other_x) >= 18 or abs(y - other_y) >= 18 for other_x, other_y in found[:place])


def test_where_somebody_stood_before_is_drawn_and_said():
    picture = standing_grid([Standing(1, "Heron", 3, 4, was=(2, 4))])
    ElementTree.fromstring(picture)
    assert picture.count('class="grid-was"') == 1
    assert "Heron: influence 3, interest 4 (was 2 and 4)" in picture
    with override("ar"):
        ElementTree.fromstring(standing_grid([Standing(1, "Heron", 3, 4, was=(2, 4))]))


def test_a_full_cell_says_how_many_more_and_stays_in_its_place():
    picture = standing_grid([Standing(n, f"Actor {n}", 3, 3) for n in range(1, 31)])
    found = marks(picture)
    assert len(found) == 8
    assert ">+22<" in picture
    assert max(x for x, _y in found) - min(x for x, _y in found) <= 74 - 18
    assert max(y for _x, y in found) - min(y for _x, y in found) <= 62 - 18
    assert picture.count("Actor ") == 30
