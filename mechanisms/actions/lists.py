"""Writes to the short lists that the Task Team keeps. Nothing is deleted: an entry is retired."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify

from clusters.policy import check_is_task_team
from core import audit
from core.saving import change_version, stripped

# What every entry says; a list adds its own fields.
WORDS = ("name", "name_fr", "name_ar", "text", "text_fr", "text_ar")
PLACE = ("is_active", "position")


@transaction.atomic
def add_entry(model, *, called, fields, taken, by, **values):
    """An entry that the list `model` lacks, at its end unless `position` says otherwise; empty values are left to the
    model. Task Team only. The trail speaks of `called` and keeps `fields`. Twice the same name: `ValidationError` with
    the sentence `taken`."""
    check_is_task_team(by)
    last = model.objects.aggregate(last=Max("position"))["last"] or 0
    given = {name: value for name, value in stripped(values).items() if value not in (None, "")}
    key = slugify(given.get("name", ""))[:60] or f"{called}-{last + 1}"
    entry = model(**{"key": key, "position": last + 1, **given})
    if model.objects.filter(key=entry.key).exists():
        raise ValidationError({"name": taken})
    entry.full_clean()
    try:
        # Inside a savepoint, so that two who press at once both get a sentence.
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError({"name": taken}) from error
    audit.record(verb=f"{called}.added", target=entry, by=by, after={field: getattr(entry, field) for field in fields})
    return entry


@transaction.atomic
def edit_entry(entry, *, called, fields, expected_version, by, **changes):
    """Change what an entry says, its place, or whether it is offered. Task Team only. The loader keeps what is changed
    here. Raises `Stale` when somebody was quicker, `ValidationError` with the field's name; unchanged: nothing."""
    check_is_task_team(by)
    if unknown := set(changes) - set(fields):
        raise TypeError(f"an entry of {called} does not change {', '.join(sorted(unknown))}")
    before = {name: getattr(entry, name) for name in changes}
    changes = change_version(
        entry, stripped(changes), expected_version, by, check=lambda row: row.full_clean(exclude=["version"])
    )
    if changes:
        old = {name: before[name] for name in changes}
        audit.record(verb=f"{called}.changed", target=entry, by=by, before=old, after=changes)
    return entry
