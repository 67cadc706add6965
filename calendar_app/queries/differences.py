"""Where the reference files and the portal do not agree: what each says, who changed ours and when."""

from dataclasses import dataclass

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from calendar_app.models import Session
from calendar_app.queries.proofs import is_address, parts_of
from core.dates import day_text
from core.enums import DifferenceState
from core.models import AuditEntry, ReferenceDifference
from core.trail import value_text
from core.words import paused

PAGE_SIZE = 20
TO_DECIDE = DifferenceState.OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """One value. `edited`: "4 May 2027, Ana" of whoever changed ours last; empty where the row was only verified."""

    pk: int
    version: int
    label: str
    ours: str
    theirs: str
    edited: str
    decided: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowDifferences:
    """The differences of one row of a table."""

    key: str
    table: str
    label: str
    url: str
    place: str
    sources: list
    since: object
    lines: list
    goes_together: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    rows: list
    page_obj: object
    # (label, number, address, chosen)
    states: list
    tables: list
    may_decide: bool


def open_differences():
    """How many rows wait for a decision. One query."""
    rows = ReferenceDifference.objects.filter(state=TO_DECIDE).order_by()
    return rows.values("target_type", "target_id").distinct().count()


def differences_page(reader, *, state="", table="", number=1):
    """The `DifferencesPage`, row by row, latest first. Seven queries at most, whatever the rows. For the Task Team."""
    state = state if state in DifferenceState.values else TO_DECIDE
    rows = ReferenceDifference.objects.filter(state=state).select_related("decided_by")
    tables = _tables(rows, state, table)
    if table:
        rows = rows.filter(target_type=table)
    groups = {}
    for row in rows.order_by("-first_seen", "target_type", "label", "target_id", "field"):
        groups.setdefault((row.target_type, row.target_id), []).append(row)
    page = Paginator(list(groups.values()), PAGE_SIZE).get_page(number)
    return DifferencesPage(
        rows=_shown(reader, page.object_list),
        page_obj=page,
        states=_states(state),
        tables=tables,
        may_decide=state in (DifferenceState.OPEN, DifferenceState.KEPT),
    )


def row_differences(reader, key):
    """The undecided or kept differences of the row that `key` ("app.model:id") names, or None."""
    label, _colon, pk = key.partition(":")
    rows = ReferenceDifference.objects.filter(target_type=label, target_id=pk).select_related("decided_by")
    part = list(rows.filter(state__in=(DifferenceState.OPEN, DifferenceState.KEPT)).order_by("field"))
    return _shown(reader, [part])[0] if part else None


def _states(chosen):
    counts = dict(
        ReferenceDifference.objects.order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
        .values_list("state", "number")
    )
    return [
        (label, counts.get(value, 0), f"?state={value}" if value != TO_DECIDE else "?", value == chosen)
        for value, label in DifferenceState.choices
    ]


def _tables(rows, state, chosen):
    found = rows.order_by("target_type").values_list("target_type").annotate(number=Count("pk"))
    start = f"?state={state}&table=" if state != TO_DECIDE else "?table="
    return [
        (capfirst(str(_model(label)._meta.verbose_name_plural)), number, f"{start}{label}", label == chosen)
        for label, number in found.values_list("target_type", "number")
    ]


def _model(label):
    return apps.get_model(label)


def _shown(reader, parts):
    edits = _edits(reader.user, [row for part in parts for row in part])
    names = _names([row for part in parts for row in part])
    return [_row(part, edits, names, reader.zone) for part in parts]


def _row(part, edits, names, zone):
    first = part[0]
    model = _model(first.target_type)
    place = paused(first.file, first.line or "") if first.file else ""
    sources = [(words, words if is_address(words) else "") for words in parts_of(first.source)]
    return RowDifferences(
        key=f"{first.target_type}:{first.target_id}",
        table=capfirst(str(model._meta.verbose_name)),
        label=first.label,
        url=_address(model, first.target_id),
        place=place,
        sources=sources,
        since=min(row.first_seen for row in part),
        lines=[_line(row, model, edits, names, zone) for row in part],
        goes_together=first.goes_together,
        is_gone=first.is_gone,
    )


def _line(row, model, edits, names, zone):
    ours, theirs = (_value(row, model, value, names, zone) for value in (row.portal_value, row.file_value))
    decided = ""
    if row.decided_at is not None:
        decided = paused(day_text(row.decided_at), row.decided_by or "–")
    edited = edits.get((row.target_type, row.target_id, row.field.removesuffix("_id"))) or edits.get(
        (row.target_type, row.target_id, None), ""
    )
    return Line(row.pk, row.version, _field_label(model, row.field), ours, theirs, edited, decided, row.reason)


def _column(model, name):
    return next((each for each in model._meta.concrete_fields if name in (each.attname, each.name)), None)


def _field_label(model, name):
    column = _column(model, name)
    return capfirst(str(column.verbose_name)) if column is not None else name


def _value(row, model, value, names, zone):
    column = _column(model, row.field)
    if column is not None and column.is_relation and value is not None:
        return names.get((column.related_model, str(value)), str(value))
    return value_text(value, column, zone)


def _names(rows):
    """{(table, id): name} of the rows that foreign keys among the values point to. One query a table."""
    wanted = {}
    for row in rows:
        column = _column(_model(row.target_type), row.field)
        if column is not None and column.is_relation:
            wanted.setdefault(column.related_model, set()).update(
                value for value in (row.portal_value, row.file_value) if value is not None
            )
    return {
        (model, str(obj.pk)): str(obj)
        for model, keys in wanted.items()
        for obj in _with_names(model).filter(pk__in=keys)
    }


def _with_names(model):
    return model.objects.select_related("mechanism") if model is Session else model.objects.all()


def _edits(user, rows):
    """{(table, id, field): "4 May 2027, Ana"} of the latest act; under None the latest on the row. One query."""
    acts = AuditEntry.objects.visible_to(user).filter(
        target_type__in={row.target_type for row in rows},
        target_id__in={row.target_id for row in rows},
        actor_id__isnull=False,
    )
    found = {}
    for act in acts.order_by("-at", "-pk").only("target_type", "target_id", "at", "actor_label", "after"):
        said = paused(day_text(act.at), act.actor_label)
        found.setdefault((act.target_type, act.target_id, None), said)
        for name in act.after or {}:
            found.setdefault((act.target_type, act.target_id, name.removesuffix("_id")), said)
    return found


def _address(model, pk):
    """The page of the row where it has one, else its place in the administration."""
    if model is Session:
        return reverse("calendar:session-detail", args=[pk])
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
    except NoReverseMatch:
        return ""
