"""The year and the two years as pictures: where things stand, that words never meet, right to left, safe."""

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest
from django.utils import translation

from core.svg import StripPoint, legend, time_strip, timeline, timeline_down, year_planner
from core.svg.marks import cut, text_width

TODAY = dt.date(2027, 2, 10)
JANUARY = dt.date(2027, 1, 1)
LANES = [("upr", "UPR"), ("treaty_body", "Treaty bodies"), ("other", "Others")]
NS = "{http://www.w3.org/2000/svg}"


def point(on, family="upr", **more):
    return StripPoint(on=on, family=family, label=more.pop("label", f"{family} {on}"), **more)


def planner(*points, **more):
    return ET.fromstring(year_planner(points=points, first=JANUARY, today=TODAY, **more))


def lanes(*points, **more):
    return ET.fromstring(timeline(points=points, lanes=LANES, first=JANUARY, today=TODAY, **more))


def labels(root):
    return [
        (float(text.get("x")), float(text.get("y")), text.get("text-anchor"), "".join(text.itertext()))
        for text in root.iter(f"{NS}text")
        if "strip-label" in text.get("class")
    ]


def boxes(root, rtl=False):
    """(left, right, baseline) of each label, by the estimate that placed it."""
    found = []
    for x, y, anchor, text in labels(root):
        width = text_width(text.strip("\u2068\u2069"))
        goes_right = (anchor == "start") != rtl
        found.append((x, x + width, y) if goes_right else (x - width, x, y))
    return found


def meet(found):
    return [
        (one, other)
        for number, one in enumerate(found)
        for other in found[number + 1 :]
        if abs(one[2] - other[2]) < 12 and one[0] < other[1] and other[0] < one[1]
    ]


CROWD = [
    point(
        JANUARY + dt.timedelta(days=3 * number),
        label=f"A rather long title of date number {number}",
        is_main=number % 2,
    )
    for number in range(70)
]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("picture", [planner, lanes])
def test_words_never_meet_and_stay_inside(language, picture):
    with translation.override(language):
        root = picture(*CROWD)
    found = boxes(root, rtl=language == "ar")
    assert len(found) > 10
    assert meet(found) == []
    width = float(root.get("width"))
    assert all(left >= 0 and right <= width for left, right, _y in found)


def test_each_month_has_its_line_and_days_run_on():
    root = planner(point(dt.date(2027, 1, 5)), point(dt.date(2027, 1, 25)), point(dt.date(2027, 6, 5)))
    early, late, june = [
        (float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{NS}circle") if c.get("class") == "strip-shape"
    ]
    assert early[0] < late[0]
    assert early[1] == late[1]
    assert june[0] == early[0]
    assert june[1] > early[1]


def test_the_planner_is_mirrored_in_arabic():
    days = [point(dt.date(2027, 1, 5)), point(dt.date(2027, 1, 25))]
    with translation.override("ar"):
        root = planner(*days)
    first, second = [float(c.get("cx")) for c in root.iter(f"{NS}circle")]
    assert first > second
    assert {text.get("direction") for text in root.iter(f"{NS}text")} == {"rtl"}


def test_a_period_over_three_months_is_three_bars_of_one_link():
    root = planner(point(dt.date(2027, 3, 5), begins_on=dt.date(2027, 1, 20), url="/x/", label="Session"))
    (link,) = root.iter(f"{NS}a")
    assert len(list(link.iter(f"{NS}rect"))) == 3
    assert link.find(f"{NS}title").text == "Session, 20 January – 5 March 2027"
    assert len([text for *_, text in labels(root) if text == "Session"]) == 1


def test_a_month_never_stands_on_a_day():
    root = planner(point(dt.date(2027, 5, 1), is_month=True), point(dt.date(2027, 5, 31)))
    month, day = sorted(root.iter(f"{NS}circle"), key=lambda circle: -float(circle.get("cx")))
    assert month.get("class") == "strip-hollow"
    assert float(month.get("cx")) > float(day.get("cx")) + 10


def test_windows_are_hatched_and_estimates_hollow():
    begins = dt.date(2027, 2, 1)
    window = lanes(point(dt.date(2027, 3, 1), begins_on=begins, is_window=True))
    guess = lanes(point(dt.date(2027, 3, 1), begins_on=begins, is_estimate=True))
    assert [path.get("class") for path in window.iter(f"{NS}path")] == ["strip-hatch"]
    assert [rect.get("stroke-dasharray") for rect in guess.iter(f"{NS}rect")] == ["2.5 2"]


def test_lanes_without_a_date_are_left_out():
    names = {"".join(text.itertext()) for text in lanes(point(dt.date(2027, 3, 1))).iter(f"{NS}text")}
    assert "UPR" in names
    assert "Treaty bodies" not in names


def test_links_follow_time_for_the_keyboard():
    days = [point(dt.date(2027, month, 1), url=f"/{month}/") for month in (9, 3, 6)]
    for root in (planner(*days), lanes(*days)):
        assert [link.get("href") for link in root.iter(f"{NS}a")] == ["/3/", "/6/", "/9/"]
        assert all(link.get("tabindex") is None for link in root.iter(f"{NS}a"))


def test_the_narrow_pictures_hold_every_mark_and_nothing_to_press():
    days = [point(dt.date(2027, month, 1), url="/x/") for month in range(1, 13)]
    small = planner(*days, width=318, has_labels=False, has_links=False)
    down = ET.fromstring(timeline_down(points=days, lanes=LANES, first=JANUARY, today=TODAY, width=318))
    for root, heads in ((small, 0), (down, 1)):
        assert root.get("role") == "img"
        assert list(root.iter(f"{NS}a")) == []
        assert len(list(root.iter(f"{NS}circle"))) == 12 + heads
        assert float(root.get("width")) == 318


def test_titles_do_no_harm():
    bad = '<script>alert("1")</script>'
    for drawn in (
        year_planner(points=[point(TODAY, label=bad, url="/x/")], first=JANUARY, today=TODAY),
        timeline(points=[point(TODAY, label=bad, url="/x/")], lanes=LANES, first=JANUARY, today=TODAY),
        legend(lanes=[("upr", bad)]),
    ):
        assert "<script" not in drawn
        ET.fromstring(drawn)


def test_no_style_and_no_script_inside():
    drawn = timeline(points=CROWD, lanes=LANES, first=JANUARY, today=TODAY)
    assert not re.search(r"\sstyle=|\son\w+=", drawn)


def test_words_are_cut_to_their_room():
    text = "Concluding observations of the Committee"
    assert cut(text, 1000) == text
    short = cut(text, 100)
    assert short.endswith("…")
    assert text_width(short) <= 100
    assert cut(text, 10) == ""


def test_a_day_outside_the_window_leaves_no_mark_and_no_escaped_drawing():
    for drawn in (
        timeline(points=[point(TODAY)], lanes=LANES, first=JANUARY, today=dt.date(2031, 1, 1)),
        time_strip(points=[point(TODAY)], starts_on=JANUARY, today=dt.date(2031, 1, 1)),
        year_planner(points=[point(TODAY)], first=JANUARY, today=dt.date(2031, 1, 1)),
    ):
        assert "&lt;" not in drawn
        assert "strip-today" not in drawn
