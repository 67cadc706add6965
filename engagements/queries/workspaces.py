"""Reads of the workspaces of a visit and of a session, and of press proposals."""

from calendar_app.models import Attendance
from engagements.enums import BRIEFINGS, InputState, InteractionKind
from engagements.models import (
    Interaction,
    LineInput,
    LineReport,
    PressProposal,
    ReadingItem,
    SessionConcern,
    StopSafety,
    Submission,
    VisitStop,
)
from mechanisms.enums import DocumentKind, Family, MechanismState
from mechanisms.models import Document, Mechanism


def _of_line(model, user, line):
    return model.objects.visible_to(user).filter(plan_line=line)


def row_of_line(model, user, line, pk):
    """The row of that very line, or None."""
    return _of_line(model, user, line).filter(pk=pk).select_related("plan_line__cluster").first()


def inputs(user, line, *, texts=None):
    """What is to be handed over, each with `text`, its submission where the reader sees it: among `texts`, the
    submissions of the line, which are asked for if not given. Two queries at most."""
    rows = list(_of_line(LineInput, user, line))
    texts = {text.pk: text for text in (submissions_of(user, line) if texts is None else texts)}
    for row in rows:
        row.text = texts.get(row.submission_id)
        row.is_open = row.state in (InputState.TO_PREPARE, InputState.READY)
    return rows


def submissions_of(user, line):
    return list(Submission.objects.visible_to(user).filter(plan_line=line).order_by("pk"))


def stops(user, line):
    """The programme, each stop with `safety`, the note if the reader may know it. Two queries."""
    rows = list(_of_line(VisitStop, user, line))
    notes = dict(StopSafety.objects.visible_to(user).filter(stop__plan_line=line).values_list("stop_id", "note"))
    for row in rows:
        row.safety = notes.get(row.pk, "")
    return rows


def safety_of(user, stop):
    return StopSafety.objects.visible_to(user).filter(stop=stop).values_list("note", flat=True).first() or ""


def briefings(user, line):
    """Briefings of the line, offered and held."""
    kinds = [*BRIEFINGS, InteractionKind.VISIT_SUPPORT, InteractionKind.INFORMATION]
    return list(_of_line(Interaction, user, line).filter(kind__in=kinds).select_related("mechanism", "plan_line"))


def meetings(user, line):
    """Meetings with counterparts, and whatever else is no briefing."""
    kinds = [*BRIEFINGS, InteractionKind.VISIT_SUPPORT, InteractionKind.INFORMATION]
    return list(_of_line(Interaction, user, line).exclude(kind__in=kinds).select_related("mechanism", "plan_line"))


def delivered_and_invited(user, line):
    """(statements that were delivered, experts invited). One query."""
    kinds = [InteractionKind.STATEMENT, InteractionKind.INVITATION]
    rows = list(_of_line(Interaction, user, line).filter(kind__in=kinds).select_related("mechanism", "plan_line"))
    return [[row for row in rows if row.kind == kind] for kind in kinds]


def concerns(user, line):
    return list(_of_line(SessionConcern, user, line).select_related("document"))


def report(user, line):
    """What came out and what next, or None."""
    return _of_line(LineReport, user, line).select_related("updated_by").first()


def attendance(user, line):
    """Whether the cluster attends or watches the date of the line, or None."""
    if line.entry_id is None:
        return None
    return Attendance.objects.visible_to(user).filter(cluster=line.cluster_id, entry=line.entry_id).first()


def documents_to_cite(line):
    """Documents of the line's mechanism in the catalogue, which a session report may cite."""
    return Document.objects.filter(mechanism=line.mechanism_id).order_by("-year", "symbol", "title")


# --- Press proposals ---------------------------------------------------------------------------------------------


def press_of(user, cluster, *, line=None):
    """The proposals of a cluster (or of one line of it) that the reader may see. One query."""
    rows = PressProposal.objects.visible_to(user).filter(cluster=cluster)
    if line is not None:
        rows = rows.filter(plan_line=line)
    return list(rows.select_related("mechanism", "plan_line"))


def press(user, pk):
    rows = PressProposal.objects.visible_to(user).filter(pk=pk)
    return rows.select_related("cluster__country", "mechanism", "plan_line", "created_by").first()


def texts_to_link(user, line):
    return Submission.objects.visible_to(user).filter(plan_line=line).order_by("pk")


def mandates_to_address():
    """Mandates in force: what a press statement may be asked of."""
    rows = Mechanism.objects.filter(family__in=[Family.SPECIAL_PROCEDURE, Family.INVESTIGATION, Family.REGIONAL])
    return rows.exclude(state__in=[MechanismState.ENDED, MechanismState.MERGED]).order_by("family", "name")


# --- Reading list -----------------------------------------------------------------------------------------------


def reading_list(user, cluster):
    """What the members of a cluster are asked to read. One query."""
    rows = ReadingItem.objects.visible_to(user).filter(cluster=cluster)
    return list(rows.select_related("document__mechanism"))


def reading_item(user, cluster, pk):
    rows = ReadingItem.objects.visible_to(user).filter(cluster=cluster, pk=pk)
    return rows.select_related("cluster__country", "document__mechanism").first()


def comments_to_read(user, cluster):
    """General comments that are not on the list yet."""
    listed = ReadingItem.objects.visible_to(user).filter(cluster=cluster).values("document_id")
    rows = Document.objects.filter(kind=DocumentKind.GENERAL_COMMENT).exclude(pk__in=listed)
    return rows.select_related("mechanism").order_by("mechanism__name", "-year", "symbol")
