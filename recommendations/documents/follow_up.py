"""Follow-up as a table: a row for each activity, one for a recommendation without any. Rows come in as their reader may
see them, dressed with their activities and ties."""

import csv
import io

from calendar_app.documents.tables import harmless
from recommendations.enums import ConditionKind

COLUMNS = (
    "recommendation",
    "position",
    "words",
    "objective",
    "responsible_state_body",
    "supporting_role_of_cluster",
    "state",
    "mark",
    "what_helps",
    "what_stands_in_the_way",
    "national_plans",
    "activity_kind",
    "activity",
    "organisation",
    "role",
    "begins",
    "due",
    "who_pays",
    "progress",
    "offered_to",
    "offer",
    "done",
    "reason",
)


def follow_up_csv(rows):
    """UTF-8 with the mark that Excel needs to see accents; ISO dates; nothing that a spreadsheet would run."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in rows:
        recommendation = row.recommendation
        whole = [
            recommendation.reference_text,
            recommendation.position,
            recommendation.text,
            row.objective,
            row.responsible,
            row.support,
            row.state,
            row.mark,
            *_conditions(row.conditions),
            "; ".join(_tie(tie) for tie in row.ties),
        ]
        for activity in row.activities or [None]:
            writer.writerow([harmless(str(value)) for value in (*whole, *_activity(activity))])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _conditions(rows):
    """What helps and what stands in the way, a line each; settled ones with the day since when."""
    cells = []
    for kind in ConditionKind:
        lines = [
            f"{row.text} ({_iso(row.settled_on)})" if row.settled_on else row.text for row in rows if row.kind == kind
        ]
        cells.append("\n".join(lines))
    return cells


def _tie(tie):
    words = f"{tie.framework.title} ({tie.framework.years})"
    return f"{words}: {tie.place}" if tie.place else words


def _activity(activity):
    if activity is None:
        return [""] * 12
    return [
        activity.kind,
        activity.what,
        activity.organisation or "",
        activity.owner_role,
        _iso(activity.starts_on),
        _iso(activity.due_on),
        activity.cost_source,
        activity.progress,
        activity.counterpart,
        activity.offer,
        _iso(activity.done_on),
        activity.reason,
    ]


def _iso(day):
    return day.isoformat() if day else ""
