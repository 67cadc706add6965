"""The server and the page count the same words: one table, two counters."""

import json
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from core.documents import nodes
from core.documents.count import count
from core.documents.markup import parse

CASES = json.loads((Path(__file__).parent / "word_counts.json").read_text(encoding="utf-8"))
SCRIPT = Path(settings.BASE_DIR) / "static" / "js" / "editor.js"


def blocks_of(case):
    known = {
        int(pk): SimpleNamespace(reference=reference, text=text, language="en", url="")
        for pk, (reference, text) in case.get("references", {}).items()
    }
    return nodes.resolve(parse(case["source"]), known.get)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_server_counts(case):
    counted = count(blocks_of(case))
    assert (counted.text, counted.notes) == (case["text"], case["notes"])


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed; the browser tests count too")
def test_the_page_counts_the_same():
    program = (
        "const {countWords} = require(process.argv[1]);"
        "const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "process.stdout.write(JSON.stringify(cases.map(c => countWords(c.source, c.references))));"
    )
    done = subprocess.run(
        ["node", "-e", program, str(SCRIPT)], input=json.dumps(CASES), capture_output=True, text=True, check=True
    )
    answers = json.loads(done.stdout)
    assert [(case["name"], case["text"], case["notes"]) for case in CASES] == [
        (case["name"], answer["text"], answer["notes"]) for case, answer in zip(CASES, answers, strict=True)
    ]
