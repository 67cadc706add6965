"""Each link and picture of the documentation leads to something that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)")
ELSEWHERE = ("http://", "https://", "mailto:")


def local_links(page):
    return [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not link.startswith(ELSEWHERE)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert [link for link in local_links(page) if not (page.parent / link).exists()] == []


def test_there_are_links():
    assert sum(len(local_links(page)) for page in PAGES) > 50
