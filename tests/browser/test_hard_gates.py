"""The gates that no policy of a cluster can open: an inquiry of a committee needs the State's acceptance and a pattern,
material for an investigation the lead agency's word on the very version, and always stays with those named."""

import re

from core import clock
from tests.browser.test_submission_room import enter, path_of, plan

PATTERN = "In every district since spring, with the same units and the same way of acting."


def number_of(line):
    return re.search(r"/(\d+)/$", line)[1]


def begin(lead, line, kind, title):
    lead.go(f"/engagements/submissions/new/{number_of(line)}/?kind={kind}")
    lead.page.select_option("[name=kind]", kind)
    lead.page.fill("[name=title]", title)
    lead.press("Begin")


def test_an_inquiry_needs_acceptance_and_a_pattern(visit):
    lead = enter(visit, "coordinator.nga").expect(409, 422)
    line = plan(lead, "ced", "A pattern that a committee could look into")
    begin(lead, line, "inquiry", "Information about a pattern")
    assert "Describe why the violations are systematic, not single events." in lead.text

    lead.go(f"{line}gates/")
    lead.page.locator("#inquiry summary").click()
    lead.page.fill("[name=pattern-pattern]", PATTERN)
    lead.through(lead.page.locator("#inquiry button[type=submit]"))
    assert PATTERN in lead.text
    begin(lead, line, "inquiry", "Information about a pattern")
    assert lead.heading == "Information about a pattern"

    # Nigeria is no party to the protocol of this one.
    line = plan(lead, "cescr", "Another committee")
    begin(lead, line, "inquiry", "Not possible")
    assert "has not accepted inquiries" in lead.text
    assert lead.heading != "Not possible"


def test_material_for_an_investigation_goes_through_the_lead_agency(visit):
    lead = enter(visit, "coordinator.syr").expect(403, 409, 422)
    # Of this one no source says that its mandate runs on.
    line = plan(lead, "syr-coi", "Not for now")
    begin(lead, line, "investigation", "Not possible")
    assert "at work now" in lead.text
    assert lead.heading != "Not possible"

    title = "What the mechanism should hear"
    line = plan(lead, "syr-iiim", title)
    assert "Confidential" in lead.page.inner_text("body")
    begin(lead, line, "investigation", "Material with care")
    assert lead.heading == "Material with care"
    desk = path_of(lead)
    lead.through(lead.page.locator("main a[href$='/edit/'][href*='/sections/']").first)
    lead.page.fill("[name=body]", "What is told here comes from published sources alone.")
    lead.press("Save")

    gates = f"{line}gates/?text={number_of(desk)}"
    lead.go(gates)
    assert "The lead agency endorses a fixed version: freeze the text as it stands first." in lead.text
    freeze(lead, desk)
    lead.go(gates)
    assert "channel or endorsement of version 1 is missing" in lead.text
    lead.page.locator("#lead-agency summary").first.click()
    lead.page.check("[name=lead-agency-way][value=endorsement]")
    lead.page.fill("[name=lead-agency-on]", clock.today("Asia/Damascus").isoformat())
    lead.page.fill("[name=lead-agency-who]", "The office")
    lead.through(lead.page.locator("#lead-agency button[type=submit]"))
    assert "channel or endorsement of version 1 is missing" not in lead.text

    # One word more, and the endorsement is for another text.
    lead.go(desk)
    lead.through(lead.page.locator("main a[href$='/edit/'][href*='/sections/']").first)
    lead.page.fill("[name=body]", "What is told here comes from published sources alone, and from none besides.")
    lead.press("Save")
    lead.go(gates)
    assert "freeze the text as it stands first" in lead.text
    freeze(lead, desk)
    lead.go(gates)
    assert "channel or endorsement of version 2 is missing" in lead.text

    for login in ("member.syr", "coordinator.moz"):
        other = visit(f"{login}@demo.example").expect(404)
        for path in (line, f"{line}gates/", desk, f"{desk}pdf/"):
            assert other.go(path).status == 404
        for page in ("/", "/engagements/", "/engagements/submissions/?status=all"):
            other.go(page)
            assert title not in other.page.inner_text("body")


def freeze(lead, desk):
    lead.go(desk)
    lead.page.locator("summary", has_text="Freeze a version").click()
    lead.press("Freeze")
