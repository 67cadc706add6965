"""The Task Team keeps dates right: a session is moved once, everybody concerned sees it and is told."""

import datetime as dt

import pytest

from core import clock
from core.dates import day_text, period_text


def test_moving_a_session_moves_the_dates_of_its_countries(visit, portal):
    today = clock.today()
    opens, closes = today + dt.timedelta(days=44), today + dt.timedelta(days=55)
    keeper = visit("taskteam@demo.example").expect(422)
    keeper.go("/calendar/sessions/")
    keeper.follow("UPR 54").follow("Move")
    keeper.page.select_option("[name=precision]", "day")
    keeper.page.fill("[name=opens_on]", opens.isoformat())
    keeper.page.fill("[name=closes_on]", closes.isoformat())
    keeper.page.select_option("[name=certainty]", "confirmed")
    keeper.press("Show what would move")
    # Without a reason nothing moves, and what was typed stays.
    assert keeper.page.input_value("[name=opens_on]") == opens.isoformat()
    assert keeper.page.locator("button[name=confirm]").count() == 0
    keeper.page.fill("[name=reason]", "OHCHR published the days of session 54")
    keeper.press("Show what would move")
    preview = keeper.page.locator("section:has(#preview)").inner_text()
    for country in ("Syrian Arab Republic", "Venezuela", "Sudan"):
        assert country in preview
    keeper.press("Move and tell everyone concerned")
    assert "Everyone concerned is told." in keeper.text
    assert "OHCHR published the days of session 54" in keeper.text

    # Each reads the calendar in her own language.
    for team, language, title in (
        ("syr", "ar", "استعراض الجمهورية العربية السورية"),
        ("ven", "en", "Review of Venezuela"),
    ):
        lead = visit(f"coordinator.{team}@demo.example")
        # Whatever she chose last.
        if lead.page.get_attribute("html", "lang") != language:
            lead.choose_language(language)
        lead.go("/calendar/")
        row = lead.page.locator("main .row", has_text=title).first
        assert row.locator(f"time[datetime='{opens.isoformat()}']").count() or str(opens.day) in row.inner_text()
        assert "OHCHR published the days of session 54" in lead.text

    # That Venezuela is reviewed in it is inferred only: nobody is mailed about an estimate. Once its place is
    # confirmed, the coordinators are reminded.
    about = "Review of Venezuela"
    lead.go("/people/me/")
    lead.page.select_option("[name=reminder_hour]", "0")
    lead.press("Save my settings")
    portal.manage("run_periodic", "--all")
    assert not portal.mails_to("coordinator.ven@demo.example", about)
    keeper.follow("Confirm the dates")
    keeper.page.locator("main .row", has_text="Venezuela").locator("input").check()
    keeper.page.fill("[name=source]", "https://www.ohchr.org/en/hr-bodies/upr/upr-main")
    keeper.press("Confirm what is ticked")
    portal.manage("run_periodic", "--all")
    mail = portal.wait_for_mail("coordinator.ven@demo.example", about)
    assert mail["Subject"].strip().startswith("Venezuela")
    assert "UPR" in mail["Subject"]
    assert day_text(opens) in mail["Subject"]
    assert period_text(opens, closes) in mail.get_body(("plain",)).get_content()


@pytest.fixture
def confirmed_date(visit):
    """A confirmed date of Mozambique in fourteen days as people in Maputo count them, entered by the Task Team."""
    day = clock.today("Africa/Maputo") + dt.timedelta(days=14)
    keeper = visit("taskteam@demo.example")
    keeper.go("/calendar/dates/new/?kind=submission&country=MOZ")
    keeper.page.fill("[name=title]", "Reply to the list of issues")
    keeper.page.select_option("[name=mechanism]", label="Committee on the Rights of the Child")
    keeper.page.select_option("[name=country]", "MOZ")
    keeper.page.select_option("[name=certainty]", "confirmed")
    keeper.page.fill("[name=due_on]", day.isoformat())
    keeper.page.fill("[name=source]", "https://www.ohchr.org/en/treaty-bodies/crc")
    keeper.through(keeper.page.locator("main form button[type=submit]").first)
    publish = keeper.page.locator("form[action$='/publish/'] button")
    if publish.count():
        keeper.through(publish)
    assert "Reply to the list of issues" in keeper.heading
    return day


def test_a_reminder_really_arrives(visit, portal, confirmed_date):
    lead = visit("coordinator.moz@demo.example")
    lead.go("/people/me/")
    # The morning mail may not wait for the morning here.
    lead.page.select_option("[name=reminder_hour]", "0")
    lead.press("Save my settings")
    portal.manage("run_periodic", "--all")

    mail = portal.wait_for_mail("coordinator.moz@demo.example", "Reply to the list of issues")
    subject = mail["Subject"]
    for part in ("Mozambique", "CRC", day_text(confirmed_date)):
        assert part in subject
    # Midnight may have passed in Maputo meanwhile.
    assert f"{(confirmed_date - clock.today('Africa/Maputo')).days} days" in subject or "14 days" in subject
    assert len(mail.get_all("To")) == 1
    assert mail["Cc"] is mail["Bcc"] is None
    assert mail["Message-ID"].count("@") == 1
    assert mail["List-Unsubscribe"].strip().startswith(f"<{portal.url}/calendar/reminders/stop/")
    assert mail["List-Unsubscribe-Post"].strip() == "List-Unsubscribe=One-Click"
    text = mail.get_body(("plain",)).get_content()
    assert "ohchr.org" in text or portal.url in text

    # Nobody is told of this date twice. Other mails may come meanwhile: each hour is somebody's hour of reminders.
    portal.manage("run_periodic", "--all")
    told = [mail["To"] for mail in portal.all_mails() if "Reply to the list of issues" in mail["Subject"]]
    assert "coordinator.moz@demo.example" in told
    assert len(told) == len(set(told))
