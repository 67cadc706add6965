"""Writes to resources, by the Task Team."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Stale
from knowledge import policy
from knowledge.enums import ResourceKind
from knowledge.models import Resource

_KEPT = ("title", "kind", "minutes", "language", "producer", "link")


def _kept(row):
    return {name: getattr(row, name) if name == "minutes" else str(getattr(row, name)) for name in _KEPT}


def _check(row):
    row.title, row.text, row.producer = row.title.strip(), row.text.strip(), row.producer.strip()
    if not row.link and not row.text:
        raise ValidationError({"text": _("Write the text, or give the address of a page.")})
    if row.kind == ResourceKind.LEARNING_BITE and not row.minutes:
        raise ValidationError({"minutes": _("Say how many minutes it takes.")})
    row.full_clean(exclude=["theme", "created_by"])


def _save(row, expected_version, **changes):
    """Write if nobody did since; resources are open, so no question of who sees them."""
    rows = Resource.objects.filter(pk=row.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale
    row.version = expected_version + 1


@transaction.atomic
def add_resource(*, by, **values):
    """Offer a resource to everybody. The Task Team. Twice offers two."""
    policy.check_keeps_resources(by)
    row = Resource(created_by=by, **values)
    _check(row)
    row.save(force_insert=True)
    audit.record(verb="resource.added", target=row, by=by, after=_kept(row))
    return row


@transaction.atomic
def change_resource(*, resource, expected_version, by, **values):
    """Change what is offered. The Task Team."""
    policy.check_keeps_resources(by)
    before = _kept(resource)
    for name, value in values.items():
        setattr(resource, name, value)
    _check(resource)
    _save(resource, expected_version, **{name: getattr(resource, name) for name in values})
    audit.record(verb="resource.changed", target=resource, by=by, before=before, after=_kept(resource))
    return resource


@transaction.atomic
def retire_resource(*, resource, is_retired, expected_version, by):
    """Offer it no more, or again. The Task Team; the same again changes nothing."""
    policy.check_keeps_resources(by)
    if resource.is_retired == is_retired:
        return resource
    _save(resource, expected_version, is_retired=is_retired)
    resource.is_retired = is_retired
    audit.record(verb="resource.retired" if is_retired else "resource.restored", target=resource, by=by)
    return resource
