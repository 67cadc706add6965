"""Writes to plan templates: a named selection of steps for one kind of mechanism. Task Team only."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.saving import save_version
from mechanisms import policy
from mechanisms.enums import MechanismKind
from mechanisms.models import PlanTemplate, PlanTemplateStep, StepTemplate


def _steps(steps, kind):
    """The rows of {step id: days before, None for the library's}; only common steps of that mechanism or of any."""
    if not steps:
        raise ValidationError({"steps": _("Choose at least one step.")})
    fitting = StepTemplate.objects.filter(
        pk__in=steps, cluster=None, retired_at=None, mechanism_kind__in={kind, MechanismKind.ANY}
    )
    known = set(fitting.values_list("pk", flat=True))
    if set(steps) - known:
        raise ValidationError({"steps": _("Choose steps of the common library for this mechanism.")})
    return [PlanTemplateStep(step_id=pk, lead_days=lead) for pk, lead in steps.items()]


@transaction.atomic
def publish_plan_template(*, title, mechanism_kind, steps, note="", by):
    """Offer coordinators a selection of steps to start from. `steps`: {id of a common step: days before the date, or
    None for the library's}. Task Team only. Returns the template."""
    policy.check_can_keep(by, None)
    kind = MechanismKind(mechanism_kind)
    rows = _steps(steps, kind)
    template = PlanTemplate(title=title.strip(), mechanism_kind=kind, note=note.strip())
    template.full_clean()
    template.save(force_insert=True)
    _write(template, rows)
    audit.record(verb="plan_template.published", target=template, by=by, after={"steps": len(rows)})
    return template


@transaction.atomic
def change_plan_template(*, template, title, steps, expected_version, note="", by):
    """Another title, note or selection. Task Team only. Plan lines made from it stay as they are."""
    policy.check_can_keep(by, None)
    rows = _steps(steps, template.mechanism_kind)
    template.title, template.note = title.strip(), note.strip()
    template.full_clean()
    save_version(template, expected_version, by, title=template.title, note=template.note)
    PlanTemplateStep.objects.filter(template=template).delete()
    _write(template, rows)
    audit.record(verb="plan_template.changed", target=template, by=by, after={"steps": len(rows)})
    return template


@transaction.atomic
def retire_plan_template(*, template, expected_version, by):
    """Offer it no more; retired already, it is offered again. Task Team only."""
    policy.check_can_keep(by, None)
    again = template.retired_at is not None
    save_version(template, expected_version, by, retired_at=None if again else clock.now())
    audit.record(verb="plan_template.restored" if again else "plan_template.retired", target=template, by=by)
    return template


def _write(template, rows):
    for row in rows:
        row.template = template
    PlanTemplateStep.objects.bulk_create(rows)
