"""Versions of a component: begin from the last one, write, keep. What is kept stays as it was."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from core.saving import save_version
from engagements.actions.components import check_process
from engagements.actions.plans import record
from engagements.models import ComponentVersion, EngagementStep
from engagements.rules.component_rows import BrokenRow, clean_rows

MOST_TEXT = 40_000


def versions_of(plan_line, component, by):
    """The versions of one component, newest first."""
    return ComponentVersion.objects.visible_to(by).filter(plan_line=plan_line, component=component).order_by("-number")


@transaction.atomic
def start_version(*, plan_line, component, by):
    """A version to write in: the one in writing if there is one, otherwise a new one with the text and rows of the
    last. Coordinators only. Twice gives the same one."""
    check_process(plan_line, by)
    last = versions_of(plan_line, component, by).first()
    if last is not None and not last.is_kept:
        return last
    now = clock.now()
    draft = ComponentVersion(
        plan_line=plan_line,
        component=component,
        number=last.number + 1 if last else 1,
        text=last.text if last else "",
        rows=last.rows if last else [],
        created_by=by,
        created_at=now,
        updated_by=by,
        updated_at=now,
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        # Somebody began it in the same moment: one version in writing is enough.
        return versions_of(plan_line, component, by).get(kept_at=None)
    record(
        "component_version.started",
        draft,
        plan_line,
        by=by,
        after={"component": component.key, "number": draft.number},
    )
    return draft


@transaction.atomic
def save_draft(*, draft, text, rows=(), note="", expected_version, by):
    """Write `text` and `rows` into the version in writing. Coordinators only. Raises `Refused` once it is kept,
    `Stale` when somebody saved since `expected_version`, `ValidationError` (field `text`, `note` or `rows`) with what
    does not fit. Saving what stands there already changes nothing."""
    check_process(draft.plan_line, by)
    _check_open(draft)
    values = clean_draft(draft, text=text, rows=rows, note=note, by=by)
    if all(getattr(draft, name) == value for name, value in values.items()):
        return draft
    save_version(draft, expected_version, by, **values, updated_by=by, updated_at=clock.now())
    return draft


def clean_draft(draft, *, text, rows, note, by):
    """The values as they would be stored; raises `ValidationError`."""
    text, note = clean_text(text).strip(), " ".join(clean_text(note).split())
    if len(text) > MOST_TEXT:
        raise ValidationError({"text": _("This text is too long for one version. Put the details into a document.")})
    if len(note) > 200:
        raise ValidationError({"note": _("Keep the note below 200 letters.")})
    steps = EngagementStep.objects.visible_to(by).filter(plan_line=draft.plan_line_id).values_list("pk", flat=True)
    try:
        rows = clean_rows(draft.component.holds, list(rows), step_ids=frozenset(steps))
    except BrokenRow as error:
        raise ValidationError({"rows": ValidationError(error.sentence, params={"row": error.row})}) from error
    return {"text": text, "rows": rows, "note": note}


def _check_open(draft):
    if draft.is_kept:
        raise Refused(_("This version is kept as it was. Begin a new one to change the text."))


@transaction.atomic
def keep_version(*, draft, expected_version, by):
    """Keep the version in writing under today's date: from now on it stays as it is. Coordinators only. Refused where
    it is kept already, is empty, or says the same as the one before."""
    check_process(draft.plan_line, by)
    _check_open(draft)
    if draft.version != expected_version:
        raise Stale
    if not draft.text and not draft.rows:
        raise Refused(_("There is nothing to keep yet."))
    before = versions_of(draft.plan_line, draft.component, by).filter(kept_at__isnull=False).first()
    if before is not None and (before.text, before.rows) == (draft.text, draft.rows):
        raise Refused(_("Nothing changed since version %(number)s.") % {"number": before.number})
    save_version(draft, expected_version, by, kept_by=by, kept_at=clock.now())
    record(
        "component_version.kept",
        draft,
        draft.plan_line,
        by=by,
        after={"component": draft.component.key, "number": draft.number, "rows": len(draft.rows)},
    )
    return draft
