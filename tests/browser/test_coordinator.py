"""A coordinator's work from log-in to the record of sending, in real windows."""

import datetime as dt
import io
import re
from zoneinfo import ZoneInfo

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import PATIENCE

TITLE = "Return and safety since the review"
TYPED = "Registration teams reach the district towns by plane only."
ADDED = "The road has been closed since March."


def pdf_of(visitor, path):
    answer = visitor.page.request.get(visitor.portal.url + path)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def open_submission(visitor):
    visitor.through(visitor.page.locator(".top nav:visible a", has_text="Submissions"))
    visitor.follow(TITLE)
    return re.search(r"/submissions/\d+/", visitor.page.url)[0]


def ask_why(lead):
    lead.follow("Calendar").follow("Mid-term report of Mozambique")
    why = lead.page.locator("section:has(#why)").inner_text()
    assert "5 May 2026" in why
    assert "54 months" in why
    assert "About August 2028" in lead.text


def decide_risk(lead):
    lead.follow("In plan").follow("Open the risk form")
    lead.page.fill("[name=do_no_harm_text]", "No village is named, and no day.")
    lead.page.check("[name=decision][value=go_with_mitigation]")
    lead.press("Take the decision")
    gate = lead.page.locator("section:has(#gates-head) li", has_text="Risk form").first
    assert "Settled" in gate.inner_text()


def settle_gates(visit, lead, path):
    """The protocol of the cluster wants its members asked and the country team consulted before anything goes out."""
    adviser = visit("sag.moz@demo.example")
    adviser.go("/engagements/positions/")
    adviser.follow("Mid-term contribution")
    adviser.page.check("[name=answer][value=endorsed]")
    adviser.press("Give this answer")
    assert "Endorsed" in adviser.text
    lead.go(path)
    # Fetched when the page is there.
    lead.page.locator("main", has_text="The Humanitarian Country Team has not been consulted.").wait_for()
    lead.follow("Everything that must be settled")
    lead.page.locator("#hct summary").click()
    lead.page.check("[name=hct-position][value=consulted]")
    lead.page.fill("[name=hct-forum]", "HCT meeting")
    lead.through(lead.page.locator("#hct button[type=submit]"))
    assert "All settled" in lead.text


def write_section(lead):
    lead.follow("What stands in the way").follow("Write")
    lead.page.fill("[name=body]", TYPED)
    expect(lead.page.locator("#save-state")).not_to_be_empty(timeout=PATIENCE)
    assert lead.page.locator(".outline-here, [aria-current]", has_text="What stands in the way").count()
    # Saved by itself: the same page, opened anew, has it.
    again = lead.page.context.new_page()
    again.goto(lead.page.url)
    assert again.input_value("[name=body]") == TYPED
    again.close()
    lead.page.fill("[name=body]", f"{TYPED}\n\n{ADDED}")
    lead.press("Save")
    assert ADDED in lead.text


def test_from_log_in_to_the_record_of_sending(visit):
    lead = visit("coordinator.moz@demo.example")
    assert lead.heading == "Mozambique"
    ask_why(lead)
    decide_risk(lead)
    path = f"/engagements{open_submission(lead)}"
    write_section(lead)
    draft = pdf_of(lead, f"{path}pdf/")
    assert "DRAFT" in draft
    assert TYPED in draft

    lead.follow("Ask sign-off").press("Ask sign-off")
    assert "Sign-off" in lead.page.locator(".lede").inner_text()

    second = visit("cocoordinator.moz@demo.example")
    second.follow(TITLE)
    assert ADDED in second.go(f"{path}preview/").text()
    second.go(path)
    second.press("Agree")
    second.follow("Clear").press("Clear")
    assert "Cleared" in second.page.locator(".lede").inner_text()

    settle_gates(visit, lead, path)
    lead.go(path)
    lead.follow("Record as submitted")
    lead.page.select_option("[name=channel]", "email")
    # Sent now, by the clock of the mechanism: nothing goes out before it was cleared.
    now = dt.datetime.now(ZoneInfo(lead.page.input_value("[name=time_zone]")))
    lead.page.fill("[name=sent_on]", f"{now:%Y-%m-%d}")
    lead.page.fill("[name=sent_time]", f"{now:%H:%M}")
    lead.page.fill("[name=receipt]", "UPR-2028-117")
    lead.press("Record as submitted")
    assert "Submitted" in lead.page.locator(".lede").inner_text()
    assert "UPR-2028-117" in lead.text

    with lead.page.expect_download() as caught:
        lead.page.locator("main a", has_text="PDF").first.click()
    assert caught.value.suggested_filename.endswith(".pdf")
    final = pdf_of(lead, f"{path}pdf/")
    assert TYPED in final
    assert ADDED in final
    assert "DRAFT" not in final


def test_two_windows_on_one_section_lose_nothing(visit):
    """The Niger team works in French: the windows are steered by names of fields, not by words."""
    first = visit("coordinator.ner@demo.example").expect(409)
    second = visit("cocoordinator.ner@demo.example").expect(409)
    for visitor in (first, second):
        visitor.go("/engagements/submissions/")
        visitor.follow("Protection des personnes déplacées depuis l'examen")
        visitor.through(visitor.page.locator(".outline a").nth(4))
        visitor.through(visitor.page.locator("main a[href$='/edit/'][href*='/sections/']").first)
        visitor.page.wait_for_selector("#section-form")
    before = first.page.input_value("[name=body]")
    first.page.fill("[name=body]", f"{before}\n\nLa première fenêtre ajoute ceci.")
    first.page.locator("#section-form button[type=submit]").first.click()
    first.page.wait_for_url(re.compile(r"/sections/\d+/(\?|$)"))

    # Not before: what is typed is saved by itself after a while.
    second.page.fill("[name=body]", f"{before}\n\nLa seconde fenêtre ajoute cela.")
    second.page.locator("#section-form button[type=submit]").first.click()
    second.page.wait_for_selector("#mine")
    assert "La seconde fenêtre ajoute cela." in second.page.input_value("#mine")
    assert "La première fenêtre ajoute ceci." in second.page.input_value("#theirs")
    second.page.locator("form:has(textarea[hidden]) button").click()
    second.page.wait_for_url(re.compile(r"/sections/\d+/(\?|$)"))
    assert "La première fenêtre ajoute ceci." in second.text
    assert "La seconde fenêtre ajoute cela." in second.text
    assert first.problems == second.problems == []
