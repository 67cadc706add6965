"""A hand-over on paper, in the reader's language. What comes in was read through `visible_to`, and nothing closed."""

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.dates import day_text
from core.documents import nodes
from core.documents.nodes import Cell, Document, Heading, Paragraph, Row, Table, Text
from core.texts import says
from engagements.documents.submissions import classification
from engagements.enums import Exposure
from engagements.queries.spans import span_words


def hand_over_document(row, found, *, closed, today):
    """The `Document` of a hand-over: the note, then what is open. For printing; not kept. A paragraph of the note that
    says one of the titles in `closed` is left out, and the paper says so."""
    language = get_language() or "en"
    facts = [
        (_("Role"), str(row.get_role_display())),
        (_("From"), str(row.from_person)),
        (_("To"), str(row.to_person) if row.to_person else _("not chosen yet")),
        (_("Last day"), day_text(row.last_day) if row.last_day else _("not said yet")),
        (_("Made"), day_text(today)),
    ]
    return Document(
        title=_("Hand-over: %(cluster)s") % {"cluster": row.cluster},
        language=language,
        subtitle=str(row.cluster.country),
        # Read by those who lead the cluster, as the hand-over itself.
        classification=classification(Exposure.RESTRICTED, language),
        status=nodes.FINAL,
        has_cover=False,
        facts=tuple(facts),
        children=tuple(_blocks(row, found, closed)),
    )


def _blocks(row, found, closed):
    yield Heading(2, (Text(_("What my successor should know")),))
    if not row.note.strip():
        yield Paragraph((Text(_("Nothing is written down.")),))
    # A title may run over the end of a line, so what is left out is what stands between empty lines.
    for part in re.split(r"\n\s*\n", row.note.strip()):
        if any(says(part, title) for title in closed):
            yield Paragraph((Text(_("This paragraph stands in the portal only.")),))
        else:
            yield from (Paragraph((Text(line.strip()),)) for line in part.splitlines() if line.strip())
    yield from _part(
        _("Open plan lines"),
        (_("Plan line"), _("Mechanism"), _("Date"), _("Lead and state")),
        [
            (
                line.title,
                line.mechanism,
                " · ".join(part for part in (_day(line.planned_for), span_words(line)) if part),
                f"{line.get_lead_role_display()} · {line.get_state_display()}",
            )
            for line in found.lines
        ],
    )
    yield from _part(
        _("Open steps of the role"),
        (_("Due on"), _("Step"), _("Plan line")),
        [(_day(step.due_on), step.wording, step.plan_line.title) for step in found.steps],
    )
    yield from _part(
        _("Texts that are not sent"),
        (_("Text"), _("Mechanism"), _("State")),
        [(text.title, text.plan_line.mechanism, text.get_status_display()) for text in found.submissions],
    )
    yield from _part(
        _("Requests to the cluster without an answer"),
        (_("About"), _("From"), _("Due on")),
        [(request.about, request.asked_by, _day(request.due_on)) for request in found.requests],
    )
    yield from _part(
        _("Support asked of the Task Team"),
        (_("Support"), _("Wanted for"), _("State")),
        [(one.get_kind_display(), _day(one.wanted_on), one.get_state_display()) for one in found.support],
    )
    yield from _part(_("Concerns without an answer"), (_("Concern"),), [(concern.text,) for concern in found.concerns])
    yield Paragraph(
        (Text(_("Restricted and confidential plan lines, texts and cases stand in no paper. They are in the portal.")),)
    )


def _day(day):
    return day_text(day) if day else "–"


def _part(title, head, rows):
    if not rows:
        return
    yield Heading(2, (Text(title),))
    yield Table(_row(head), tuple(_row(row) for row in rows))


def _row(texts):
    return Row(tuple(Cell((Text(str(text)),)) for text in texts))
