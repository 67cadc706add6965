"""Each link and picture of the documentation leads to something that is there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)")
MAKEFILE = (ROOT / "Makefile").read_text()
ELSEWHERE = ("http://", "https://", "mailto:")


def local_links(page):
    return [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not link.startswith(ELSEWHERE)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert [link for link in local_links(page) if not (page.parent / link).exists()] == []


def test_there_are_links():
    assert sum(len(local_links(page)) for page in PAGES) > 50


FILES = re.compile(r"`((?:core|hre_portal|clusters|mechanisms|calendar_app|engagements|scripts|tests)/[\w./-]+)`")


# Decisions tell how it stood when they were made.
TODAY = [page for page in PAGES if "adr" not in page.parts and page.name != "CHANGELOG.md"]


@pytest.mark.parametrize("page", TODAY, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_files_that_are_named_are_there(page):
    words = page.read_text(encoding="utf-8")
    commands = set(re.findall(r"manage\.py ([a-z_]+)", words)) - set(get_commands())
    targets = {name for name in re.findall(r"`make ([a-z]+)`", words) if f"\n{name}:" not in MAKEFILE}
    files = {name for name in FILES.findall(words) if not (ROOT / name).exists()}
    assert (commands, targets, files) == (set(), set(), set())
