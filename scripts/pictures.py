"""`python scripts/pictures.py [name ...]`: takes the pictures of docs/pictures anew from a portal of its own.

Without names all are taken. The portal runs as in the browser tests, with the demonstration world, and is thrown away.
"""

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from processes import Group, free_port

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.browser.conftest import CHROMIUM_FLAGS, Portal, Visitor, environment, wait_until_greeted  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 160
LEAD, MEMBER, KEEPER, ADMIN = (
    f"{login}@demo.example" for login in ("coordinator.moz", "member.moz", "taskteam", "admin")
)


def home(visitor):
    visitor.go("/")


def calendar(visitor):
    visitor.go("/calendar/")


def calendar_year(visitor):
    visitor.go(f"/calendar/?view=year&year={dt.datetime.now(dt.UTC).year + 1}&world=all")


def calendar_two_years(visitor):
    visitor.go("/calendar/?view=timeline&world=all")


def date(visitor):
    visitor.go("/calendar/")
    visitor.follow("Mid-term report of Mozambique")


def plan(visitor):
    visitor.go("/engagements/?year=2028")
    visitor.follow("Mid-term contribution")


def gates(visitor):
    visitor.go("/engagements/?year=2028")
    visitor.follow("Mid-term contribution")
    visitor.follow("Settle what is open")


def files(visitor):
    visitor.go("/engagements/submissions/")
    visitor.follow("Return and safety since the review")
    visitor.follow("Files")


def writing(visitor):
    visitor.go("/engagements/submissions/")
    visitor.follow("Return and safety since the review")
    visitor.follow("Write")


def plan_year(visitor):
    visitor.go("/engagements/?year=2026")


def plan_new(visitor):
    visitor.go("/engagements/plan/new/?mechanism=cedaw")


def library(visitor):
    visitor.go("/library/?kind=upr")


def risk(visitor):
    plan(visitor)
    visitor.follow("Open the risk form")


def process(visitor):
    """The worked example: analysis first, recommendations months later, then a look back."""
    visitor.go("/engagements/?year=2026")
    visitor.follow("Use the adopted outcome with the HCT").follow("All components and their weights")


def process_time(visitor):
    process(visitor)
    visitor.follow("How it moved over time")


def advocacy(visitor):
    visitor.go("/engagements/advocacy/")


def follow_up(visitor):
    visitor.go("/recommendations/follow-up/")
    visitor.page.locator(".row-title a").first.click()


def recommendations(visitor):
    visitor.go("/recommendations/?q=displaced")


def message(visitor):
    advocacy(visitor)
    visitor.follow("Notice before organised returns").follow("Write a message")


def analysis(visitor):
    visitor.go("/engagements/analysis/")


def interactions(visitor):
    visitor.go("/engagements/interactions/")


def visit_workspace(visitor):
    """The programme, with the safety note that few people read."""
    visitor.go(f"/engagements/?year={dt.datetime.now(dt.UTC).year + 1}")
    visitor.follow("Demonstration: visit of the mandate on adequate housing")
    visitor.follow("Visit workspace").follow("Programme")


def sending(visitor):
    """The record of a briefing that was held, as the coordinator of Niger reads it, in French."""
    visitor.go("/engagements/submissions/?status=all")
    visitor.follow("Note de démonstration").follow("Relevé d’envoi")


def result(visitor):
    visitor.go("/engagements/submissions/?status=all")
    visitor.follow("Note de démonstration").follow("Résultat")


def submission(visitor):
    visitor.go("/engagements/submissions/")
    visitor.follow("Return and safety since the review").follow("Progress since the review")


def submission_comments(visitor):
    submission(visitor)
    visitor.follow("Comments").follow("All")


def write(visitor):
    submission(visitor)
    visitor.follow("Write")


def worklist(visitor):
    visitor.go("/calendar/worklist/")


def move_session(visitor):
    """The preview: nothing is written."""
    opens = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=60)
    visitor.go("/calendar/sessions/")
    visitor.follow("UPR 54").follow("Move")
    visitor.page.select_option("[name=precision]", "day")
    visitor.page.fill("[name=opens_on]", opens.isoformat())
    visitor.page.fill("[name=closes_on]", (opens + dt.timedelta(days=11)).isoformat())
    visitor.page.fill("[name=reason]", "OHCHR published the days of the session")
    visitor.press("Show what would move")


def desk(visitor):
    """The eight calendars of the demonstration are kept; one more that nobody went through yet."""
    visitor.go("/calendar/desk/?sort=name")
    visitor.follow("South Sudan").press("We keep it from now on")
    visitor.go("/calendar/desk/?sort=looks")


def confirm_session(visitor):
    visitor.go("/calendar/sessions/")
    visitor.follow("UPR 54").follow("Confirm the dates")


def differences(visitor):
    """A session moved by hand, then the files loaded again. Taken last: the session stays moved."""
    move_session(visitor)
    visitor.press("Move and tell everyone concerned")
    visitor.portal.manage("load_reference")
    visitor.go("/calendar/desk/differences/")


def import_list(visitor):
    """The preview of a list with three broken lines: nothing is written."""
    lines = (
        "title;kind;mechanism;country;starts_on;ends_on;hour;certainty;source",
        "Reply to the list of issues;submission;CRC;Mozambique;2027-05-04;;18:00;confirmed;https://www.ohchr.org/en/crc",
        "Workshop on follow-up;consultation;crc;MOZ;3 May 2027;5 May 2027;;provisional;",
        "Deadline;submission;crc;MOZ;04/05/2027;;;;",
        "Hearing;hearing;crc;Atlantis;2027-06-01;;;;",
        "Meeting;consultation;crc;MOZ;2027-06-10;2027-06-01;;;",
    )
    visitor.go("/calendar/imports/")
    content = "\n".join(lines).encode()
    visitor.page.set_input_files("[name=file]", {"name": "dates 2027.csv", "mimeType": "text/csv", "buffer": content})
    visitor.press("Show what it would do")


def visit(visitor):
    visitor.go("/calendar/?country=SSD&kind=country_visit")
    visitor.follow("Official visit of the Special Rapporteur on internally displaced persons")


def review(visitor):
    visitor.go("/calendar/sessions/")
    visitor.follow("UPR 54").follow("Syrian Arab Republic")


def mechanism(visitor):
    visitor.go("/mechanisms/upr/")


def documents(visitor):
    visitor.go("/mechanisms/documents/?kind=general_comment&theme=displacement")


def doors(visitor):
    visitor.go("/countries/MOZ/")


def profile(visitor):
    visitor.go("/countries/MOZ/")
    visitor.follow("Profile: history")


def focal_points(visitor):
    """The directory begins empty, so a unit that does not exist is shown."""
    visitor.go("/mechanisms/focal-points/add/")
    visitor.page.select_option("[name=mechanism]", label="Universal Periodic Review")
    visitor.page.check("[name=side][value=ohchr]")
    visitor.page.fill("[name=unit]", "A unit (invented)")
    visitor.page.fill("[name=languages]", "English, French")
    visitor.page.fill("[name=contact]", "unit@example.org")
    visitor.press("Save")


def compare(visitor):
    visitor.go("/mechanisms/compare/")


def following(visitor):
    visitor.go("/calendar/following/")


def outcomes(visitor):
    visitor.go("/calendar/outcomes/")


def share(visitor):
    visitor.go("/calendar/outcomes/?country=MOZ")
    visitor.follow("Report of the Working Group").follow("Share with members")


def reminders(visitor):
    visitor.go("/calendar/reminders/kinds/")


def safe_sharing(visitor):
    visitor.go("/engagements/safeguards/sharing/")


def clearing(visitor):
    visitor.go("/engagements/submissions/").follow("Five recommendations that members work on").follow("Sign-off")


# Name: who looks, where she goes, how the window is (width, height, dark).
def support(visitor):
    visitor.go("/knowledge/support/")


def exchange(visitor):
    visitor.go("/knowledge/exchange/")
    visitor.follow("Demonstration: raising difficult messages")


def stakeholders(visitor):
    visitor.go("/stakeholders/")


def influence(visitor):
    visitor.go("/stakeholders/influence/")


def obstacles_by_kind(visitor):
    visitor.go("/engagements/plan/obstacles/all/")


def hand_over(visitor):
    visitor.go("/engagements/hand-over/")
    visitor.follow("Celeste Nhantumbo")


PICTURES = {
    "home": (LEAD, home, 1280, 900, False),
    "calendar": (LEAD, calendar, 1280, 980, False),
    "calendar-year": (LEAD, calendar_year, 1280, 1080, False),
    "calendar-two-years": (LEAD, calendar_two_years, 1280, 860, False),
    "date": (LEAD, date, 1280, 900, False),
    "recommendations": (LEAD, recommendations, 1280, 1000, False),
    "follow-up": (LEAD, follow_up, 1280, 1500, False),
    "gates": (LEAD, gates, 1280, 1500, False),
    "files": (LEAD, files, 1280, 900, False),
    "writing": (LEAD, writing, 1280, 1500, False),
    "plan-year": (LEAD, plan_year, 1280, 1400, False),
    "plan-new": (LEAD, plan_new, 1280, 1500, False),
    "library": (LEAD, library, 1280, 960, False),
    "plan": (LEAD, plan, 1280, 960, False),
    "risk": (LEAD, risk, 1280, 900, False),
    "process": (LEAD, process, 1280, 1040, False),
    "safe-sharing": ("coordinator.nga@demo.example", safe_sharing, 1280, 1520, False),
    "clearing": ("coordinator.nga@demo.example", clearing, 1280, 1593, False),
    "process-time": (LEAD, process_time, 1280, 880, False),
    "advocacy": (LEAD, advocacy, 1280, 900, False),
    "message": (LEAD, message, 1280, 1040, False),
    "analysis": (LEAD, analysis, 1280, 720, False),
    "interactions": (LEAD, interactions, 1280, 1060, False),
    "visit-workspace": (LEAD, visit_workspace, 1280, 800, False),
    "sending": ("coordinator.ner@demo.example", sending, 1280, 1000, False),
    "result": ("coordinator.ner@demo.example", result, 1280, 1180, False),
    "submission": (LEAD, submission, 1280, 940, False),
    "submission-comments": (LEAD, submission_comments, 1280, 940, False),
    "write": (LEAD, write, 1280, 940, False),
    "mechanism": (LEAD, mechanism, 1280, 960, False),
    "documents": (LEAD, documents, 1280, 900, False),
    "doors": (LEAD, doors, 1280, 1240, False),
    "profile": (LEAD, profile, 1280, 1240, False),
    "focal-points": (KEEPER, focal_points, 1280, 620, False),
    "compare": (LEAD, compare, 1280, 900, False),
    "following": (LEAD, following, 1280, 900, False),
    "outcomes": (LEAD, outcomes, 1280, 900, False),
    "share": (LEAD, share, 1280, 1000, False),
    "reminders": (LEAD, reminders, 1280, 900, False),
    "member-home": (MEMBER, home, 1280, 860, False),
    "worklist": (KEEPER, worklist, 1280, 900, False),
    "move-session": (KEEPER, move_session, 1280, 960, False),
    "desk": (KEEPER, desk, 1280, 900, False),
    "confirm-session": (KEEPER, confirm_session, 1280, 700, False),
    "visit": (KEEPER, visit, 1280, 900, False),
    "review": (LEAD, review, 1280, 1180, False),
    "import": (KEEPER, import_list, 1280, 1120, False),
    "administrator": (ADMIN, home, 1280, 730, False),
    "calendar-narrow-arabic-dark": ("coordinator.syr@demo.example", calendar, 390, 1080, True),
    "differences": (KEEPER, differences, 1280, 820, False),
    "support": (KEEPER, support, 1280, 760, False),
    "exchange": (LEAD, exchange, 1280, 980, False),
    "stakeholders": (LEAD, stakeholders, 1280, 1180, False),
    "influence": (LEAD, influence, 1280, 900, False),
    "obstacles": (KEEPER, obstacles_by_kind, 1280, 900, False),
    "hand-over": (LEAD, hand_over, 1280, 1000, False),
}


# Name: who asks, which PDF; its first page is shown.
PAPERS = {"calendar-pdf": (LEAD, "/calendar/year.pdf?world=all")}


def take_paper(portal, browser, name):
    """The first page of a PDF; needs pdftoppm (poppler-utils)."""
    who, address = PAPERS[name]
    context = browser.new_context()
    visitor = Visitor(portal, context.new_page()).log_in(who)
    paper = visitor.page.request.get(f"{portal.url}{address}").body()
    context.close()
    path = FOLDER / f"{name}.png"
    command = ["pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-singlefile", "-png", "-", path.with_suffix("")]
    subprocess.run(command, input=paper, check=True)
    keep_small(path)


def keep_small(path):
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


def take(portal, browser, name):
    who, walk, width, height, dark = PICTURES[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        device_scale_factor=2 if width < 500 else 1,
    )
    visitor = Visitor(portal, context.new_page()).expect(422).log_in(who)
    walk(visitor)
    visitor.page.evaluate("document.fonts.ready")
    path = FOLDER / f"{name}.png"
    visitor.page.screenshot(path=path, animations="disabled")
    context.close()
    if visitor.problems:
        sys.exit(f"{name}: {visitor.problems}")
    keep_small(path)


def main(names):
    unknown = set(names) - {*PICTURES, *PAPERS}
    if unknown:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}. There are: {', '.join([*PICTURES, *PAPERS])}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    data_dir, group = Path(tempfile.mkdtemp()), Group()
    port, log_path = free_port(), data_dir / "run.log"
    env = environment(port, data_dir)
    try:
        with log_path.open("wb") as log:
            command = [ROOT / ".venv/bin/python", "scripts/run.py"]
            process = group.start("portal", command, cwd=ROOT, env=env, stdout=log, stderr=log)
        wait_until_greeted(process, log_path)
        portal = Portal(port, data_dir, process)
        portal.env = {**env, "HRE_DEMO": "1", "HRE_BASE_URL": portal.url}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
            for name in names or [*PICTURES, *PAPERS]:
                (take_paper if name in PAPERS else take)(portal, browser, name)
            browser.close()
    finally:
        group.stop()
        shutil.rmtree(data_dir, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
