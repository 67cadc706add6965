"""Two people at one text, and a line that drops: nothing that was typed is lost, and who saves last knows it.

At the text of the Niger team: other tests send Mozambique's away.
"""

import re

import pytest
from playwright.sync_api import expect

LEAD, SECOND = "coordinator.ner@demo.example", "cocoordinator.ner@demo.example"
# In full: other walks write texts with a like title.
TEXT = "Protection des personnes déplacées depuis l'examen"
# What Chromium and htmx write into the console while there is no line.
NO_LINE = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")


def enter(visit, email):
    """A window in English, whatever the person's language is."""
    visitor = visit(email).expect(409)
    if visitor.page.get_attribute("html", "lang") != "en":
        visitor.choose_language("en")
    return visitor


@pytest.fixture
def desk(visit):
    """(one, other, the addresses of the first two sections): two windows before one text."""
    one, other = enter(visit, LEAD), enter(visit, SECOND)
    one.go("/engagements/submissions/")
    one.follow(TEXT)
    found = re.findall(r'href="([^"]*/sections/\d+/)"', one.page.content())
    return one, other, list(dict.fromkeys(found))[:2]


def begin(visitor, section):
    """Open the section to write."""
    visitor.go(f"{section}edit/")
    return visitor


def write(visitor, words):
    """The words stand below what is there, not yet saved; after three seconds they are saved by themselves."""
    field = visitor.page.locator("#id_body")
    field.fill(f"{field.input_value()}\n\n{words}")
    return visitor


def body_of(visitor, section):
    visitor.go(f"{section}edit/")
    return visitor.page.input_value("#id_body")


def conflict(desk, mine, theirs):
    """Both opened the same section; the other saved first. Returns the page on which mine is not saved yet."""
    one, other, (section, _second) = desk
    begin(one, section)
    write(begin(other, section), theirs).press("Save")
    assert theirs in other.text
    write(one, mine).press("Save")
    assert one.heading == "Two people wrote here"
    assert mine in one.page.input_value("#mine")
    assert theirs in one.page.input_value("#theirs")
    return one, other, section


def test_the_difference_is_shown_and_mine_is_kept_by_a_decision(desk):
    one, other, section = conflict(desk, "The lead counted twelve villages.", "The second counted nine mayors.")
    shown = one.page.locator(".doc-diff")
    assert "twelve villages" in " ".join(shown.locator("ins").all_inner_texts())
    assert "nine mayors" in " ".join(shown.locator("del").all_inner_texts())
    assert "The lead counted twelve villages." not in body_of(other, section), "nothing is saved before the decision"
    one.press("Keep mine")
    kept = body_of(other, section)
    assert "twelve villages" in kept
    assert "nine mayors" not in kept


def test_theirs_is_kept_and_mine_is_not_lost_at_once(desk):
    one, _other, section = conflict(desk, "One more sentence of the lead.", "A sentence of the second stays.")
    one.follow("Keep theirs")
    assert "A sentence of the second stays." in one.text
    assert "One more sentence of the lead." not in one.text
    # Who regrets it finds her words in this browser.
    one.go(f"{section}edit/")
    expect(one.page.locator("#local-copy")).to_be_visible()
    one.page.click("#local-drop")
    expect(one.page.locator("#local-copy")).to_be_hidden()


def test_both_are_kept_below_each_other(desk):
    one, other, section = conflict(desk, "Both: what the lead wrote.", "Both: what the second wrote.")
    one.press("Keep both")
    kept = body_of(other, section)
    assert kept.index("Both: what the second wrote.") < kept.index("Both: what the lead wrote.")


def test_two_sections_at_once_do_not_meet(desk):
    one, other, (first, second) = desk
    begin(one, first)
    write(begin(other, second), "Only in the second section.").press("Save")
    write(one, "Only in the first section.").press("Save")
    assert one.heading != "Two people wrote here"
    one.go(re.sub(r"sections/\d+/$", "preview/", first))
    assert "Only in the first section." in one.text
    assert "Only in the second section." in one.text


def test_the_page_says_by_itself_that_somebody_else_saved(desk):
    """Who goes on typing is told beside the button, and pressing it shows both texts."""
    one, other, (section, _second) = desk
    begin(one, section)
    write(begin(other, section), "Saved by the other meanwhile.").press("Save")
    write(one, "Typed while the other saved.")
    one.page.locator("#save-state .save-conflict").wait_for()
    assert "press Save to see both texts" in one.page.inner_text("#save-state")
    one.press("Save")
    assert one.heading == "Two people wrote here"
    one.follow("Keep theirs")


def test_what_was_typed_without_a_line_is_offered_again(desk):
    one, _other, (section, _second) = desk
    sentence = "Typed while the line was down."
    one.page.on("dialog", lambda dialog: dialog.accept())
    begin(one, section)
    one.page.context.set_offline(True)
    one.page.locator("#id_body").press_sequentially(sentence)
    one.page.locator("#save-offline").wait_for()
    one.page.close(run_before_unload=False)
    one.problems[:] = [line for line in one.problems if not any(words in line for words in NO_LINE)]

    one.page.context.set_offline(False)
    one.page = one.page.context.new_page()
    one.go(f"{section}edit/")
    assert sentence not in one.page.input_value("#id_body")
    expect(one.page.locator("#local-copy")).to_be_visible()
    one.page.click("#local-take")
    assert sentence in one.page.input_value("#id_body")
    one.press("Save")
    assert sentence in one.text
    one.go(f"{section}edit/")
    assert one.page.locator("#local-copy").is_hidden()
