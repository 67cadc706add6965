"""Coming in: wrong passwords, and an invitation whose link a mail scanner opens first."""

import re

from tests.browser.conftest import PASSWORD


def test_ten_wrong_passwords_meet_words_not_a_crash(visit, portal):
    stranger = visit().expect(400, 403, 422, 429)
    for _attempt in range(10):
        stranger.go("/accounts/login/")
        stranger.page.fill("input[name=login]", "sag.ven@demo.example")
        stranger.page.fill("input[name=password]", "not the password")
        with stranger.page.expect_navigation() as caught:
            stranger.page.click("main button[type=submit]")
        assert caught.value.status < 500
        assert "/accounts/login/" in stranger.page.url
        said = stranger.text
        assert "do not belong together" in said or "Too many wrong passwords" in said
    assert "Wait five minutes" in said
    # Another person behind the same address still comes in.
    assert visit("sag.moz@demo.example").heading == "Mozambique"


def test_an_invited_person_arrives_although_a_scanner_opened_the_link(visit, portal):
    lead = visit("coordinator.moz@demo.example")
    lead.follow("People").follow("Invite somebody")
    lead.page.fill("[name=email]", "new.colleague@demo.example")
    lead.page.fill("[name=name]", "Teresa Vilanculos")
    lead.page.select_option("[name=role]", "sag")
    lead.page.select_option("select[name=language]", "en")
    lead.press("Send the invitation")
    assert "The invitation went to new.colleague@demo.example." in lead.text

    mail = portal.wait_for_mail("new.colleague@demo.example", "Invitation to the HRE Portal")
    link = re.search(r"http://\S+/people/join/\S+", mail.get_body(("plain",)).get_content())[0]
    path = link.removeprefix(portal.url)
    for _opening in range(2):
        scanner = visit()
        assert scanner.go(path).status == 200
        assert "You are invited" in scanner.text

    colleague = visit().expect(410)
    colleague.go(path)
    assert colleague.page.input_value("[name=name]") == "Teresa Vilanculos"
    colleague.page.fill("[name=password]", PASSWORD)
    colleague.press("Make the account and go in")
    colleague.page.wait_for_url(portal.url + "/")
    assert colleague.heading == "Mozambique"
    assert visit().expect(410).go(path).status == 410
