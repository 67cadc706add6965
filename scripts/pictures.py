"""`python scripts/pictures.py [name ...]`: takes the pictures of docs/pictures anew from a portal of its own.

Without names all are taken. The portal runs as in the browser tests, with the demonstration world, and is thrown away.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from processes import Group, free_port
from walks import catalogue, dates, people, plan, texts

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.browser.conftest import CHROMIUM_FLAGS, Portal, Visitor, environment, wait_until_greeted  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 160
LEAD, MEMBER, KEEPER, ADMIN = (
    f"{login}@demo.example" for login in ("coordinator.moz", "member.moz", "taskteam", "admin")
)


# Name: who looks, where she goes, how the window is (width, height, dark).
PICTURES = {
    "home": (LEAD, people.home, 1280, 900, False),
    "calendar": (LEAD, dates.calendar, 1280, 980, False),
    "calendar-year": (LEAD, dates.calendar_year, 1280, 1080, False),
    "calendar-two-years": (LEAD, dates.calendar_two_years, 1280, 860, False),
    "date": (LEAD, dates.date, 1280, 900, False),
    "recommendations": (LEAD, catalogue.recommendations, 1280, 1000, False),
    "follow-up": (LEAD, catalogue.follow_up, 1280, 1500, False),
    "gates": (LEAD, plan.gates, 1280, 1500, False),
    "files": (LEAD, texts.files, 1280, 900, False),
    "writing": (LEAD, texts.writing, 1280, 1500, False),
    "plan-year": (LEAD, plan.plan_year, 1280, 1400, False),
    "plan-purposes": (LEAD, plan.plan_purposes, 1280, 1200, False),
    "plan-new": (LEAD, plan.plan_new, 1280, 1500, False),
    "library": (LEAD, catalogue.library, 1280, 960, False),
    "plan": (LEAD, plan.plan, 1280, 960, False),
    "risk": (LEAD, plan.risk, 1280, 900, False),
    "process": (LEAD, plan.process, 1280, 1040, False),
    "reprisal-protocol": ("coordinator.nga@demo.example", plan.reprisal_protocol, 1280, 1100, False),
    "safe-sharing": ("coordinator.nga@demo.example", plan.safe_sharing, 1280, 1520, False),
    "clearing": ("coordinator.nga@demo.example", texts.clearing, 1280, 1593, False),
    "process-time": (LEAD, plan.process_time, 1280, 880, False),
    "advocacy": (LEAD, plan.advocacy, 1280, 900, False),
    "message": (LEAD, plan.message, 1280, 1040, False),
    "analysis": (LEAD, plan.analysis, 1280, 720, False),
    "interactions": (LEAD, plan.interactions, 1280, 1060, False),
    "meeting-agenda": (LEAD, plan.meeting_agenda, 1280, 1180, False),
    "visit-workspace": (LEAD, plan.visit_workspace, 1280, 800, False),
    "sending": ("coordinator.ner@demo.example", texts.sending, 1280, 1000, False),
    "result": ("coordinator.ner@demo.example", texts.result, 1280, 1180, False),
    "submission": (LEAD, texts.submission, 1280, 940, False),
    "submission-comments": (LEAD, texts.submission_comments, 1280, 940, False),
    "write": (LEAD, texts.write, 1280, 940, False),
    "mechanism": (LEAD, catalogue.mechanism, 1280, 960, False),
    "documents": (LEAD, catalogue.documents, 1280, 900, False),
    "doors": (LEAD, catalogue.doors, 1280, 1240, False),
    "profile": (LEAD, catalogue.profile, 1280, 1240, False),
    "focal-points": (KEEPER, catalogue.focal_points, 1280, 620, False),
    "compare": (LEAD, catalogue.compare, 1280, 900, False),
    "following": (LEAD, dates.following, 1280, 900, False),
    "outcomes": (LEAD, dates.outcomes, 1280, 900, False),
    "share": (LEAD, dates.share, 1280, 1000, False),
    "reminders": (LEAD, dates.reminders, 1280, 900, False),
    "member-home": (MEMBER, people.home, 1280, 860, False),
    "worklist": (KEEPER, dates.worklist, 1280, 900, False),
    "move-session": (KEEPER, dates.move_session, 1280, 960, False),
    "desk": (KEEPER, dates.desk, 1280, 900, False),
    "confirm-session": (KEEPER, dates.confirm_session, 1280, 700, False),
    "visit": (KEEPER, dates.visit, 1280, 900, False),
    "review": (LEAD, dates.review, 1280, 1180, False),
    "import": (KEEPER, dates.import_list, 1280, 1120, False),
    "administrator": (ADMIN, people.home, 1280, 730, False),
    "calendar-narrow-arabic-dark": ("coordinator.syr@demo.example", dates.calendar, 390, 1080, True),
    "differences": (KEEPER, dates.differences, 1280, 820, False),
    "about-support": (LEAD, people.about_support, 1280, 1100, False),
    "support": (KEEPER, people.support, 1280, 760, False),
    "session-report": (LEAD, people.session_report, 1280, 900, False),
    "exchange": (LEAD, people.exchange, 1280, 980, False),
    "advisory-group": (LEAD, people.advisory_group, 1280, 900, False),
    "stakeholders": (LEAD, people.stakeholders, 1280, 1180, False),
    "influence": (LEAD, people.influence, 1280, 900, False),
    "obstacles": (KEEPER, plan.obstacles_by_kind, 1280, 900, False),
    "hand-over": (LEAD, people.hand_over, 1280, 1000, False),
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
