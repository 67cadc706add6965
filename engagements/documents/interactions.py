"""Interactions as read-out (a document tree) and as a table. Rows come in already filtered by `visible_to`."""

import csv
import io

from django.utils.translation import gettext as _

from core import clock
from core.cells import harmless
from core.dates import day_text
from core.documents import nodes
from core.documents.markup import clean_text, parse
from engagements.documents.submissions import classification
from engagements.enums import Exposure

COLUMNS = (
    "id",
    "day",
    "kind",
    "state",
    "side",
    "with_whom",
    "topic",
    "mechanism",
    "plan_line",
    "channel",
    "through_whom",
    "attendance",
    "follow_up",
    "follow_up_by",
    "followed_up",
    "mark",
)


def read_out(row, *, language, made_on):
    """The points of an interaction, numbered, with the facts that whoever speaks wants above them."""
    facts = [(_("Day"), day_text(row.on))]
    facts += [
        (label, value)
        for label, value in (
            (_("Hour and place"), row.slot),
            (_("With whom"), row.with_whom),
            (_("Mechanism"), str(row.mechanism) if row.mechanism_id else ""),
            (_("Who speaks for us"), row.speakers),
            (_("Printed on"), day_text(made_on)),
        )
        if value
    ]
    blocks, _following = nodes.number_paragraphs(parse(row.points))
    return nodes.Document(
        title=clean_text(row.topic),
        subtitle=row.get_kind_display(),
        language=language,
        symbol=f"HRE-I-{row.pk}",
        classification=classification(row.mark, language),
        status=nodes.FINAL,
        has_cover=False,
        facts=tuple((label, clean_text(value)) for label, value in facts),
        children=tuple(blocks),
    )


def interactions_csv(rows):
    """UTF-8 with the mark that Excel needs to see accents; ISO dates; nothing that a spreadsheet would run."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(
            [
                row.pk,
                _iso(row.on),
                row.kind,
                row.state,
                row.side,
                harmless(row.with_whom),
                harmless(row.topic),
                row.mechanism.key if row.mechanism_id else "",
                harmless(row.plan_line.title) if row.plan_line_id else "",
                row.channel,
                harmless(row.through_whom),
                "" if row.attendance is None else row.attendance,
                harmless(row.follow_up),
                _iso(row.follow_up_on),
                _iso(clock.reader_day(row.followed_up_at) if row.followed_up_at else None),
                row.mark,
            ]
        )
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _iso(day):
    return day.isoformat() if day else ""


def seen_by_text(row):
    """Who can see an interaction, a series or a proposal, in a sentence."""
    match row.exposure, bool(row.plan_line_id):
        case Exposure.OPEN, False:
            return _("The cluster, the Task Team and the Global Protection Cluster.")
        case Exposure.OPEN, True:
            return _("The cluster, the Task Team and the Global Protection Cluster, as far as they see its plan line.")
        case Exposure.MEMBERS, False:
            return _("The members of the cluster and the Task Team.")
        case Exposure.MEMBERS, True:
            return _("The members of the cluster and the Task Team, as far as they see its plan line.")
        case Exposure.RESTRICTED, False:
            return _("The coordinators of the cluster and whoever recorded it.")
        case Exposure.RESTRICTED, True:
            return _(
                "Of those who see its plan line: the coordinators, whoever recorded it, and the people named there."
            )
        case _, False:
            return _("Only whoever recorded it.")
        case _:
            return _("Only whoever recorded it and the people named on its plan line.")
