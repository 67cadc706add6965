"""An import is taken back: what it added goes, what it changed is as before; what people touched since stays."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.entry_rows import audit_entry
from calendar_app.actions.entry_states import cancel_entry, reopen_entry
from calendar_app.actions.importing.applying import locked_run
from calendar_app.actions.importing.comparing import from_json
from calendar_app.actions.importing.values import Things
from calendar_app.actions.importing.writing import CHUNK, change
from calendar_app.enums import EntryState, ImportState, ImportVerdict, UndoneAs
from calendar_app.models import Entry, EntryTheme, ImportRow, Share
from calendar_app.policy import check_can_import
from core import audit, clock, outbox
from core.enums import DeliveryState
from core.models import Delivery
from core.scoping import ScopedModel

SUBJECT = Entry._meta.label_lower


def undo_plan(*, run, by):
    """{line: (row, date or None, UndoneAs)} of the lines that `run` wrote: what undoing it now would do. Writes
    nothing. `Refused` for others."""
    check_can_import(by, run.cluster_id)
    rows = list(ImportRow.objects.visible_to(by).filter(run=run, is_applied=True).order_by("-line"))
    keys = [row.entry_id for row in rows]
    entries: dict = {}
    relied: set = set()
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        entries |= {
            entry.pk: entry
            for entry in Entry.objects.visible_to(by).filter(pk__in=chunk).select_related("mechanism", "country")
        }
        relied |= _relied_on(chunk)
    return {row.line: (row, entries.get(row.entry_id), _fate(row, entries, relied)) for row in rows}


def _fate(row, entries, relied):
    entry = entries.get(row.entry_id)
    if entry is None or entry.version != row.entry_version:
        return UndoneAs.LEFT
    if row.verdict == ImportVerdict.CHANGED:
        return UndoneAs.RESTORED
    return UndoneAs.CANCELLED if row.entry_id in relied else UndoneAs.REMOVED


def _relied_on(keys):
    """Those of the dates that somebody relies on: a mail about them went out, or something was hung on them."""
    texts = [str(key) for key in keys]
    told = Delivery.objects.filter(subject_type=SUBJECT, subject_id__in=texts, state__in=DeliveryState.done())
    relied = {int(key) for key in told.values_list("subject_id", flat=True)}
    shares = Share.objects.unscoped("whether anybody was told of a date that would be removed; nothing of it is shown")
    shared = shares.filter(subject_type=SUBJECT, subject_id__in=texts)
    relied |= {int(key) for key in shared.values_list("subject_id", flat=True)}
    for model, name in _hanging_on_dates():
        if issubclass(model, ScopedModel):
            rows = model.objects.unscoped("whether anything hangs on a date that would be removed; nothing is shown")
        else:
            rows = model.objects.all()
        relied |= set(rows.filter(**{f"{name}__in": keys}).order_by().values_list(f"{name}_id", flat=True))
    return relied


def _hanging_on_dates():
    """(model, name of its field) of every relation into dates, of the rooms above as well; themes are of the date."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Entry and model is not EntryTheme:
                yield model, field.name


@transaction.atomic
def undo_import(*, run, by):
    """Take back what `run` did: dates that it added are removed, or cancelled where somebody relies on them; dates
    that it changed get their former values; dates that somebody touched since are left. Each is audited, and the run
    once. Undone already: the run as it is. Raises ValidationError for a preview, `Refused` for others."""
    check_can_import(by, run.cluster_id)
    run = locked_run(run, by)
    if run.state == ImportState.UNDONE:
        return run
    if run.state != ImportState.APPLIED:
        raise ValidationError(_("This list was not imported: there is nothing to undo."))
    reason = gettext("Import of %(file)s undone") % {"file": run.file_name}
    plan = undo_plan(run=run, by=by)
    things = Things.named_in([row.before for row, _entry, _fate in plan.values()])
    sums: dict = {}
    for row, entry, fate in plan.values():
        if fate == UndoneAs.REMOVED:
            _remove(entry, reason, by)
        elif fate == UndoneAs.CANCELLED:
            if entry.state != EntryState.CANCELLED:
                cancel_entry(entry=entry, reason=reason, expected_version=entry.version, by=by)
        elif fate == UndoneAs.RESTORED:
            fate = _restored_or_left(row, entry, things, reason, by)
        row.undone_as = fate
        sums[str(fate)] = sums.get(str(fate), 0) + 1
    rows = [row for row, _entry, _fate in plan.values()]
    ImportRow.objects.visible_to(by).bulk_update(rows, ["undone_as"], batch_size=CHUNK)
    run.state, run.undone_at = ImportState.UNDONE, clock.now()
    run.version += 1
    run.save()
    audit.record(
        verb="import.undone",
        target=run,
        label=gettext("Import of dates"),
        by=by,
        cluster_id=run.cluster_id,
        after=sums,
    )
    return run


def _remove(entry, reason, by):
    outbox.withdraw(subject_type=SUBJECT, subject_id=entry.pk, reason=gettext_noop("The date was removed."))
    audit_entry("entry.removed", entry, by=by, before={"title": entry.title}, reason=reason)
    entry.delete()


def _restored_or_left(row, entry, things, reason, by):
    """A value that nobody could give the date by hand now (an unconfirmed visit open to all) is not given back."""
    try:
        with transaction.atomic():
            _restore(row, entry, things, reason, by)
    except ValidationError:
        return UndoneAs.LEFT
    return UndoneAs.RESTORED


def _restore(row, entry, things, reason, by):
    before = from_json(row.before)
    if before.pop("state", None) is not None:
        entry = reopen_entry(entry=entry, reason=reason, expected_version=entry.version, by=by)
    if before:
        change(entry, before, things, reason, by)
