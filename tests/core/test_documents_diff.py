import pytest

from core.documents.diff import NEW, OLD, SAME, word_diff

TEXT = "One two three.\n\nFour five six.\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("", TEXT),
        (TEXT, ""),
        (TEXT, TEXT),
        (TEXT, TEXT.replace("two", "seven")),
        (TEXT, f"Zero.\n\n{TEXT}"),
        ("نص أول", "نص ثان"),
        ("word " * 5000, "other " * 5000),
    ],
)
def test_both_texts_can_be_put_together_again(old, new):
    parts = word_diff(old, new)
    assert "".join(text for kind, text in parts if kind != NEW) == old
    assert "".join(text for kind, text in parts if kind != OLD) == new


def test_one_word_is_one_change():
    assert word_diff("a two b", "a seven b") == [(SAME, "a "), (OLD, "two"), (NEW, "seven"), (SAME, " b")]


def test_a_rewritten_sentence_is_one_change_and_not_a_flicker_of_words():
    kinds = [kind for kind, _text in word_diff("Three more words.", "He wrote this there.")]
    assert kinds == [OLD, NEW]


def test_chinese_is_compared_character_by_character():
    parts = word_diff("群组要求国家公布返回的条件。", "群组请求国家公布返回的全部条件。")
    assert parts == [
        (SAME, "群组"),
        (OLD, "要"),
        (NEW, "请"),
        (SAME, "求国家公布返回的"),
        (NEW, "全部"),
        (SAME, "条件。"),
    ]
