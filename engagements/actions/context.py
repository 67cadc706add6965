"""Writes to the context of a cluster's plan (MATRIX E007, E017, G012). Each save is a version of its own."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.actions import hold_cluster
from core import audit
from core.errors import Stale
from engagements import policy, rules
from engagements.models import PlanContext

FIELDS = ("owner_role", "deputy_role", "openness", "openness_note", "route", "partnerships", "resources", "timing")


@transaction.atomic
def save_context(*, cluster, year, expected_number, by, **values):
    """Write the context of `cluster` for `year` as a new version; earlier ones stay readable. `values`: names in
    `FIELDS`. Coordinators only. `expected_number`: the version the writer read, 0 for none; `Stale` when there is a
    newer one; `ValidationError` for an owner whose role nobody
    holds any more. Saving the same words again writes nothing. Returns the latest version."""
    policy.check_can_plan(by, cluster.pk)
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"save_context does not write {', '.join(sorted(unknown))}")
    # Whoever saves at the same moment waits here and is then told.
    hold_cluster(cluster)
    latest = PlanContext.objects.visible_to(by).filter(cluster=cluster, year=year).order_by("-number").first()
    number = latest.number if latest is not None else 0
    if number != expected_number:
        raise Stale
    kept = {name: getattr(latest, name) for name in FIELDS} if latest is not None else dict.fromkeys(FIELDS, "")
    new = {**kept, **{name: value.strip() for name, value in values.items()}}
    if latest is not None and new == kept:
        return latest
    ended = policy.ended_roles(cluster)
    changed = [name for name in ("owner_role", "deputy_role") if new[name] != kept[name]]
    problems = {name: sentence for name in changed if (sentence := rules.owner_problem(new[name], ended))}
    if new["owner_role"] and new["owner_role"] == new["deputy_role"]:
        problems["deputy_role"] = _("Whoever stands in holds another role.")
    if problems:
        raise ValidationError(problems)
    row = PlanContext(cluster=cluster, year=year, number=number + 1, created_by=by, **new)
    row.full_clean(exclude=["cluster", "created_by"])
    row.save(force_insert=True)
    audit.record(
        verb="plan_context.saved",
        target=row,
        by=by,
        cluster_id=cluster.pk,
        after={"year": year, "number": row.number, "fields": sorted(n for n in FIELDS if new[n] != kept[n])},
        label=f"{row._meta.verbose_name} {year}",
    )
    return row
