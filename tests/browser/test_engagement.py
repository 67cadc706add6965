"""The whole way of an engagement, from a review that is announced to a text that is ready to be sent, with every gate
met shut on the way: by the coordinators of a cluster, its SAG, two member organisations and somebody from outside."""

import datetime as dt
import re

TITLE = "Housing and papers of displaced families before the review"
CONCERN = "Families without papers cannot rent land where they live now."
TEXT = "Most families who asked for civil documents in the past year were sent away without any."
SIGNED, UNSIGNED = "Demonstration Organisation A", "Demonstration Organisation B"
RISK_LINES = (
    "do_no_harm",
    "humanity",
    "neutrality",
    "impartiality",
    "independence",
    "retaliation_sources",
    "retaliation_members",
    "retaliation_operations",
)


def path_of(visitor):
    return re.sub(r"^https?://[^/]+|[?#].*$", "", visitor.page.url)


def plan_the_review(lead):
    """From the page of the country over the date of the review to a line of the plan."""
    lead.go("/countries/NGA/")
    lead.follow("Next review of Nigeria").follow("Plan this engagement")
    lead.page.fill("[name=concern]", CONCERN)
    lead.page.fill("[name=title]", TITLE)
    lead.page.select_option("[name=channel]", "indirect")
    lead.press("Put it in the plan")
    assert "Say through whom the information goes." in lead.text
    assert lead.page.input_value("[name=concern]") == CONCERN
    lead.page.select_option("[name=channel]", "direct")
    lead.press("Put it in the plan")
    assert lead.heading == TITLE
    assert "Write the cluster's contribution to the review" in lead.text
    return path_of(lead)


def adopt_a_policy(lead, line):
    """The cluster agrees on more than it had; the line takes that over only when a coordinator says so."""
    lead.follow("Settle what is open").follow("Safeguards of the cluster").follow("Adopt a new version")
    lead.page.fill("[name=adopted_by]", "The cluster's meeting (demonstration)")
    lead.page.select_option("[name=rule0-members]", "each")
    lead.page.get_by_label(SIGNED).first.check()
    lead.page.get_by_label(UNSIGNED).first.check()
    lead.page.select_option("[name=rule0-hct]", "approving")
    lead.page.check("[name=rule0-needs_sag]")
    lead.press("Adopt this version")
    lead.go(f"{line}gates/")
    assert "keeps the one it was planned under" in lead.text
    lead.press("Take over the new version")
    assert "Take over the new version" not in lead.text
    for sentence in (
        "The risk form has not been started.",
        "The members have not been asked.",
        "The approval of the Humanitarian Country Team is missing.",
    ):
        assert sentence in lead.text


def end_the_exception(lead):
    """What the demonstration cluster granted to the organisation that has not signed."""
    lead.follow("Safeguards of the cluster").follow("Rules, signatories, exceptions")
    lead.through(lead.page.get_by_role("button", name=f"End the exception for {UNSIGNED}"))
    assert "Access through it is shut." in lead.page.inner_text("body")


def begin_the_text(lead, line):
    """A restricted text: somebody whose organisation has not signed is refused, and the exception is offered."""
    lead.go(line)
    lead.follow("Start a submission")
    lead.page.fill("[name=title]", TITLE)
    lead.page.select_option("[name=exposure]", "restricted")
    for person in ("Halima Garba", "Bello Ade", "Ngozi Eze"):
        lead.page.get_by_label(person).check()
    lead.press("Begin")
    assert f"{UNSIGNED}, for which Ngozi Eze works, has not signed" in lead.text
    offered = lead.page.locator("main a", has_text="Record an exception").get_attribute("href")
    lead.page.get_by_label("Ngozi Eze").uncheck()
    lead.press("Begin")
    assert lead.heading == TITLE
    desk = path_of(lead)
    lead.through(lead.page.locator("main a[href$='/edit/'][href*='/sections/']").first)
    lead.page.fill("[name=body]", TEXT)
    lead.press("Save")
    lead.go(offered)
    assert lead.page.locator("[name=organisation] option:checked").inner_text() == UNSIGNED
    return desk


def meet_the_risk_form(lead, line, desk):
    """No sign-off before the risk form is decided, no decision before every line of it is answered."""
    lead.go(desk)
    lead.follow("Ask sign-off")
    assert "The risk form has not been started." in lead.text
    assert not lead.page.locator("main button:visible", has_text="Ask sign-off").count()
    lead.go(f"{line}risk/")
    lead.page.fill("[name=do_no_harm_text]", "No place smaller than a district is named.")
    lead.page.check("[name=decision][value=go]")
    lead.press("Take the decision")
    assert lead.heading == "Risk form"
    assert lead.page.locator("#risk-missing li").count()
    for one in RISK_LINES:
        lead.page.check(f"[name={one}_likelihood][value=low]")
        lead.page.check(f"[name={one}_effect][value=low]")
        lead.page.fill(f"[name={one}_text]", "Only figures that are published already.")
    lead.page.check("[name=sources_local][value=no]")
    lead.page.fill("[name=benefits]", "Families are heard before the State reports.")
    lead.page.fill("[name=mitigation]", "The members read the text before it goes out.")
    lead.page.fill("[name=decision_reason]", "What is gained outweighs what could happen.")
    lead.page.fill("[name=review_on]", (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=90)).isoformat())
    lead.press("Take the decision")
    assert lead.heading == TITLE


def sign_and_clear(lead, second, adviser, desk):
    lead.go(desk)
    lead.follow("Ask sign-off").press("Ask sign-off")
    lead.go(f"{desk}move/clear/")
    assert "The author cannot clear her own text." in lead.text
    assert not lead.page.locator("main button:visible", has_text="Clear").count()
    second.go(desk)
    second.press("Agree")
    second.go(f"{desk}move/clear/")
    assert "The sign-off of Strategic Advisory Group is missing." in second.text
    assert not second.page.locator("main button:visible", has_text="Clear").count()
    adviser.go("/")
    adviser.follow(TITLE)
    assert TEXT in adviser.go(f"{desk}preview/").text()
    adviser.go(desk)
    adviser.press("Agree")
    second.go(f"{desk}move/clear/")
    second.press("Clear")
    assert "Cleared" in second.page.locator(".lede").inner_text()


def sending_is_refused(lead, desk, *sentences):
    """On the page, and when the form is sent all the same."""
    lead.go(f"{desk}move/submit/")
    for sentence in sentences:
        assert sentence in lead.text
    assert not lead.page.locator("main button:visible", has_text="Record as submitted").count()
    form = {name: lead.page.input_value(f"[name={name}]") for name in ("csrfmiddlewaretoken", "version")}
    today = dt.datetime.now(dt.UTC).date().isoformat()
    form |= {"channel": "email", "sent_on": today, "sent_time": "00:00", "time_zone": "UTC"}
    headers = {"Referer": lead.page.url}
    answer = lead.page.request.post(lead.page.url, form=form, headers=headers)
    assert answer.status in (403, 409, 422)
    for sentence in sentences:
        assert sentence in answer.text()


def ask_the_members(lead, line):
    lead.go(f"{line}gates/")
    lead.page.locator("summary", has_text="Ask the members").click()
    lead.page.fill("[name=ask-due_on]", (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=14)).isoformat())
    lead.press("Ask them")
    assert f"No answer yet: {SIGNED}, {UNSIGNED}." in lead.text


def answer(member, value, comment=""):
    """By her list of questions; what is answered stands under all."""
    member.go("/engagements/positions/")
    member.follow("All").follow(TITLE)
    member.page.check(f"[name=answer][value={value}]")
    member.page.fill("[name=comment]", comment)
    member.press("Give this answer")


def record_hct(lead, line, position, forum):
    lead.go(f"{line}gates/")
    lead.page.locator("#hct summary").first.click()
    lead.page.check(f"[name=hct-position][value={position}]")
    lead.page.fill("[name=hct-forum]", forum)
    lead.through(lead.page.locator("#hct button[type=submit]"))


def settle_members_and_hct(lead, members, line, desk):
    first, other = members
    ask_the_members(lead, line)
    answer(first, "endorsed")
    other.expect(422)
    answer(other, "declined")
    assert "Say what would have to change." in other.text
    answer(other, "declined", "The annex names a town.")
    sending_is_refused(lead, desk, f"Declined: {UNSIGNED}.")
    answer(other, "no_objection", "The annex is out.")
    sending_is_refused(lead, desk, "The approval of the Humanitarian Country Team is missing.")

    record_hct(lead, line, "declined", "HCT meeting")
    lead.page.locator("summary", has_text="What else can be done").first.click()
    for offer in ("Through the lead agency", "Indirectly, or in confidence", "At a lower level"):
        assert offer in lead.text
    sending_is_refused(lead, desk, "The Humanitarian Country Team has declined.")
    record_hct(lead, line, "approved", "HCT meeting, decided anew")
    assert "All settled" in lead.text


def stays_hidden(visitor, *paths):
    """Not there at its address, on no list, in no search."""
    visitor.expect(404)
    for path in paths:
        assert visitor.go(path).status == 404
    for page in ("/", "/engagements/", "/engagements/submissions/", "/engagements/submissions/?status=all"):
        visitor.go(page)
        assert TITLE not in visitor.page.inner_text("body")


def test_from_an_announced_review_to_ready_to_send(visit):
    lead = visit("coordinator.nga@demo.example").expect(403, 409, 422)
    line = plan_the_review(lead)
    adopt_a_policy(lead, line)
    end_the_exception(lead)
    desk = begin_the_text(lead, line)

    member, member2 = visit("member.nga@demo.example"), visit("member2.nga@demo.example")
    stays_hidden(visit("coordinator.moz@demo.example"), line, f"{line}gates/", f"{line}risk/", desk, f"{desk}pdf/")
    member.go(desk)
    assert member.heading == TITLE
    assert member2.expect(404).go(desk).status == 404
    assert member2.go(line).status == 200
    assert member2.page.locator(f"main a[href='{desk}']").count() == 0

    meet_the_risk_form(lead, line, desk)
    second, adviser = visit("cocoordinator.nga@demo.example"), visit("sag.nga@demo.example")
    sign_and_clear(lead, second, adviser, desk)
    sending_is_refused(lead, desk, "The members have not been asked.")
    settle_members_and_hct(lead, (member, member2), line, desk)

    second.go(desk)
    second.follow("Record as submitted")
    assert "This is still missing" not in second.text
    assert second.page.locator("main button:visible", has_text="Record as submitted").count() == 1
