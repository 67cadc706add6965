"""Writes to the list of components of the process, by the Task Team. Nothing is deleted: a component is retired."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from clusters.policy import check_is_task_team
from core import audit
from core.errors import Stale
from mechanisms.models import Component

FIELDS = ("name", "name_fr", "name_ar", "text", "text_fr", "text_ar", "holds", "is_active", "position")


@transaction.atomic
def edit_component(*, component, expected_version, by, **changes):
    """Change what a component says, its place, or whether it is in use. Task Team only. The loader keeps what is
    changed here. Raises `Stale` when somebody was quicker, `ValidationError` with the field's name; unchanged:
    nothing."""
    check_is_task_team(by)
    unknown = set(changes) - set(FIELDS)
    if unknown:
        raise TypeError(f"edit_component does not change {', '.join(sorted(unknown))}")
    changes = {name: _clean(value) for name, value in changes.items() if _clean(value) != getattr(component, name)}
    if "holds" in changes:
        # What versions hold already would not be shown any more.
        raise ValidationError({"holds": _("What its versions hold is decided once, when it is added.")})
    if not changes:
        return component
    before = {name: getattr(component, name) for name in changes}
    for name, value in changes.items():
        setattr(component, name, value)
    component.full_clean(exclude=["version"])
    rows = Component.objects.filter(pk=component.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale
    component.version = expected_version + 1
    audit.record(verb="component.changed", target=component, by=by, before=before, after=changes)
    return component


@transaction.atomic
def add_component(*, name, text, by, **values):
    """A component of the Task Team's own, marked derived, at the end of the list unless `position` says otherwise.
    It stands on every engagement from then on, quiet. Twice the same name: `ValidationError`."""
    check_is_task_team(by)
    last = Component.objects.aggregate(last=Max("position"))["last"] or 0
    values = {key: _clean(value) for key, value in values.items()}
    component = Component(
        key=slugify(name)[:60] or f"component-{last + 1}",
        name=name.strip(),
        text=text.strip(),
        is_derived=True,
        **{"position": last + 1, **{key: value for key, value in values.items() if value not in (None, "")}},
    )
    if Component.objects.filter(key=component.key).exists():
        raise ValidationError({"name": _("There is a component of this name.")})
    component.full_clean()
    component.save(force_insert=True)
    after = {name: getattr(component, name) for name in FIELDS}
    audit.record(verb="component.added", target=component, by=by, after=after)
    return component


def _clean(value):
    return value.strip() if isinstance(value, str) else value
