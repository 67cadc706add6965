"""Cogs: they mesh, they do not overlap, their size is their weight."""

import math
import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from core.svg.cogs import Cog, cog_picture, in_order, meshed, turned

NAMES = ["Analysis", "Stakeholder analysis", "Communication", "Objectives and strategy", "A", "B", "C", "D", "E"]


def cogs(*weights, url=""):
    states = ("open", "closed", "quiet")
    return [
        Cog(number, NAMES[number - 1], weight, states[number % 3], states[number % 3].title(), url and f"/{number}/")
        for number, weight in enumerate(weights, start=1)
    ]


MIXES = [(3,), (4, 1), (3, 5, 2, 1), (2, 3, 5, 4, 3, 2, 1, 1, 2), (3,) * 9, (5,) * 9, (1,) * 9]


@pytest.mark.parametrize("weights", MIXES)
@pytest.mark.parametrize(("width", "unit"), [(1088, 3.5), (326, 2.25)])
def test_none_overlaps_and_all_lie_in_the_picture(weights, width, unit):
    placed = meshed(cogs(*weights), width=width, unit=unit)
    assert len(placed) == len(weights)
    for number, place in enumerate(placed):
        assert place.x - place.radius >= 0
        assert place.x + place.radius <= width
        assert place.y - place.radius >= 0
        for other_number, other in enumerate(placed[:number]):
            distance = math.hypot(place.x - other.x, place.y - other.y)
            if place.driver == other_number:
                assert distance == pytest.approx(place.radius + other.radius)
            else:
                assert distance > place.radius + other.radius + unit * 3.3


@pytest.mark.parametrize("weights", MIXES)
def test_a_tooth_stands_in_a_gap(weights):
    for place in (placed := turned(meshed(cogs(*weights), width=1088, unit=3.5))):
        if place.driver is None:
            continue
        driver = placed[place.driver]
        towards = math.atan2(place.y - driver.y, place.x - driver.x)

        def tooth(cog, angle):
            """How far along a tooth the point of contact lies: 0 its middle, 0.5 the middle of a gap."""
            return ((angle - cog.turn) / (2 * math.pi / cog.cog.teeth)) % 1

        together = (tooth(driver, towards) + tooth(place, towards + math.pi)) % 1
        assert together == pytest.approx(0.5, abs=1e-6)


def test_heavier_is_larger():
    light, heavy = meshed(cogs(1, 5), width=1088, unit=3.5)[::-1]
    assert heavy.radius > 2 * light.radius


def test_the_same_weights_give_the_same_picture():
    assert cog_picture(cogs=cogs(2, 3, 5)) == cog_picture(cogs=cogs(2, 3, 5))


def test_in_order_all_are_of_one_size_and_follow_each_other():
    placed = in_order(cogs(*(2,) * 9), width=1088, unit=3.2)
    assert len({place.radius for place in placed}) == 1
    assert [place.cog.number for place in placed] == list(range(1, 10))


@pytest.mark.parametrize("is_ordered", [True, False])
def test_the_picture_is_named_said_in_words_and_reachable(is_ordered):
    picture = cog_picture(cogs=cogs(3, 5, 1, url="yes"), is_ordered=is_ordered)
    root = ElementTree.fromstring(picture)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "group"
    assert root.find(f"{space}title").text
    described = root.find(f"{space}desc").text
    assert all(name in described for name in NAMES[:3])
    links = root.findall(f"{space}a")
    assert {link.get("href") for link in links} == {"/1/", "/2/", "/3/"}
    assert all(link.get("aria-label") for link in links)
    assert "style=" not in picture


def test_names_are_escaped():
    picture = cog_picture(cogs=[Cog(1, "<b>&", 3, "open", "Open")])
    assert "<b>" not in picture
    assert "&lt;b&gt;&amp;" in picture


def test_long_words_are_shortened_rather_than_spilled():
    picture = cog_picture(cogs=[Cog(1, "Donaudampfschifffahrtsgesellschaftskapitän", 1, "open", "Open")])
    assert "…" in picture


def test_runs_from_right_to_left_in_arabic():
    row = cogs(*(2,) * 4)
    wide = cog_picture(cogs=row, is_ordered=True)
    with override("ar"):
        turned_round = cog_picture(cogs=row, is_ordered=True)
    assert 'direction="rtl"' in turned_round

    def place(picture, number):
        hit = re.search(rf">{NAMES[number - 1].split()[0]}<", picture)
        return float(re.findall(r'x="([\d.]+)"', picture[: hit.start()])[-1])

    assert place(wide, 1) < place(wide, 3)
    assert place(turned_round, 1) > place(turned_round, 3)


def test_nothing_to_draw():
    assert "<svg" in cog_picture(cogs=[])
