"""Texts kept in several languages: which one is shown, what says that it is English, how a name is found."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils.translation import override

from core import texts


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("zh", "zh-hans"),
        ("zh-hans", "zh-hans"),
        ("zh-CN", "zh-hans"),
        ("pt-BR", "pt"),
        ("ru", "ru"),
        ("ku", None),
        ("", None),
        (None, None),
    ],
)
def test_tags_of_texts_and_languages_of_the_interface(tag, code):
    assert texts.interface_language(tag) == code


def test_every_language_is_known_by_the_first_part_of_its_tag():
    for code, _name in settings.LANGUAGES:
        assert texts.interface_language(texts.short_language(code)) == code


def test_the_column_first_then_the_catalogue_then_english():
    named = SimpleNamespace(name="Syrian Arab Republic", name_zh="")
    made = SimpleNamespace(title="Our own day", title_zh="我们的日子", title_ru="")
    with override("zh-hans"):
        assert texts.in_reader_language(named, "name") == "阿拉伯叙利亚共和国"
        assert texts.shown_language(named, "name") == ""
        assert texts.in_reader_language(made, "title") == "我们的日子"
        assert texts.shown_language(made, "title") == ""
    with override("ru"):
        assert texts.in_reader_language(made, "title") == "Our own day"
        assert texts.shown_language(made, "title") == "en"
    with override("en"):
        assert texts.shown_language(made, "title") == ""


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "СОВЕТ ПО ПРАВАМ"), ("zh-hans", "人权理事会"), ("pt", "conselho dos direitos")]
)
def test_names_of_the_catalogue_are_found_by_their_words(language, words):
    with override(language):
        assert "Human Rights Council" in texts.english_of(words)
        assert texts.english_of("no such words at all") == []
