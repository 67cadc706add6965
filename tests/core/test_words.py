"""Lists and pairs in one line, as each language parts them; nothing for people is joined with an English comma."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import gettext_lazy, override

from core.words import comma, listed, pause, paused

ROOT = Path(settings.BASE_DIR)
ROOMS = (
    "core",
    "clusters",
    "mechanisms",
    "calendar_app",
    "engagements",
    "recommendations",
    "stakeholders",
    "knowledge",
    "hre_portal",
)

# What is no text in a reader's language: kept plain, with the reason.
PLAIN = {
    "calendar_app/actions/following.py": "marks in the trail",
    "calendar_app/actions/outcomes.py": "marks in the trail",
    "calendar_app/api.py": "an answer for programs, in English",
    "calendar_app/forms/leads.py": "typed numbers, read again by the same field",
    "calendar_app/importing/ics_files.py": "a cell that the importer reads again",
    "calendar_app/importing/lookups.py": "stored with the run, whoever reads it",
    "calendar_app/importing/templates.py": "a cell that the importer reads again",
    "clusters/management/commands/remove_second_factor.py": "a command line, in English",
    "clusters/views/me.py": "typed numbers, read again by the same field",
    "core/documents/drawings.py": "a style",
    "engagements/actions/sheets.py": "kept with a strategy for good: edition and day, alike for every reader",
    "mechanisms/api.py": "an answer for programs, in English",
    "recommendations/documents/follow_up.py": "a cell of a table for programs",
    "recommendations/importing/uhri.py": "stored with the run, whoever reads it",
    "recommendations/importing/upr_info.py": "the first line of a CSV file",
}


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "a, b, c"), ("fr", "a, b, c"), ("ar", "a، b، c"), ("zh-hans", "a、b、c"), ("ru", "a, b, c")],
)
def test_parts_a_list_as_the_language_does(language, expected):
    with override(language):
        assert listed("abc") == expected
        assert Template("{{ items|listed }}").render(Context({"items": ["a", "b", "c"]})) == expected
        looped = "{% for one in items %}{{ one }}{% if not forloop.last %}{% comma %}{% endif %}{% endfor %}"
        assert Template(looped).render(Context({"items": ["a", "b", "c"]})) == expected


def test_a_document_keeps_its_own_language():
    with override("en"):
        assert listed(["a", "b"], "ar") == "a، b"
        assert comma("zh-hans") == "、"
        assert listed([gettext_lazy("Yes"), gettext_lazy("No")], "fr") == "Oui, Non"
    with override("ar"):
        assert listed(["a", "b"], "en") == "a, b"


def test_semicolons_part_what_holds_commas():
    with override("ar"):
        assert listed(["a، b", "c"], is_heavy=True) == "a، b؛ c"
    with override("en"):
        assert listed(["a, b", "c"], is_heavy=True) == "a, b; c"
        assert Template("{% comma is_heavy=True %}").render(Context()) == "; "
        assert Template('{% comma "zh-hans" is_heavy=True %}').render(Context()) == "；"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Ana, 4 May"), ("fr", "Ana, 4 May"), ("ar", "Ana، 4 May"), ("zh-hans", "Ana，4 May"), ("ru", "Ana, 4 May")],
)
def test_parts_a_thing_from_what_is_said_of_it(language, expected):
    with override(language):
        assert paused("Ana", "4 May") == expected
        assert Template("{{ who }}{% pause %}{{ day }}").render(Context({"who": "Ana", "day": "4 May"})) == expected
    with override("ar"):
        assert paused("Ana", "4 May", language="en") == "Ana, 4 May"
        assert pause("zh-hans") == "，"


def test_what_is_not_known_leaves_no_mark_behind():
    assert paused("Ana", "", None, 0) == "Ana, 0"
    assert paused("", "") == ""


def test_the_filter_escapes_what_people_wrote():
    assert Template("{{ items|listed }}").render(Context({"items": ["<b>", "c"]})) == "&lt;b&gt;, c"


def _joins(tree):
    """Line numbers of `", ".join(...)` and of `f"{name}, {day}"`, but for the errors that name a mistake to programmers
    (TypeError, ValueError, LookupError) or to whoever starts a process (SystemExit)."""
    told = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and getattr(node.exc.func, "id", "") in ("TypeError", "ValueError", "LookupError", "SystemExit")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            parts = node.func.value
            if isinstance(parts, ast.Constant) and parts.value in (", ", "; ") and id(node) not in told:
                yield node.lineno
        elif isinstance(node, ast.JoinedStr) and id(node) not in told:
            for part in node.values:
                if isinstance(part, ast.Constant) and part.value in (", ", "; "):
                    yield part.lineno


def test_nothing_for_people_is_joined_with_an_english_comma():
    found, kept = [], set()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            lines = list(_joins(ast.parse(path.read_text())))
            name = path.relative_to(ROOT).as_posix()
            if lines and name in PLAIN:
                kept.add(name)
            else:
                found += [f"{name}:{line}" for line in lines]
    assert not found, "core.words.listed and core.words.paused join words for people: " + ", ".join(found)
    assert kept == set(PLAIN)


# What is no text of the page, or a sentence that the translators see whole; then the tags themselves.
_UNSEEN = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}"
    r"|<(?P<code>script|style)\b.*?</(?P=code)>|<meta\b.*?>|<!--.*?-->",
    re.DOTALL,
)
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_NO_WORDS = re.compile(r"""\shx-[\w-]+="[^"]*"|&#?\w+;""")


def _without(pattern, text):
    return pattern.sub(lambda found: "\n" * found[0].count("\n"), text)


def _literal_commas(source):
    """Line numbers of commas and semicolons that a template writes itself, whatever the reader's language."""
    text = source
    for pattern in (_UNSEEN, _TAG, _NO_WORDS):
        text = _without(pattern, text)
    return [number for number, line in enumerate(text.split("\n"), 1) if re.search("[,;،、，；]", line)]


@pytest.mark.parametrize(
    "source",
    [
        "{{ who }}, {% day at %}",
        "{% if who %}, <bdi>{{ who }}</bdi>{% endif %}",
        "{% blocktranslate %}Version{% endblocktranslate %}, {% instant at %}",
        "{{ one }}; {{ other }}",
        '<p aria-label="{{ one }}, {{ other }}">',
    ],
)
def test_a_comma_of_the_template_is_found(source):
    assert _literal_commas(f"<p>\n{source}</p>") == [2]


@pytest.mark.parametrize(
    "source",
    [
        "{{ who }}{% pause %}{% day at %}",
        "{% blocktranslate %}{{ who }}, of {{ place }}{% endblocktranslate %}",
        '{% translate "If not, do nothing." %}&nbsp;',
        "{# name, day #}",
        '<input hx-trigger="change, keyup delay:300ms">',
        "<style>p { margin: 0; }</style>",
    ],
)
def test_commas_of_sentences_and_code_are_left_alone(source):
    assert _literal_commas(source) == []


# The gallery shows the parts of pages to those who build them, in English.
_FOR_DEVELOPERS = {"templates/hre_portal/gallery.html"}


def test_no_template_writes_an_english_comma():
    found, kept = [], set()
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix not in (".html", ".txt"):
            continue
        source, name = path.read_text(), path.relative_to(ROOT).as_posix()
        lines = _literal_commas(source)
        if lines and name in _FOR_DEVELOPERS:
            kept.add(name)
            continue
        found += [f"{name}:{line}" for line in lines]
        if re.search(r'\|join:"[,;] ?"', source):
            found.append(f"{name}: |join")
    assert not found, "{% comma %} or |listed in lists, {% pause %} before what is said of a thing: " + ", ".join(found)
    assert kept == _FOR_DEVELOPERS
