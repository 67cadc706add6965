"""All languages are complete: every text of the source stands in each catalogue, translated, not guessed."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from babel.messages import pofile

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["fr", "es", "pt", "ar", "ru", "zh_Hans"]
PLACEHOLDER = re.compile(r"%\([a-zA-Z_]+\)[sd]|\{[a-z_]+\}")


def catalogue(path):
    with path.open("rb") as handle:
        return pofile.read_po(handle)


def own(language):
    return catalogue(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")


def forms(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_guessed(language):
    messages = [message for message in own(language) if message.id]
    assert len(messages) > 1000
    assert [message.id for message in messages if message.fuzzy or not all(forms(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language):
    wrong = []
    for message in own(language):
        source = message.id[-1] if isinstance(message.id, tuple) else message.id
        if not source:
            continue
        wanted = set(PLACEHOLDER.findall(source))
        for form in forms(message):
            found = set(PLACEHOLDER.findall(form))
            # A form for one or two may leave the number out.
            if found - wanted or (wanted - found and not isinstance(message.id, tuple)):
                wrong.append((source, form))
    assert wrong == []


def test_every_text_of_the_source_is_in_the_catalogues(tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("GNU gettext is not installed: use `make test`")
    copy = tmp_path / "source"
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.html", "*.txt"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    for name in filter(None, listed):
        if not name.startswith(("tests/", "benchmarks/", "scripts/")) and (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    (copy / "locale" / "fr" / "LC_MESSAGES").mkdir(parents=True)
    command = [ROOT / ".venv/bin/python", "-m", "django", "makemessages", "-l", "fr", "--no-location"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
    source = {message.id for message in catalogue(copy / "locale/fr/LC_MESSAGES/django.po") if message.id}
    assert len(source) > 1000
    for language in LANGUAGES:
        missing = source - {message.id for message in own(language)}
        assert missing == set(), f"{language}: run `make messages` and translate"


@pytest.mark.parametrize("language", ["es", "pt", "ru", "zh_Hans"])
def test_names_of_the_reference_data_are_in_the_language(language):
    """French and Arabic names stand in the data files; the other languages have a catalogue of them."""
    known = {message.id for message in catalogue(ROOT / "locale" / language / "LC_MESSAGES" / "reference.po")}
    folder = ROOT / "mechanisms" / "reference"
    for file, column in (
        ("countries.csv", "name"),
        ("mechanisms.csv", "name"),
        ("deadline_rules.csv", "title"),
        ("instruments.csv", "name"),
        ("themes.csv", "name"),
    ):
        with (folder / file).open(encoding="utf-8", newline="") as handle:
            assert {row[column] for row in csv.DictReader(handle)} - known == set(), file
    steps = yaml.safe_load((folder / "steps.yaml").read_text(encoding="utf-8"))["steps"]
    assert {step["title"] for step in steps} - known == set()
    for name in ("components", "obstacles"):
        rows = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))[name]
        wanted = {row[field] for row in rows for field in ("name", "text")}
        assert wanted - known == set(), name
