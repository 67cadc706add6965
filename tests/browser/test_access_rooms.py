"""The rooms of a submission, of the plan, of safeguards, stakeholders and support: axe, large enough to press, nothing
sticks out; once wide, light and from left to right, once narrow, dark and from right to left."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_access import OVERFLOW
from tests.browser.test_submission_room import ask

LEAD, NIGER, NIGERIA = (f"coordinator.{country}@demo.example" for country in ("moz", "ner", "nga"))
KEEPER, MEMBER = "taskteam@demo.example", "member.nga@demo.example"
# Whose text each of them opens; "text:" and "line:" below are rooms of it and of its plan line.
TEXTS = {LEAD: "Return and safety since the review", NIGER: "Note de démonstration", NIGERIA: "Five recommendations"}
E = "/engagements/"
ROOMS = {
    LEAD: [
        *("text:organisations/", "text:evidence/", "text:proposals/", "text:comments/", "text:contributions/"),
        *("text:contributions/all/", "text:contributions/ask/", "text:versions/", "text:compare/", "text:edit/"),
        *("text:move/request_sign_off/", "line:", "line:gates/", "line:process/", "line:process/information/"),
        *("line:process/time/", "line:consultations/", "line:session/", "line:history/"),
        *(f"{E}submissions/requests/", f"{E}submissions/results/", f"{E}plan/context/", f"{E}plan/objectives/"),
        *(f"{E}plan/concerns/", f"{E}advocacy/", f"{E}advocacy/watched/", f"{E}advocacy/briefings/"),
        *(f"{E}advocacy/strategies/", f"{E}analysis/", f"{E}interactions/", f"{E}interactions/series/", f"{E}press/"),
        *(f"{E}reading/", f"{E}safeguards/", f"{E}safeguards/sharing/", f"{E}safeguards/cases/new/"),
        *(f"{E}safeguards/reprisals/report/", f"{E}safeguards/reprisals/circle/", f"{E}safeguards/protocol/"),
        *("/recommendations/", "/stakeholders/", "/stakeholders/new/"),
        *("line:recommendations/", "line:experience/", f"{E}hand-over/", f"{E}plan/obstacles/", f"{E}plan/letter/"),
        *("/recommendations/follow-up/", "/stakeholders/influence/", "/knowledge/practice/"),
    ],
    NIGER: ["text:sending/", "text:sending/correct/", "text:sending/proofs/new/", "text:result/", "text:files/"],
    NIGERIA: ["text:clearing/", "text:check/"],
    KEEPER: [
        *("/recommendations/imports/", "/knowledge/support/", "/knowledge/exchange/", "/knowledge/exchange/new/"),
        *("/knowledge/learning/", "/knowledge/learning/new/", f"{E}submissions/shared/", f"{E}plan/concerns/waiting/"),
    ],
    MEMBER: [f"{E}positions/", f"{E}contributions/", "/knowledge/exchange/"],
}
# Smaller than 24 pixels and not within a sentence. Marks of a picture have their links in the list beneath it.
SMALL = """() => [...document.querySelectorAll("main :is(a, button, select, summary, input:not([type=hidden]))")]
  .filter((node) => {
    const box = node.getBoundingClientRect();
    const isInline = node.tagName === "A" && getComputedStyle(node).display === "inline";
    const isApart = node.closest("svg, .visually-hidden, [aria-hidden=true]");
    return box.width && !isInline && !isApart && (box.height < 23.9 || box.width < 23.9);
  }).map((node) => node.outerHTML.slice(0, 140)).slice(0, 4)"""
CORNERS = [("en", False, 1280), ("ar", True, 390)]


def addresses(visitor):
    """The rooms of this reader as addresses: {name: address}."""
    begins = {}
    if title := TEXTS.get(visitor.email):
        visitor.go(f"{E}submissions/?status=all")
        begins["text"] = visitor.page.locator("main a", has_text=title).first.get_attribute("href")
        visitor.go(begins["text"])
        begins["line"] = visitor.page.get_attribute("main .crumb a", "href")
    found = {}
    for name in ROOMS[visitor.email]:
        root, colon, rest = name.partition(":")
        found[name] = f"{begins[root]}{rest}" if colon else name
    return found


def faults(visitor, width):
    """{what: where} of the page that is open."""
    page, found = visitor.page, {}
    for rule in Axe().run(page).response["violations"]:
        found[rule["id"]] = [f"{node['html'][:160]} {node['failureSummary'][-160:]}" for node in rule["nodes"][:3]]
    found["small"] = page.evaluate(SMALL)
    # Content reflows at 320 pixels (WCAG 1.4.10), whatever the telephone is.
    for wide in (320, width) if width < 400 else ():
        page.set_viewport_size({"width": wide, "height": 800})
        found[f"sticks out at {wide}"] = page.evaluate(OVERFLOW)
    return {name: nodes for name, nodes in found.items() if nodes}


@pytest.mark.parametrize(("language", "dark", "width"), CORNERS)
def test_everybody_can_use_the_rooms(visit, language, dark, width):
    found = {}
    for email in ROOMS:
        visitor = visit(email, dark=dark, width=width, bypass_csp=True)
        own = visitor.page.get_attribute("html", "lang")
        rooms = addresses(visitor)
        if language != own:
            visitor.choose_language(language)
        for address in rooms.values():
            assert visitor.go(address).status == 200, address
            for what, nodes in faults(visitor, width).items():
                found[f"{address}: {what}"] = nodes
        if language != own:
            visitor.choose_language(own)
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)


def test_a_guest_can_use_the_page_behind_a_personal_link(visit):
    """Somebody without an account, in both corners, before and after something was written."""
    lead = visit(NIGERIA)
    lead.go(f"{E}submissions/?status=all")
    lead.follow(TEXTS[NIGERIA])
    desk = re.sub(r"^https?://[^/]+|[?#].*$", "", lead.page.url)
    ask(lead, desk, "link", "guest@test.example")
    link = lead.page.inner_text("#the-link")
    found = {}
    for language, dark, width in CORNERS:
        guest = visit(dark=dark, width=width, bypass_csp=True, locale=language)
        guest.page.goto(link)
        assert guest.page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
        found[f"{language}, empty"] = faults(guest, width)
        guest.page.locator("[name$=-text]").first.fill("Families wait for months for a paper.")
        guest.press("Save and go on to send" if language == "en" else "حفظ")
        found[f"{language}, saved"] = faults(guest, width)
    assert not any(found.values()), json.dumps(found, indent=1, ensure_ascii=False)
