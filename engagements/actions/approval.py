"""Writes to the approval policy: adopt a version, let a plan line take over a newer one. The trail keeps numbers and
what is demanded, never the words of the protocol."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from clusters.models import Membership, Organisation
from clusters.policy import running
from core import audit, clock
from core.errors import Refused, Stale
from core.saving import save_version
from engagements import policy
from engagements.actions.plans import record
from engagements.enums import MemberDemand
from engagements.models import ApprovalPolicy, PolicyRule

_DEMANDS = (
    "members",
    "organisations",
    "members_on_text",
    "hct",
    "needs_risk_form",
    "needs_lead_agency",
    "needs_sag",
)


def organisations_of(cluster):
    """The organisations that belong to the cluster now, through somebody who holds a role in it."""
    held = Membership.objects.filter(running(), cluster=cluster, organisation__isnull=False).order_by()
    return Organisation.objects.filter(pk__in=held.values("organisation_id"))


def _rule_rows(version, given, known):
    """The rows of the version, checked. Errors name the row (0 is the first)."""
    rows, seen = [], set()
    for number, fields in enumerate(given):
        rule = PolicyRule(policy=version, **fields)
        where = (rule.family, rule.exposure)
        if where in seen:
            raise ValidationError({"rules": _("Two rules speak about the same kind of mechanism and mark.")})
        seen.add(where)
        rule.organisations = sorted(rule.organisations) if rule.members == MemberDemand.EACH else []
        if rule.members == MemberDemand.EACH and not rule.organisations:
            raise ValidationError({f"organisations-{number}": _("Name the organisations whose position is needed.")})
        if set(rule.organisations) - known:
            raise ValidationError({f"organisations-{number}": _("Only organisations of this cluster can be named.")})
        rule.clean_fields(exclude=["policy"])
        rows.append(rule)
    if ("", "") not in seen:
        raise ValidationError({"rules": _("The first rule speaks about every engagement. It is missing.")})
    return rows


@transaction.atomic
def adopt_policy(*, cluster, adopted_on, adopted_by, note="", rules, expected_number, by):
    """Write down the version that the cluster adopted. Coordinators of `cluster` only. `rules` are dicts with the
    fields of `PolicyRule`, one of them for any mechanism and any mark. `expected_number` is the number of the version
    that was read (0: none); `Stale` when another was adopted since. What is planned already keeps its version."""
    policy.check_can_adopt(by, cluster.pk)
    adopted_by, note = " ".join(adopted_by.split()), note.strip()
    if adopted_on > clock.day_of(by):
        raise ValidationError({"adopted_on": _("This day lies in the future.")})
    if not adopted_by:
        raise ValidationError({"adopted_by": _("Say who adopted it.")})
    earlier = ApprovalPolicy.objects.visible_to(by).filter(cluster=cluster).first()
    if (earlier.number if earlier else 0) != expected_number:
        raise Stale(_("Another version was adopted since you opened this page. Read it first."))
    version = ApprovalPolicy(
        cluster=cluster,
        number=expected_number + 1,
        adopted_on=adopted_on,
        adopted_by=adopted_by,
        note=note,
        created_by=by,
    )
    version.clean_fields(exclude=["cluster", "created_by"])
    rows = _rule_rows(version, rules, set(organisations_of(cluster).values_list("pk", flat=True)))
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as error:
        raise Stale(_("Another version was adopted since you opened this page. Read it first.")) from error
    PolicyRule.objects.bulk_create(rows)
    audit.record(
        verb="approval_policy.adopted",
        target=version,
        by=by,
        cluster_id=cluster.pk,
        before={"number": expected_number},
        after={
            "number": version.number,
            "adopted_on": adopted_on.isoformat(),
            "rules": [
                {"family": rule.family, "exposure": rule.exposure} | {name: getattr(rule, name) for name in _DEMANDS}
                for rule in rows
            ],
        },
        label=f"{version._meta.verbose_name} {version.number}",
    )
    return version


@transaction.atomic
def take_over_policy(*, plan_line, expected_version, by):
    """Let the line follow the version in force now. Coordinators who see the line. Never happens by itself; refused
    when the line follows it already. What was settled stays on record and is judged by the new version."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    before, now = plan_line.policy_version, policy.binding_policy(plan_line.cluster)
    if (before.pk if before else None) == (now.pk if now else None):
        raise Refused(_("This plan line follows the version in force already."))
    save_version(plan_line, expected_version, by, policy_version=now, updated_at=clock.now())
    record(
        "plan_line.policy_taken",
        plan_line,
        plan_line,
        by=by,
        before={"policy": before.number if before else 0},
        after={"policy": now.number if now else 0},
    )
    return plan_line
