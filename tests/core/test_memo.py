"""Memory of one request: asked once inside, always outside, and never carried over."""

from core import memo


def test_outside_a_request_nothing_is_remembered():
    asked = []
    for _ in range(2):
        memo.remembered("a", lambda: asked.append(1))
    assert len(asked) == 2


def test_inside_each_key_is_asked_once_and_forgotten_after():
    asked = []
    for _ in range(2):
        with memo.one_request():
            for key in ("a", "b", "a"):
                memo.remembered(key, lambda key=key: asked.append(key) or key)
    assert asked == ["a", "b", "a", "b"]
