"""Writes on the rules of kinds of dates."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.locking import one_writer
from calendar_app.enums import EntryKind
from calendar_app.models import KindRule
from calendar_app.policy import check_can_keep_calendar
from core import audit

KIND_FIELDS = ("stale_days", "stale_days_unconfirmed", "leads")


@transaction.atomic
def set_kind_rules(*, changes, by):
    """Change rules of kinds: `changes` is {kind: {field: value}} with fields of KIND_FIELDS; None (or an empty list)
    follows the settings. Task Team. Returns how many kinds changed; the same values again change nothing."""
    check_can_keep_calendar(by)
    one_writer()
    changed = 0
    for kind, values in changes.items():
        if kind not in EntryKind.values or set(values) - set(KIND_FIELDS):
            raise ValidationError(_("There is no such kind of date."))
        rule = KindRule.objects.select_for_update().filter(kind=kind).first() or KindRule(kind=kind)
        names = [name for name, value in values.items() if getattr(rule, name) != value]
        if not names:
            continue
        before = {name: getattr(rule, name) for name in names}
        for name in names:
            setattr(rule, name, values[name])
        rule.full_clean()
        rule.save()
        after = {name: getattr(rule, name) for name in names}
        audit.record(verb="kind_rule.changed", target=rule, by=by, before=before, after=after)
        changed += 1
    return changed
