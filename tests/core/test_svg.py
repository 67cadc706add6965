"""The strip of time: what it shows, where it puts it, and that nothing in it can do harm."""

import datetime as dt
import re
import xml.etree.ElementTree as ET

from django.utils import translation

from core.svg import StripPoint, strip_table, time_strip

TODAY = dt.date(2026, 11, 22)


def point(on, family="upr", **more):
    return StripPoint(on=on, family=family, label=more.pop("label", f"{family} {on}"), **more)


def circles(svg):
    return [(float(x), float(y)) for x, y in re.findall(r'<circle [^>]*cx="([\d.]+)" cy="([\d.]+)"', svg)]


def test_is_well_formed_and_named():
    svg = time_strip(points=[point(dt.date(2027, 1, 5))], today=TODAY, title="Mozambique")
    root = ET.fromstring(svg)
    assert root.find("{http://www.w3.org/2000/svg}title").text == "Mozambique"
    assert root.find("{http://www.w3.org/2000/svg}desc").text == "1 date from November 2026 to October 2027."


def test_later_is_further_on_and_left_in_arabic():
    points = [point(dt.date(2027, 1, 5)), point(dt.date(2027, 6, 5))]
    (first, _), (second, _) = circles(time_strip(points=points, today=TODAY))
    assert first < second
    with translation.override("ar"):
        (first, _), (second, _) = circles(time_strip(points=points, today=TODAY))
    assert first > second


def test_outside_the_window_is_left_out_and_bars_are_cut():
    outside = [point(dt.date(2026, 10, 31)), point(dt.date(2027, 11, 1))]
    assert circles(time_strip(points=outside, today=TODAY)) == []
    bar = point(dt.date(2028, 1, 1), begins_on=dt.date(2027, 10, 1), family="hrc")
    svg = time_strip(points=[bar], today=TODAY)
    x, width = map(float, re.search(r'class="strip-bar"[^>]* x="([\d.]+)"[^>]*width="([\d.]+)"', svg).groups())
    assert x + width <= 1088


def test_same_day_does_not_overlap():
    marks = circles(time_strip(points=[point(dt.date(2027, 1, 5), label=str(n)) for n in range(4)], today=TODAY))
    assert len(set(marks)) == 4


def test_each_family_has_its_shape_and_an_estimate_is_hollow():
    shapes = {
        family: re.search(r'<(circle|rect|polygon) class="strip-(shape|ring)"[^>]*', svg).group()
        for family in ("upr", "treaty_body", "special_procedure", "hrc", "regional", "fund")
        for svg in [time_strip(points=[point(dt.date(2027, 1, 5), family)], today=TODAY)]
    }
    assert len({re.sub(r'(points|cx|cy|x|y|r)="[^"]*"', "", shape) for shape in shapes.values()}) == 6
    svg = time_strip(points=[point(dt.date(2027, 1, 5), is_estimate=True)], today=TODAY)
    assert "strip-hollow" in svg
    assert "strip-shape" not in svg


def test_text_is_escaped():
    evil = point(dt.date(2027, 1, 5), label="<script>alert(1)</script>", url='/x"onload="y')
    for html in (time_strip(points=[evil], today=TODAY), strip_table([evil])):
        assert "<script" not in html
        assert '"onload="' not in html


def test_table_tells_the_same_in_order():
    table = strip_table(
        [
            point(dt.date(2027, 6, 1), label="later", is_month=True),
            point(dt.date(2027, 1, 29), label="first", begins_on=dt.date(2027, 1, 18)),
        ]
    )
    assert table.index("18–29 January 2027") < table.index("June 2027")
