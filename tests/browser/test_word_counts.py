"""The page counts in a real browser what the server counts: the same table as tests/core/test_documents_count.py."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests" / "core" / "word_counts.json").read_text(encoding="utf-8"))


@pytest.fixture
def counting_page(browser):
    page = browser.new_page()
    page.add_script_tag(path=str(ROOT / "static" / "js" / "editor.js"))
    yield page
    page.close()


def test_the_browser_counts_the_same(counting_page):
    counted = {
        case["name"]: counting_page.evaluate("one => portalCountWords(one.source, one.references)", case)
        for case in CASES
    }
    assert counted == {case["name"]: {"text": case["text"], "notes": case["notes"]} for case in CASES}
