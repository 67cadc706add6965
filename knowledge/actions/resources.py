"""Writes to resources, by the Task Team."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.saving import save_version
from knowledge import policy
from knowledge.enums import Place, ResourceKind
from knowledge.models import Resource

_KEPT = ("title", "kind", "minutes", "language", "producer", "link", "places", "edition", "issued_on")


def _kept(row):
    return {name: _plain(getattr(row, name)) for name in _KEPT}


def _plain(value):
    """As the trail keeps it."""
    return value if value is None or isinstance(value, int | list) else str(value)


def _check(row):
    row.title, row.text, row.producer = row.title.strip(), row.text.strip(), row.producer.strip()
    row.edition = row.edition.strip()
    if not row.link and not row.text:
        raise ValidationError({"text": _("Write the text, or give the address of a page.")})
    try:
        row.places = Place.ordered(row.places)
    except ValueError as error:
        raise ValidationError({"places": _("Choose places from the list.")}) from error
    if row.kind == ResourceKind.LEARNING_BITE and not row.minutes:
        raise ValidationError({"minutes": _("Say how many minutes it takes.")})
    row.full_clean(exclude=["theme", "created_by"])


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
    save_version(resource, expected_version, by, **{name: getattr(resource, name) for name in values})
    audit.record(verb="resource.changed", target=resource, by=by, before=before, after=_kept(resource))
    return resource


@transaction.atomic
def retire_resource(*, resource, is_retired, expected_version, by):
    """Offer it no more, or again. The Task Team; the same again changes nothing."""
    policy.check_keeps_resources(by)
    if resource.is_retired == is_retired:
        return resource
    save_version(resource, expected_version, by, is_retired=is_retired)
    audit.record(verb="resource.retired" if is_retired else "resource.restored", target=resource, by=by)
    return resource
