"""Writes to the list of obstacles, by the Task Team. Nothing is deleted: an obstacle is retired."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from clusters.policy import check_is_task_team
from core import audit
from core.errors import Stale
from mechanisms.models import Obstacle

FIELDS = ("kind", "name", "name_fr", "name_ar", "text", "text_fr", "text_ar", "is_active", "position")


def _clean(value):
    return value.strip() if isinstance(value, str) else value


@transaction.atomic
def add_obstacle(*, kind, name, text, by, **values):
    """An obstacle that the list lacks, at its end unless `position` says otherwise. Task Team only. Twice the same
    name: `ValidationError`."""
    check_is_task_team(by)
    last = Obstacle.objects.aggregate(last=Max("position"))["last"] or 0
    given = {key: _clean(value) for key, value in values.items()}
    obstacle = Obstacle(
        key=slugify(name)[:60] or f"obstacle-{last + 1}",
        kind=kind,
        name=name.strip(),
        text=text.strip(),
        **{"position": last + 1, **{key: value for key, value in given.items() if value not in (None, "")}},
    )
    if Obstacle.objects.filter(key=obstacle.key).exists():
        raise ValidationError({"name": _("There is an obstacle of this name.")})
    obstacle.full_clean()
    obstacle.save(force_insert=True)
    audit.record(
        verb="obstacle.added", target=obstacle, by=by, after={field: getattr(obstacle, field) for field in FIELDS}
    )
    return obstacle


@transaction.atomic
def edit_obstacle(*, obstacle, expected_version, by, **changes):
    """Change what an obstacle says, its kind, its place, or whether it is offered. Task Team only. The loader keeps
    what is changed here. Raises `Stale` when somebody was quicker; unchanged: nothing."""
    check_is_task_team(by)
    if unknown := set(changes) - set(FIELDS):
        raise TypeError(f"edit_obstacle does not change {', '.join(sorted(unknown))}")
    changes = {name: _clean(value) for name, value in changes.items() if _clean(value) != getattr(obstacle, name)}
    if not changes:
        return obstacle
    before = {name: getattr(obstacle, name) for name in changes}
    for name, value in changes.items():
        setattr(obstacle, name, value)
    obstacle.full_clean(exclude=["version"])
    rows = Obstacle.objects.filter(pk=obstacle.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale
    obstacle.version = expected_version + 1
    audit.record(verb="obstacle.changed", target=obstacle, by=by, before=before, after=changes)
    return obstacle
