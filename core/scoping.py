"""Sealed querysets: a confidential model answers no SQL until somebody said for whom.

`Model.objects` is sealed. `visible_to(user)` opens it for what the policy lets that person see;
`unscoped("reason")` opens it wholly, for system work, and is allowed in a listed set of files only
(see tests/guards). Everything else raises `Sealed`.
"""

import contextlib
import contextvars

from django.db import models
from django.db.models import sql

from core import policy

_open_for_validation = contextvars.ContextVar("open_for_validation", default=False)


class Sealed(RuntimeError):
    """A confidential model was asked for rows without saying for whom."""


class SealedQuery(sql.Query):
    """The one choke point: every SELECT asks for a compiler, subqueries and unions included."""

    sealed = True

    def get_compiler(self, *args, **kwargs):
        check_open(self)
        return super().get_compiler(*args, **kwargs)


def check_open(query):
    if getattr(query, "sealed", False) and not query.is_empty() and not _open_for_validation.get():
        raise Sealed(
            f"{query.model.__name__} is confidential: call visible_to(user), "
            'or unscoped("reason") in a file that may, before asking for rows.'
        )


class ScopedQuerySet(models.QuerySet):
    def __init__(self, model=None, query=None, using=None, hints=None):
        super().__init__(model, query or SealedQuery(model), using, hints)

    def _opened(self):
        opened = self.all()
        opened.query.sealed = False  # type: ignore[attr-defined]
        return opened

    def visible_to(self, user):
        """The rows that `user` may see now, by the policy registered for the model."""
        return self._opened().filter(policy.visible_q(self.model, user))

    def unscoped(self, reason):
        """All rows, for system work. `reason` is for the reader of the code."""
        if not reason:
            raise ValueError("unscoped() needs a reason.")
        return self._opened()

    # Writes change the class of the query and would slip past the choke point.
    def update(self, **kwargs):
        check_open(self.query)
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self):
        check_open(self.query)
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def raw(self, *args, **kwargs):
        raise Sealed(f"{self.model.__name__} is confidential: raw SQL cannot be scoped.")

    # `open | sealed` would take the left side's seal and leak the right side's rows.
    def __and__(self, other):
        return self._combine("__and__", other)

    def __or__(self, other):
        return self._combine("__or__", other)

    def __xor__(self, other):
        return self._combine("__xor__", other)

    def _combine(self, operator, other):
        check_open(self.query)
        check_open(other.query)
        return getattr(super(), operator)(other)


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Sealed by default. `raw` is refused here too: the manager's own bypasses the queryset's."""

    def raw(self, *args, **kwargs):
        return self.get_queryset().raw(*args, **kwargs)


class ScopedModel(models.Model):
    """Base of every confidential model. Relations out of it carry `related_name="+"`; none leads into it from
    an open model (guarded by tests/guards/test_model_graph.py)."""

    objects = ScopedManager()

    class Meta:
        abstract = True

    # Uniqueness is a question about rows the person may not see; it asks through the default manager.
    # Unique constraints therefore include the cluster, else the message would be an oracle.
    def validate_unique(self, exclude=None):
        with _validation():
            super().validate_unique(exclude)

    def validate_constraints(self, exclude=None):
        with _validation():
            super().validate_constraints(exclude)


@contextlib.contextmanager
def _validation():
    token = _open_for_validation.set(True)
    try:
        yield
    finally:
        _open_for_validation.reset(token)
