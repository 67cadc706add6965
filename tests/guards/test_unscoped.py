"""`unscoped()` opens everything. Each file that may call it stands here with its reason; dead rows fail."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = [
    "core",
    "clusters",
    "mechanisms",
    "calendar_app",
    "recommendations",
    "stakeholders",
    "knowledge",
    "engagements",
    "hre_portal",
]

MAY = {
    "clusters/importers.py": "the loader compares what it has written of every cluster, whoever may see it",
    "core/importing/syncing.py": "the loader must know what people have changed, whoever they are",
    "calendar_app/actions/entry_building.py": "the date this one is part of is compared; who writes was checked",
    "calendar_app/actions/differences.py": "reference dates are kept by the Task Team; the action has asked the policy",
    "calendar_app/importers/visits.py": "the loader compares every reference date, whoever may see it",
    "calendar_app/actions/entry_links.py": "parts and themes follow their date; the action has asked the policy",
    "calendar_app/actions/moving.py": "what people hung on a moved session is flagged, whoever may see it",
    "calendar_app/queries/parts.py": "themes of a date that the reader has been shown to see",
    "calendar_app/actions/generating.py": "the generator compares every generated date",
    "calendar_app/actions/locking.py": "the row is locked by key, then the action asks the policy",
    "calendar_app/actions/officials.py": "an official date is withdrawn for every country",
    "calendar_app/actions/sessions.py": "a session is verified or cancelled with all its dates",
    "calendar_app/queries/concern.py": "narrows opened dates; finds whom to tell, and they read for themselves",
    "calendar_app/notices/planning_year.py": "whom to write to; each mail asks the policy for its recipient",
    "calendar_app/notices/sharing.py": "writes a share to one of the people it was sent to",
    "calendar_app/actions/importing/undoing.py": "whether anything hangs on a date that would be removed",
    "calendar_app/queries/trail.py": "whoever sees an open date may read its changes",
    "core/files.py": "the nightly run removes expired files for everybody",
    "calendar_app/reminders.py": "the planner; each mail reads its date again through visible_to(recipient)",
    "knowledge/actions/exchange.py": "a guest's reply goes with the invitation; whoever takes it back does not read it",
    "knowledge/policy/exchange.py": "asks whether the reader herself was invited",
    "stakeholders/policy.py": "asks whether the reader herself is named",
    "engagements/actions/rendering.py": "the worker takes the row; the text itself is read as whoever asked sees it",
    "engagements/policy/approval.py": "what binds a plan line does not depend on who asks",
    "engagements/policy/comments.py": "of a submission that the asker sees; whom to tell; private ones by their writer",
    "engagements/contribution_reminders.py": "the planner; each mail reads its request again for its recipient",
    "engagements/queries/contributions.py": "whoever holds the secret of a link is the one who was asked",
    "engagements/policy/contributions.py": "whether it is asked of the asker's organisation; a check let the writer in",
    "engagements/policy/submission_shares.py": "what was shared with the Task Team opens itself; her own signatures",
    "engagements/policy/plans.py": "asks whether the reader herself is named; a gate does not depend on its reader",
    "engagements/policy/sharing.py": "a gate does not depend on its asker; what her own organisation has signed",
    "engagements/policy/cases.py": "asks whether the reader herself is handler or deputy",
    "engagements/policy/reprisals.py": "whether the reader is of the circle; a warning that tells nothing",
    "engagements/actions/cases/daily.py": "the daily look at cases without a handler; each mail reads its case again",
    "engagements/policy/positions.py": "gates depend on what was said, not on their reader; a check let the writer in",
    "engagements/policy/rendering.py": "files say another mark than binds now; a check let the writer in",
    "engagements/policy/clearing.py": "gates do not depend on their reader; a check let the writer in",
    "engagements/sign_off_reminders.py": "the planner; each mail reads its text again through visible_to(recipient)",
    "engagements/policy/submissions.py": "asks whether the reader herself is named; a check has let the writer through",
    "engagements/admin.py": "the administration lists what is shared within clusters; titles are masked",
    "engagements/reminders.py": "the planner; each mail reads its step again through visible_to(recipient)",
    "engagements/notices/reading.py": "writes a list to one of the people it was sent to",
    "engagements/follow_up_reminders.py": "the planner; each mail reads the activity through visible_to(recipient)",
    "engagements/request_reminders.py": "the planner; each mail reads its request again through visible_to(recipient)",
    "engagements/notices/results.py": "an outcome arrived; each mail reads its input through visible_to(recipient)",
    "engagements/series_reminders.py": "the planner; each mail reads its series again through visible_to(recipient)",
    "hre_portal/queries/cluster/waiting.py": "which submissions, already seen by the reader, she has decided on",
    "engagements/notices/process.py": "an outcome arrived; the offer on the line is read through visible_to",
    "engagements/notices/plans.py": "a moved date; each mail reads its line again through visible_to(recipient)",
}


def calls(tree, name):
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    ]


def source_files():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def test_only_listed_files_open_the_seal():
    found = {name for name, tree in source_files() if calls(tree, "unscoped") and name != "core/scoping.py"}
    assert found == set(MAY)


@pytest.mark.parametrize("manager", ["_base_manager", "_default_manager"])
def test_nobody_reaches_for_the_plain_managers(manager):
    found = [
        name
        for name, tree in source_files()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == manager
    ]
    assert found == []


def test_every_opening_gives_its_reason():
    for name, tree in source_files():
        if name == "core/scoping.py":
            continue
        for call in calls(tree, "unscoped"):
            reasons = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
            assert [reason for reason in reasons if len(reason) > 10], name
