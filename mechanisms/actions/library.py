"""Writes to the step library. What a person changes here stays when the reference files are loaded again: the loader
reads the trail, leaves the value and reports the difference to the desk."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.errors import Refused
from core.saving import save_version, stripped
from mechanisms import policy
from mechanisms.enums import Gate, MechanismKind, Phase
from mechanisms.models import StepTemplate
from mechanisms.texts import ROLES

# What people may change of a step; where it comes from stays as it is.
EDITABLE = ("title", "title_fr", "title_ar", "phase", "who", "lead_days", "capacity_note", "gates")
LONGEST_LEAD = 1825


def _clean(step):
    if set(step.who or []) - set(ROLES):
        raise ValidationError({"who": _("Choose roles from the list.")})
    if set(step.gates or []) - set(Gate.values):
        raise ValidationError({"gates": _("Choose gates from the list.")})
    if step.lead_days is not None and abs(step.lead_days) > LONGEST_LEAD:
        raise ValidationError({"lead_days": _("Use at most five years before or after.")})
    step.clean_fields(exclude=["cluster"])


def _record(verb, step, *, by, before=None, after=None, reason=""):
    """The trail of the common library keeps old and new, which the loader reads; that of a cluster's own step keeps the
    names of what changed, since its words are the cluster's."""
    own = step.cluster_id is not None
    if own and after:
        before, after = None, {"fields": sorted(after)}
    audit.record(
        verb=verb,
        target=step,
        by=by,
        cluster_id=step.cluster_id,
        before=before,
        after=after,
        reason="" if own else reason,
        label=f"step of the library {step.pk}" if own else None,
    )


@transaction.atomic
def add_library_step(*, title, mechanism_kind, phase, cluster=None, by, **fields):
    """Add a step that no source names: to the common library (Task Team) or for one cluster alone (its coordinators
    and the Task Team). `fields`: the other names in `EDITABLE`. Its source says that people added it. Returns the step;
    twice adds two."""
    cluster_id = cluster.pk if cluster is not None else None
    policy.check_can_keep(by, cluster_id)
    last = StepTemplate.objects.aggregate(last=Max("position"))["last"] or 0
    values = stripped(fields)
    step = StepTemplate(
        key=f"own.{uuid.uuid4().hex}",
        title=title.strip(),
        mechanism_kind=MechanismKind(mechanism_kind),
        phase=Phase(phase),
        timing={"basis": "not_stated"},
        source="added by the cluster" if cluster_id else "added by the Task Team",
        cluster=cluster,
        position=last + 1,
        **values,
    )
    _clean(step)
    step.save(force_insert=True)
    after = {"title": step.title, "mechanism_kind": str(step.mechanism_kind), "phase": str(step.phase)}
    _record("step_template.created", step, by=by, after=after)
    return step


@transaction.atomic
def edit_library_step(*, step, expected_version, by, **changes):
    """Change what a step says (names in `EDITABLE`). Task Team; a cluster's own step also its coordinators. `Stale`
    when somebody changed it since `expected_version`. Plans that hold the step keep what they have."""
    policy.check_can_keep(by, step.cluster_id)
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise TypeError(f"edit_library_step does not change {', '.join(sorted(unknown))}")
    changes = stripped(changes)
    before = {name: getattr(step, name) for name in changes}
    changes = {name: value for name, value in changes.items() if value != before[name]}
    for name, value in changes.items():
        setattr(step, name, value)
    _clean(step)
    save_version(step, expected_version, by, **changes)
    if changes:
        old = {name: before[name] for name in changes}
        _record("step_template.changed", step, by=by, before=old, after=changes)
    return step


@transaction.atomic
def retire_library_step(*, step, expected_version, by, reason=""):
    """Offer the step no more. Plans that hold it keep it. Refused when it is retired already."""
    policy.check_can_keep(by, step.cluster_id)
    if step.retired_at is not None:
        raise Refused(_("This step is retired already."))
    save_version(step, expected_version, by, retired_at=clock.now())
    _record("step_template.retired", step, by=by, reason=reason.strip()[:300])
    return step


@transaction.atomic
def restore_library_step(*, step, expected_version, by):
    """Offer a retired step again. Refused when it is on offer."""
    policy.check_can_keep(by, step.cluster_id)
    if step.retired_at is None:
        raise Refused(_("This step is on offer already."))
    save_version(step, expected_version, by, retired_at=None)
    _record("step_template.restored", step, by=by)
    return step
