"""The plan of a year by purpose: as a table for a spreadsheet and on paper. What comes in was read through
`visible_to`; on paper nothing closed."""

import csv
import io

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.cells import harmless
from core.dates import day_text
from core.documents import nodes
from core.documents.nodes import Cell, Document, Heading, Paragraph, Row, Table, Text
from core.words import listed
from engagements.documents.submissions import classification
from engagements.enums import Exposure

COLUMNS = (
    "purpose",
    "objective",
    "line",
    "title",
    "mechanism",
    "starts_on",
    "ends_on",
    "step",
    "due_on",
    "owner",
    "state",
    "mark",
)


def purposes_csv(parts):
    """UTF-8 with the mark that Excel needs; texts that a spreadsheet would run are made harmless. A line without steps
    is a row with the columns of the step empty."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for part in parts:
        for row in (*part.rows, *part.idle):
            writer.writerow([_plain(value) for value in _values(part, row)])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _values(part, row):
    line, step = row.line, row.step
    of_step = ("", None, "", "") if step is None else _of_step(step)
    return [
        part.value,
        row.objective,
        line.pk,
        line.title,
        line.mechanism.label,
        line.starts_on,
        line.ends_on,
        *of_step,
        line.get_exposure_display(),
    ]


def _of_step(step):
    return step.wording, step.due_on, step.get_owner_role_display(), step.get_state_display()


def _plain(value):
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return harmless(str(value)) if not isinstance(value, int) else value


def purposes_document(cluster, year, parts, *, today):
    """The `Document` of the plan of `year` by purpose, in the reader's language. For printing; not kept."""
    language = get_language() or "en"
    return Document(
        title=_("Plan %(year)s by purpose: %(cluster)s") % {"year": str(year), "cluster": cluster},
        language=language,
        subtitle=str(cluster.country),
        classification=classification(Exposure.MEMBERS, language),
        status=nodes.FINAL,
        has_cover=False,
        facts=((_("Made"), day_text(today)),),
        children=tuple(_blocks(parts)),
    )


def _blocks(parts):
    for part in parts:
        yield Heading(2, (Text(part.label),))
        if part.objectives:
            yield Paragraph((Text(_("Objectives: %(texts)s") % {"texts": listed(part.objectives, is_heavy=True)}),))
        if part.rows:
            head = (_("Step"), _("Engagement"), _("Due on, owner, state"))
            yield Table(_row(head), tuple(_row(_cells(row)) for row in part.rows))
        if part.idle:
            titles = listed((_with_span(row) for row in part.idle), is_heavy=True)
            yield Paragraph((Text(_("Without a step in this year: %(titles)s") % {"titles": titles}),))
        if not part.rows and not part.idle:
            yield Paragraph((Text(_("Nothing serves this purpose in this year.")),))
    yield Paragraph((Text(_("Restricted and confidential plan lines stand in no paper. They are in the portal.")),))


def _cells(row):
    words, due_on, owner, state = _of_step(row.step)
    when = day_text(due_on) if due_on else _("no date")
    # Together in one cell: on paper narrow columns break within words.
    return words, _with_span(row), f"{when} · {owner} · {state}"


def _with_span(row):
    return f"{row.line.title} ({row.span_text})" if row.span_text else row.line.title


def _row(texts):
    return Row(tuple(Cell((Text(str(text)),)) for text in texts))
