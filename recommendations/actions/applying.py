"""A preview becomes recommendations: all or nothing, or only the good lines."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import ImportState, ImportVerdict
from calendar_app.models import Review
from core import audit, clock
from core.enums import Confidence
from core.errors import Refused, Stale
from mechanisms.models import Mechanism, Theme
from recommendations.models import OtherText, Recommendation, RecommendationImport, RecommendationImportRow
from recommendations.policy import check_keeps
from recommendations.rules.text import digest_of

CHUNK = 500
WRITTEN = ("verdict", "recommendation_id", "recommendation_version", "is_applied")
_MEANWHILE = _("Some recommendations changed since the file was read. Nothing was imported; they are marked below.")


def apply_import(*, run, good_only=False, by):
    """Write what the preview `run` shows: every line, or with `good_only` those that are not broken. Each new and each
    changed recommendation is audited, and the run once. A line whose recommendation somebody changed since the preview
    is never written: with `good_only` it is left out, else `Stale` is raised, with the lines marked. Raises
    ValidationError when broken lines stand in the way or nothing is left to do, `Refused` for others than the Task
    Team. Applied already: the run as it is."""
    check_keeps(by)
    with transaction.atomic():
        run = locked_run(run, by)
        if run.state != ImportState.PREVIEW:
            return run
        lines = RecommendationImportRow.objects.visible_to(by)
        rows = list(lines.filter(run=run).order_by("line"))
        if not good_only and any(row.verdict == ImportVerdict.BROKEN for row in rows):
            raise ValidationError(
                _("There are broken lines. Import only the good ones, or mend the file and read it again.")
            )
        overtaken = _mark_overtaken(rows)
        lines.bulk_update(overtaken, ["verdict"], batch_size=CHUNK)
        is_stale = bool(overtaken) and not good_only
        if not is_stale:
            _write(run, rows, by)
    if is_stale:
        raise Stale(_MEANWHILE)
    return run


def locked_run(run, by):
    """The run as it is now, held until the transaction ends."""
    runs = RecommendationImport.objects.visible_to(by).select_for_update(of=("self",))
    held = runs.filter(pk=run.pk).first()
    if held is None:
        raise Refused(_("This import is no longer there."))
    return held


@transaction.atomic
def discard_import(*, run, by):
    """Throw the preview away; no recommendation is touched. What was imported stays listed: ValidationError."""
    check_keeps(by)
    run = locked_run(run, by)
    if run.state != ImportState.PREVIEW:
        raise ValidationError(_("This list was imported. Undo it instead."))
    run.delete()


def in_chunks(items):
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def fetched(keys):
    """{id: Recommendation}, locked, with body and themes."""
    found = {}
    for chunk in in_chunks(list(keys)):
        rows = Recommendation.objects.filter(pk__in=chunk).select_for_update(of=("self",)).select_related("mechanism")
        found |= {row.pk: row for row in rows.prefetch_related("themes")}
    return found


def _mark_overtaken(rows):
    """Lines that somebody was quicker for: the recommendation changed, or was added, since the file was read."""
    changed = [row for row in rows if row.verdict == ImportVerdict.CHANGED]
    versions = {}
    for chunk in in_chunks([row.recommendation_id for row in changed]):
        versions |= dict(Recommendation.objects.filter(pk__in=chunk).order_by().values_list("pk", "version"))
    marked = [row for row in changed if versions.get(row.recommendation_id) != row.recommendation_version]
    new = [row for row in rows if row.verdict == ImportVerdict.NEW]
    there = Recommendation.objects.filter(country__in={row.values["country"] for row in new}).order_by()
    names = ("country_id", "mechanism__key", "symbol", "session", "paragraph", "digest")
    places, identifiers = set(there.values_list(*names)), set(there.values_list("annotation_id", flat=True))
    for row in new:
        values = row.values
        place = tuple(values.get(name, "") for name in ("country", "mechanism", "symbol", "session", "paragraph"))
        if (*place, digest_of(values["text"])) in places or (values["annotation_id"] or None) in identifiers:
            marked.append(row)
    for row in marked:
        row.verdict = ImportVerdict.MEANWHILE
    return marked


def _write(run, rows, by):
    new = [row for row in rows if row.verdict == ImportVerdict.NEW]
    changed = [row for row in rows if row.verdict == ImportVerdict.CHANGED]
    if not new and not changed:
        raise ValidationError(_("There is nothing to import: no line is new or changed."))
    _add(new, by)
    _change(changed, by)
    RecommendationImportRow.objects.visible_to(by).bulk_update([*new, *changed], WRITTEN, batch_size=CHUNK)
    run.state, run.applied_at = ImportState.APPLIED, clock.now()
    run.version += 1
    run.save()
    after = {"new": len(new), "changed": len(changed), "format": run.format}
    audit.record(verb="recommendation_import.applied", target=run, by=by, after=after)


def as_field(name, value):
    """A value as JSON holds it, as the column takes it."""
    if name == "published_on":
        return dt.date.fromisoformat(value) if value else None
    return value


def _add(rows, by):
    bodies = {body.key: body for body in Mechanism.objects.all()}
    themes = dict(Theme.objects.values_list("key", "pk"))
    reviews = Review.objects.filter(session__mechanism__key="upr").values_list("country_id", "session__number", "pk")
    review_of = {(country, number): pk for country, number, pk in reviews if number}
    made = []
    for row in rows:
        values = {name: as_field(name, value) for name, value in row.values.items()}
        keys = values.pop("themes", [])
        country, session = values.pop("country"), values.get("session", "")
        made.append(
            (
                row,
                keys,
                Recommendation(
                    country_id=country,
                    mechanism=bodies[values.pop("mechanism")],
                    digest=digest_of(values["text"]),
                    review_id=review_of.get((country, session)) if session else None,
                    confidence=Confidence.SINGLE_SOURCE,
                    **values,
                ),
            )
        )
    Recommendation.objects.bulk_create([each for _row, _keys, each in made], batch_size=CHUNK)
    through = Recommendation.themes.through
    links = [
        through(recommendation_id=each.pk, theme_id=themes[key])
        for _row, keys, each in made
        for key in keys
        if key in themes
    ]
    through.objects.bulk_create(links, batch_size=CHUNK)
    for row, _keys, each in made:
        row.recommendation_id, row.recommendation_version, row.is_applied = each.pk, each.version, True
    acts = [(each, None, {"symbol": each.symbol, "position": each.position}) for _row, _keys, each in made]
    audit.record_each(verb="recommendation.added", acts=acts, by=by)


def _change(rows, by):
    found = fetched([row.recommendation_id for row in rows])
    themes = dict(Theme.objects.values_list("key", "pk"))
    acts, fields = [], set()
    for row in rows:
        each = found[row.recommendation_id]
        fields |= put(each, row.values, themes)
        row.recommendation_version, row.is_applied = each.version, True
        acts.append((each, row.before, row.values))
    if acts:
        objects = list(found.values())
        Recommendation.objects.bulk_update(objects, sorted(fields), batch_size=200)
        audit.record_each(verb="recommendation.changed", acts=acts, by=by)


def put(each, values, themes):
    """Put `values` (by field, as JSON holds them) on a recommendation and count its version up; the caller saves the
    fields whose names are returned. Themes and texts in other languages are written at once."""
    fields = {"version", "updated_at"}
    each.version += 1
    each.updated_at = clock.now()
    if "other_language" in values:
        texts = OtherText.objects.filter(recommendation=each, language=values["other_language"])
        if values["other_text"] is None:
            texts.delete()
        else:
            OtherText.objects.update_or_create(
                recommendation=each, language=values["other_language"], defaults={"text": values["other_text"]}
            )
        return fields
    for name, value in values.items():
        if name == "themes":
            each.themes.set([themes[key] for key in value if key in themes])
            continue
        setattr(each, name, as_field(name, value))
        fields.add(name)
    if "text" in values:
        each.digest = digest_of(each.text)
        fields.add("digest")
    return fields
