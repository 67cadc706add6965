"""Three texts on their way: a joint UPR submission in French from the first word to the traced result, an alternative
report in Arabic and a statement in Portuguese to the cleared file; each read back from the page, the PDF and Word."""

import datetime as dt
import io
import re
import unicodedata
from collections import Counter
from zoneinfo import ZoneInfo

from pypdf import PdfReader
from samples import SOURCES, read

from tests.core.docx_text import text_of

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
GIVEN = "Les familles déplacées attendent les audiences foraines plus longtemps que les autres."
BY_LINK = "Les titres fonciers coutumiers des déplacés ne sont pas reconnus au retour."
BY_LINK_AR = "تنتظر الأسر العائدة أشهرا قبل أن تستعيد وثائقها المدنية."
BY_LINK_PT = "As famílias deslocadas esperam meses pelo registo de nascimento dos filhos."
# Quotations need the number that a recommendation has in one database; the walk leaves them out.
_QUOTED = re.compile(r"\s*\(?\{rec:[^}]*\}\)?")
# Marks of direction, soft hyphens, vowel signs and the long stroke of Arabic: layout, not words.
_SHAPES = re.compile("[\u00ad\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def path_of(visitor):
    return re.sub(r"^https?://[^/]+|[?#].*$", "", visitor.page.url)


def enter(visit, login):
    """The person's window in English, whatever her language is."""
    visitor = visit(f"{login}@demo.example")
    if visitor.page.get_attribute("html", "lang") != "en":
        visitor.choose_language("en")
    return visitor


def plan(lead, mechanism, title):
    lead.go(f"/engagements/plan/new/?mechanism={mechanism}")
    lead.page.fill("[name=concern]", "A concern for this walk.")
    lead.page.fill("[name=title]", title)
    lead.press("Put it in the plan")
    assert lead.heading == title
    return path_of(lead)


def decide_risk(lead, line):
    lead.go(f"{line}risk/")
    for one in RISK_LINES:
        lead.page.check(f"[name={one}_likelihood][value=low]")
        lead.page.check(f"[name={one}_effect][value=low]")
        lead.page.fill(f"[name={one}_text]", "Only figures that are published already.")
    lead.page.check("[name=sources_local][value=no]")
    lead.page.fill("[name=benefits]", "People are heard before the State reports.")
    lead.page.fill("[name=mitigation]", "The members read the text before it goes out.")
    lead.page.fill("[name=decision_reason]", "What is gained outweighs what could happen.")
    lead.page.fill("[name=review_on]", (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=90)).isoformat())
    lead.page.check("[name=decision][value=go]")
    lead.press("Take the decision")


def begin(lead, line, kind, title, language):
    """A text for the members, signed by the coordinators."""
    lead.go(line)
    number = re.search(r"/(\d+)/$", line)[1]
    lead.go(f"/engagements/submissions/new/{number}/?kind={kind}")
    lead.page.select_option("[name=kind]", kind)
    lead.page.fill("[name=title]", title)
    lead.page.select_option("main [name=language]", language)
    lead.page.select_option("[name=exposure]", "members_only")
    lead.page.check("[name=required_sign_offs][value=coordinator]")
    sag = lead.page.locator("[name=required_sign_offs][value=sag]")
    if sag.is_checked():
        sag.uncheck()
    lead.press("Begin")
    assert lead.heading == title
    return path_of(lead)


def write(lead, desk, parts, most):
    """The text of a sample into the sections of the outline, one after the other."""
    lead.go(desk)
    edits = "main a[href$='/edit/'][href*='/sections/']"
    sections = re.findall(rf"{desk}sections/(\d+)/", lead.page.content())
    bodies = [_QUOTED.sub("", body) for _heading, body in parts]
    for section, body in zip(list(dict.fromkeys(sections))[:most], bodies, strict=False):
        lead.go(f"{desk}sections/{section}/edit/")
        lead.page.fill("[name=body]", body)
        lead.press("Save")
    lead.go(desk)
    assert lead.page.locator(edits).count()


def sign_and_clear(lead, second, desk):
    lead.go(desk)
    settle_findings(lead)
    lead.go(f"{desk}move/request_sign_off/")
    lead.press("Ask sign-off")
    second.go(desk)
    second.press("Agree")
    second.go(f"{desk}move/clear/")
    second.press("Clear")
    assert "Cleared" in second.page.locator(".lede").inner_text()


def settle_findings(lead):
    """Every finding of the do-no-harm check is justified; the samples name nobody."""
    lead.follow("Do-no-harm check")
    for _number in range(30):
        open_ones = lead.page.locator("#waiting details.more summary")
        if not open_ones.count():
            return
        open_ones.first.click()
        lead.page.locator("#waiting [name=reason]").first.fill("Invented, and nobody is meant.")
        lead.press("Justify")
    raise AssertionError("the findings do not end")


def final(lead, desk, form):
    answer = lead.page.request.get(f"{lead.portal.url}{desk}final/{form}/")
    assert answer.status == 200, answer.text()[:300]
    return answer.body()


def words(text):
    text = _SHAPES.sub("", unicodedata.normalize("NFKC", text))
    return Counter(re.findall(r"[^\W\d_]{2,}", text))


def same_words_everywhere(lead, desk):
    """What stands on the page stands in the Word file and in the PDF, no word more often."""
    lead.go(f"{desk}preview/")
    # Marks and the reference on the cover change with the state of the text; all else is the text.
    lead.page.eval_on_selector_all(".doc-marks, .doc-symbol", "marks => marks.forEach(mark => mark.remove())")
    page = words(lead.page.locator("main article").first.inner_text())
    assert sum(page.values()) > 60
    word = words(text_of(final(lead, desk, "docx")))
    body = final(lead, desk, "pdf")
    assert body.startswith(b"%PDF")
    printed = words("\n".join(one.extract_text() for one in PdfReader(io.BytesIO(body)).pages))
    assert not page - word, f"not in Word: {list((page - word).items())[:8]}"
    missing = page - printed
    # Words that the print divides at the end of a line are the only ones that may look different.
    assert sum(missing.values()) <= max(3, sum(page.values()) // 50), f"not in print: {list(missing.items())[:8]}"


def contribute(writer, text):
    """From the open form to the thanks: saved, looked through, sent with consent."""
    writer.page.locator("[name$=-text]").first.fill(text)
    writer.press("Save and go on to send")
    if writer.page.locator("[name=is_checked]").count():
        writer.page.check("[name=is_checked]")
    writer.page.check("[name=has_consent]")
    writer.press("Send in")
    assert writer.heading == "Sent in, thank you"


def ask(lead, desk, way, email="", question="Que constatez-vous dans votre zone ?"):
    lead.go(f"{desk}contributions/ask/")
    lead.page.locator("[name=organisation] option", has_text="Demonstration Organisation").first.wait_for(
        state="attached"
    )
    labels = lead.page.locator("[name=organisation] option").all_inner_texts()
    wanted = [label for label in labels if "Demonstration Organisation" in label]
    lead.page.select_option("[name=organisation]", label=wanted[0 if way == "account" else -1])
    lead.page.check(f"[name=way][value={way}]")
    if email:
        lead.page.fill("[name=email]", email)
    lead.page.locator("[name=sections]").first.check()
    lead.page.fill("[name=question]", question)
    lead.page.fill("[name=due_on]", (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=14)).isoformat())
    lead.press("Ask")


def contributions(lead, member, visit, desk):
    """One by account, one by a personal link without an account; both taken in with one press each."""
    ask(lead, desk, "account")
    member.go("/engagements/contributions/")
    member.through(member.page.locator("main a[href*='/engagements/contributions/']").first)
    contribute(member, GIVEN)
    by_link(lead, visit, desk, BY_LINK)
    take_in(lead, desk, [GIVEN, BY_LINK])


def by_link(lead, visit, desk, text, **asked):
    """A guest writes through a personal link, without an account."""
    ask(lead, desk, "link", "somebody@test.example", **asked)
    link = lead.page.inner_text("#the-link")
    guest = visit()
    guest.page.goto(link)
    contribute(guest, text)


def take_in(lead, desk, texts):
    """What came in is merged with one press each, and stands in the text."""
    lead.go(f"{desk}contributions/")
    for _text in texts:
        lead.through(lead.page.locator("main form:has([name=act][value=merge]) button:visible").first)
        lead.go(f"{desk}contributions/")
    lead.go(f"{desk}preview/")
    for text in texts:
        assert text in lead.text


def comment(member, lead, desk):
    member.go(f"{desk}comments/")
    member.page.locator("main textarea:visible").first.fill("Préciser la période couverte.")
    member.through(member.page.locator("main form:has(textarea) button[type=submit]:visible").first)
    assert "Préciser la période couverte." in lead.go(f"{desk}comments/").text()


def send(lead, desk):
    """Recorded with the very file, proved, and traced."""
    lead.go(f"{desk}move/submit/")
    assert "This is still missing" not in lead.text, lead.text
    lead.page.select_option("[name=channel]", "online")
    zone = lead.page.input_value("[name=time_zone]")
    now = dt.datetime.now(ZoneInfo(zone))
    lead.page.fill("[name=sent_on]", f"{now:%Y-%m-%d}")
    lead.page.fill("[name=sent_time]", f"{now:%H:%M}")
    lead.page.fill("[name=recipient]", "OHCHR, online system")
    lead.page.fill("[name=receipt]", "R-2027-1")
    lead.page.check("[name=what][value=portal_docx]")
    lead.press("Record as submitted")
    lead.go(f"{desk}sending/")
    assert "R-2027-1" in lead.text
    kept = lead.page.request.get(f"{lead.portal.url}{desk}sent-file/").body()
    assert kept == final(lead, desk, "docx")
    lead.follow("Add a proof")
    lead.page.select_option("[name=kind]", "receipt")
    lead.page.set_input_files(
        "[name=file]", {"name": "receipt.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a receipt"}
    )
    lead.press("Save")
    assert lead.page.locator("main a[href*='/sending/proofs/']").count() >= 1


def trace(lead, desk):
    lead.go(f"{desk}result/points/")
    lead.page.locator("[name=paragraph]").first.check()
    lead.press("Add")
    lead.through(lead.page.locator("main a[href$='/summary/']").first)
    lead.page.check("[name=taken][value=partly]")
    lead.page.fill("[name=quote]", "Les audiences foraines ont été évoquées.")
    lead.page.fill("[name=find]", "documents")
    lead.press("Find")
    assert lead.page.input_value("[name=quote]") == "Les audiences foraines ont été évoquées."
    lead.press("Save")
    assert "1 partly" in lead.text
    lead.go(f"{desk}result/closing/")
    lead.page.fill("[name=outcome]", "Le résumé en parle.")
    lead.press("Save")
    assert "Le résumé en parle." in lead.text
    lead.go("/engagements/submissions/results/")
    assert "1" in lead.page.locator("main table td.num").first.inner_text()


def test_a_joint_submission_in_french_from_the_first_word_to_the_result(visit):
    about, parts = read(SOURCES / "upr-niger.fr.md")
    lead, second, member = (enter(visit, f"{login}.ner") for login in ("coordinator", "cocoordinator", "member"))
    line = plan(lead, "upr", "Soumission conjointe à l'EPU")
    decide_risk(lead, line)
    desk = begin(lead, line, "upr_joint", about["title"], "fr")
    write(lead, desk, parts, 4)
    lead.go(f"{desk}move/consult/")
    lead.press("Open for consultation")
    contributions(lead, member, visit, desk)
    comment(member, lead, desk)
    lead.go(desk)
    sign_and_clear(lead, second, desk)
    same_words_everywhere(lead, desk)
    send(lead, desk)
    trace(lead, desk)


def test_an_alternative_report_in_arabic(visit):
    about, parts = read(SOURCES / "alternative-report-syria.ar.md")
    lead, second = enter(visit, "coordinator.syr"), enter(visit, "cocoordinator.syr")
    line = plan(lead, "cedaw", "تقرير بديل")
    decide_risk(lead, line)
    desk = begin(lead, line, "alternative_report", about["title"], "ar")
    write(lead, desk, parts, 4)
    by_link(lead, visit, desk, BY_LINK_AR, question="ماذا ترون في منطقتكم؟")
    take_in(lead, desk, [BY_LINK_AR])
    lead.go(desk)
    sign_and_clear(lead, second, desk)
    same_words_everywhere(lead, desk)


def test_a_statement_in_portuguese(visit):
    about, parts = read(SOURCES / "statement-mozambique.pt.md")
    lead, second = enter(visit, "coordinator.moz"), enter(visit, "cocoordinator.moz")
    line = plan(lead, "hrc", "Declaração ao Conselho")
    decide_risk(lead, line)
    desk = begin(lead, line, "statement", about["title"], "pt")
    write(lead, desk, parts, 3)
    by_link(lead, visit, desk, BY_LINK_PT, question="O que observam na vossa zona?")
    take_in(lead, desk, [BY_LINK_PT])
    lead.go(desk)
    sign_and_clear(lead, second, desk)
    same_words_everywhere(lead, desk)
