"""Everybody can use the pages: axe in light, dark and right-to-left, keyboard only, narrow, without JavaScript."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD

COORDINATOR = "coordinator.moz@demo.example"
KEEPER = "taskteam@demo.example"
PAGES = {
    COORDINATOR: [
        "/",
        "/calendar/",
        "/calendar/?view=month",
        "/calendar/?view=year&year=2027&world=all",
        "/calendar/?view=timeline&world=all",
        "/calendar/following/",
        "/calendar/outcomes/",
        "/calendar/imports/",
        "/calendar/reminders/",
        "/calendar/reminders/kinds/",
        "/countries/",
        "/countries/MOZ/",
        "date",
        "/engagements/?year=2027",
        "line",
        "risk",
        "submission",
        "section",
        "/mechanisms/",
        "/mechanisms/upr/",
        "/mechanisms/compare/",
        "/mechanisms/documents/",
        "profile",
        "profile-note",
        "/people/me/",
        "/people/",
    ],
    KEEPER: [
        "/",
        "/calendar/worklist/",
        "/calendar/desk/",
        "/calendar/desk/MOZ/",
        "/calendar/desk/differences/",
        "/calendar/check-in/SYR/",
        "/calendar/kinds/",
        "/calendar/dates/new/?kind=country_visit",
        "/mechanisms/focal-points/",
        "/mechanisms/focal-points/add/",
        "session",
        "move",
        "review",
    ],
}
# What sticks out of the window, apart from what scrolls in a box of its own.
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.right > wide + 1 || box.left < -1);
  }).map((node) => node.tagName + "." + node.className).slice(0, 8);
}"""
FOCUSED = """() => {
  const node = document.activeElement;
  const ring = getComputedStyle(node);
  return [node.tagName, node.textContent.trim().slice(0, 40), node.name || "",
          ring.outlineStyle !== "none" || ring.boxShadow !== "none"];
}"""


@pytest.fixture
def rooms(visit):
    """A window for each reader, and the addresses of single things, found by the names people see."""

    def open_rooms(**look):
        lead, keeper = visit(COORDINATOR, **look), visit(KEEPER, **look)
        lead.go("/calendar/")
        found = {"date": lead.page.get_attribute("main a[href*='/dates/']:has-text('Mozambique')", "href")}
        lead.go("/countries/MOZ/")
        found["profile"] = lead.page.get_attribute("main a:has-text('Profile')", "href")
        found["profile-note"] = f"{found['profile']}ohchr/"
        lead.go("/engagements/submissions/?status=all")
        found["submission"] = lead.page.get_attribute("main a:has-text('Return and safety since')", "href")
        lead.go(found["submission"])
        found["line"] = lead.page.get_attribute("main .crumb a", "href")
        found["risk"] = f"{found['line']}risk/"
        found["section"] = lead.page.locator(".outline a, a[href*='/sections/']").nth(2).get_attribute("href") + "edit/"
        keeper.go("/calendar/sessions/")
        found["session"] = keeper.page.get_attribute("main a:has-text('UPR 54')", "href")
        found["move"] = f"{found['session']}move/"
        keeper.go(found["session"])
        found["review"] = keeper.page.locator("main a[href*='/reviews/']").first.get_attribute("href")
        return [(visitor, name, found.get(name, name)) for visitor in (lead, keeper) for name in PAGES[visitor.email]]

    return open_rooms


# Colours and direction do not depend on each other: every page in two corners, the richest in all four.
RICH = {"/", "/calendar/", "date", "section"}
CORNERS = [("en", False, None), ("ar", True, None), ("en", True, RICH), ("ar", False, RICH)]


@pytest.mark.parametrize(("language", "dark", "chosen"), CORNERS)
def test_axe_finds_nothing(rooms, language, dark, chosen):
    pages = rooms(dark=dark, bypass_csp=True)
    visitors = list(dict.fromkeys(visitor for visitor, _name, _path in pages))
    for visitor in visitors:
        visitor.choose_language(language)
    findings = {}
    for visitor, name, path in pages:
        if chosen and name not in chosen:
            continue
        assert visitor.go(path).status == 200
        assert visitor.page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
        for rule in Axe().run(visitor.page).response["violations"]:
            nodes = [f"{node['html'][:160]} {node['failureSummary'][-160:]}" for node in rule["nodes"][:3]]
            findings[f"{path}: {rule['id']}"] = nodes
    for visitor in visitors:
        visitor.choose_language("en")
    assert findings == {}, json.dumps(findings, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_nothing_sticks_out_of_a_telephone(rooms, language):
    pages = rooms(width=390, height=800)
    visitors = list(dict.fromkeys(visitor for visitor, _name, _path in pages))
    for visitor in visitors:
        visitor.choose_language(language)
    sticking = {}
    for visitor, _name, path in pages:
        assert visitor.go(path).status == 200
        if nodes := visitor.page.evaluate(OVERFLOW):
            sticking[path] = nodes
    for visitor in visitors:
        visitor.choose_language("en")
    assert sticking == {}


def test_the_keyboard_alone_is_enough(visit, portal):
    visitor = visit()
    page = visitor.page
    visitor.go("/accounts/login/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[1] == "Skip to the content"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    for _stop in range(12):
        page.keyboard.press("Tab")
        tag, _text, name, _visible = page.evaluate(FOCUSED)
        if name == "login":
            break
    assert (tag, name) == ("INPUT", "login")
    page.keyboard.type(COORDINATOR)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(portal.url + "/")

    # Through the whole page: every stop is seen, and the end is reached.
    stops = []
    for _stop in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append(page.evaluate(FOCUSED))
    else:
        pytest.fail(f"The keyboard does not come out again: {stops[-6:]}")
    assert [stop for stop in stops if not stop[3]] == []
    assert [stop[1] for stop in stops[:4]] == ["Skip to the content", "HRE Portal", "Home", "Calendar"]

    # The menu opens by key, closes by Escape and gives the focus back.
    summary = page.locator(".menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu-panel")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".menu-panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_everything_needed_works_without_javascript(visit):
    """The Niger team's text: other tests send Mozambique's away."""
    visitor = visit("coordinator.ner@demo.example", scripts=False)
    assert visitor.heading == "Niger"
    visitor.go("/calendar/?family=upr")
    assert "Niger" in visitor.text
    visitor.go("/engagements/submissions/?status=all")
    visitor.follow("Protection des personnes déplacées depuis l'examen")
    visitor.through(visitor.page.locator(".outline a, main a[href*='/sections/']").nth(3))
    visitor.through(visitor.page.locator("main a[href*='/sections/'][href$='/edit/']").first)
    sentence = "Sans script, ce texte est enregistré aussi."
    before = visitor.page.input_value("[name=body]")
    visitor.page.fill("[name=body]", f"{before}\n\n{sentence}")
    visitor.page.locator("#section-form button[type=submit]").first.click()
    visitor.page.wait_for_url(re.compile(r"/sections/\d+/(\?|$)"))
    assert sentence in visitor.text
    visitor.choose_language("en")
    assert visitor.page.get_attribute("html", "lang") == "en"
