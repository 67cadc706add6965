"""An import is taken back: what it added goes, what it changed is as before; what people touched or cite stays."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import ImportState, ImportVerdict, UndoneAs
from core import audit, clock
from mechanisms.models import Theme
from recommendations.actions.applying import CHUNK, fetched, in_chunks, locked_run, put
from recommendations.models import Recommendation, RecommendationImportRow
from recommendations.policy import check_keeps


@transaction.atomic
def undo_import(*, run, by):
    """Take back what `run` did: recommendations that it added are removed, unless somebody cites them; those that it
    changed get their former values; those that somebody changed since are left. Audited. Undone already: the run as it
    is. Raises ValidationError for a preview, `Refused` for others than the Task Team."""
    check_keeps(by)
    run = locked_run(run, by)
    if run.state == ImportState.UNDONE:
        return run
    if run.state != ImportState.APPLIED:
        raise ValidationError(_("This list was not imported: there is nothing to undo."))
    lines = RecommendationImportRow.objects.visible_to(by)
    rows = list(lines.filter(run=run, is_applied=True).order_by("-line"))
    found = fetched([row.recommendation_id for row in rows])
    touched, added, changed = [], [], []
    for row in rows:
        each = found.get(row.recommendation_id)
        if each is None or each.version != row.recommendation_version:
            touched.append(row)
        else:
            (added if row.verdict == ImportVerdict.NEW else changed).append(row)
    for row in touched:
        row.undone_as = UndoneAs.LEFT
    _remove(added, found, by)
    _restore(changed, found, by)
    lines.bulk_update(rows, ["undone_as"], batch_size=CHUNK)
    run.state, run.undone_at = ImportState.UNDONE, clock.now()
    run.version += 1
    run.save()
    sums: dict = {}
    for row in rows:
        sums[str(row.undone_as)] = sums.get(str(row.undone_as), 0) + 1
    audit.record(verb="recommendation_import.undone", target=run, by=by, after=sums)
    return run


def _remove(rows, found, by):
    """Citations protect what they cite; in the end only the cited ones are tried one by one."""
    removed = []
    for chunk in in_chunks(rows):
        if _deleted([row.recommendation_id for row in chunk]):
            gone = chunk
        else:
            gone = [row for row in chunk if _deleted([row.recommendation_id])]
        for row in chunk:
            row.undone_as = UndoneAs.LEFT
        for row in gone:
            row.undone_as = UndoneAs.REMOVED
        removed += gone
    acts = []
    for row in removed:
        each = found[row.recommendation_id]
        each.pk = row.recommendation_id
        acts.append((each, {"symbol": each.symbol, "paragraph": each.paragraph}, None))
    audit.record_each(verb="recommendation.removed", acts=acts, by=by)


def _deleted(keys):
    try:
        with transaction.atomic():
            Recommendation.objects.filter(pk__in=keys).delete()
    except ProtectedError:
        return False
    return True


def _restore(rows, found, by):
    themes = dict(Theme.objects.values_list("key", "pk"))
    acts, fields, objects = [], set(), []
    for row in rows:
        before = dict(row.before)
        if "other_language" in row.values:
            before["other_language"] = row.values["other_language"]
        each = found[row.recommendation_id]
        fields |= put(each, before, themes)
        objects.append(each)
        row.undone_as = UndoneAs.RESTORED
        acts.append((each, row.values, before))
    if objects:
        Recommendation.objects.bulk_update(objects, sorted(fields), batch_size=200)
        audit.record_each(verb="recommendation.changed", acts=acts, by=by)
