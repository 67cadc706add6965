"""What a member organisation sees: the shared calendar and what it is asked, nothing that is restricted."""

import re

# In full: other walks write texts with a like title.
TEXT = "Protection des personnes déplacées depuis l'examen"


def test_a_member_sees_the_calendar_and_not_the_restricted_submission(visit):
    lead = visit("coordinator.moz@demo.example")
    lead.go("/engagements/submissions/?status=all")
    lead.follow("Return and safety since the review")
    submission = re.search(r"/engagements/submissions/\d+/", lead.page.url)[0]
    lead.go("/calendar/")
    lead.follow("In plan")
    line = re.search(r"/engagements/plan/\d+/", lead.page.url)[0]

    member = visit("member.moz@demo.example").expect(404)
    assert "Asked of my organisation" in member.text
    member.follow("Calendar")
    assert "Mid-term report of Mozambique" in member.text
    assert "In plan" not in member.text
    for path in (submission, f"{submission}pdf/", f"{submission}preview/", line, f"{line}risk/"):
        answer = member.go(path)
        assert answer.status == 404
        assert "Return and safety" not in answer.text()
    member.go("/engagements/submissions/?status=all")
    assert "Return and safety" not in member.text


def test_a_member_reads_what_is_put_to_the_members(visit):
    """Niger's text is open to members once the coordinator asks them."""
    lead = visit("coordinator.ner@demo.example")
    lead.go("/engagements/submissions/")
    lead.follow(TEXT)
    submission = re.search(r"/engagements/submissions/\d+/", lead.page.url)[0]
    lead.go(f"{submission}move/consult/")
    lead.through(lead.page.locator("main form button[type=submit]").first)
    assert lead.page.url.endswith(submission)

    member = visit("member.ner@demo.example")
    member.follow(TEXT)
    assert member.page.url.endswith(submission)
    assert member.page.locator("a[href*='/sections/'][href$='/edit/']").count() == 0
