"""The style sheet: readable in light and dark, nothing physical, nothing from elsewhere."""

import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static" / "css" / "portal.css").read_text()


def tokens(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))


LIGHT = tokens(re.search(r":root \{(.*?)\n\}", CSS, re.S).group(1))
DARK = LIGHT | tokens(re.search(r':root\[data-theme="dark"\] \{(.*?)\n\}', CSS, re.S).group(1))
DARK_BY_SYSTEM = LIGHT | tokens(re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\n  \}', CSS, re.S).group(1))

TEXT = [
    *[(ink, paper) for ink in ("ink", "ink-2", "ink-3", "accent") for paper in ("ground", "card")],
    *[(tone, f"{tone}-soft") for tone in ("ok", "warn", "danger", "private", "accent")],
    *[(tone, "card") for tone in ("ok", "warn", "danger", "private")],
    *[(family, "card") for family in ("upr", "treaty", "special", "hrc", "regional", "other")],
    ("ink-2", "neutral-soft"),
    ("ink", "hover"),
    ("ink", "mark"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-danger", "danger-fill"),
    *[("ink", f"{tone}-soft") for tone in ("ok", "warn", "danger", "accent")],
    ("accent", "danger-soft"),
]


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT, ids=lambda pair: " on ".join(pair))
def test_text_is_readable(theme, pair):
    """WCAG 2.2 AA 1.4.3: at least 4.5 to 1."""
    assert contrast(theme[pair[0]], theme[pair[1]]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_inputs_are_visible(theme):
    """WCAG 2.2 AA 1.4.11: at least 3 to 1."""
    assert contrast(theme["line-strong"], theme["card"]) >= 3


def test_dark_is_the_same_by_choice_and_by_system():
    assert DARK == DARK_BY_SYSTEM


def test_no_physical_sides():
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)
    sides = "left|right|top|bottom"
    physical = re.findall(
        rf"(?:margin|padding|border|inset)-(?:{sides})|(?<![-\w])(?:{sides}):|text-align: (?:{sides})", rules
    )
    assert physical == []


def test_nothing_comes_from_elsewhere():
    addresses = re.findall(r"url\(\"?([^)\"]+)", CSS)
    assert all(address.startswith(("../fonts/", "data:")) for address in addresses)
    for address in addresses:
        if address.startswith("../"):
            assert (settings.BASE_DIR / "static" / "css" / address).exists()


def test_a_first_visit_is_small():
    fonts = settings.BASE_DIR / "static" / "fonts"
    assert all(font.stat().st_size < 30_000 for font in fonts.glob("*.woff2"))
    assert (fonts / "OFL.txt").exists()
