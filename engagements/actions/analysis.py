"""Writes to findings: what was found, what the decision aid said, and the plan line that comes of it.

Everybody of the cluster may write down a finding; the coordinators and its author change it. Texts never enter the
trail.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import Refused
from engagements import policy
from engagements.actions.cited import check_cited, pairs_of
from engagements.actions.plans import create_plan_line
from engagements.actions.records import add_row, change_row, check_plan_line, stripped
from engagements.enums import Reason, SourceKind, StepOwner, Systematic
from engagements.models import AnalysisFinding, FindingProvision
from engagements.rules.decision_aid import QUESTIONS, Answers
from engagements.rules.sectors import check_sectors
from mechanisms.enums import ThemeKind
from mechanisms.models import Theme

_KEPT = (
    "duty_bearer",
    "systematic",
    "exposure",
    "plan_line",
    "period_from",
    "period_to",
    "source_kinds",
    "sectors",
    "aid_responsible",
    "aid_strength",
    "aid_safety",
    "aid_gravity",
)


def _check_lists(fields):
    """Groups are themes of the catalogue, sources are kinds: no free text can slip in as a tag."""
    groups = fields.get("groups")
    if groups:
        known = set(Theme.objects.filter(kind=ThemeKind.GROUP, key__in=groups).values_list("key", flat=True))
        if set(groups) - known:
            raise ValidationError({"groups": _("Choose groups from the list.")})
    if set(fields.get("source_kinds") or ()) - set(SourceKind.values):
        raise ValidationError({"source_kinds": _("Choose kinds of sources from the list.")})
    check_sectors(fields.get("sectors"))


def _check_systematic(systematic, how):
    if systematic == Systematic.YES and not how.strip():
        raise ValidationError({"systematic_how": _("Describe how it shows that this is systematic.")})


def _check_period(period_from, period_to):
    if period_from and period_to and period_to < period_from:
        raise ValidationError({"period_to": _("The period ends before it begins.")})


@transaction.atomic
def create_finding(*, cluster, by, provisions=(), plan_line=None, **fields):
    """Write a finding down. `provisions`: (Instrument, article) pairs; `groups`: keys of themes; `source_kinds`: never
    names. Raises `ValidationError` at the field; twice makes two findings."""
    policy.check_can_draft(by, cluster.pk)
    check_plan_line(plan_line, cluster.pk, by)
    fields = stripped(fields)
    _check_lists(fields)
    _check_systematic(fields.get("systematic"), fields.get("systematic_how", ""))
    _check_period(fields.get("period_from"), fields.get("period_to"))
    check_cited(provisions, cluster.country_id, field="provisions")
    finding = AnalysisFinding(cluster=cluster, plan_line=plan_line, created_by=by, **fields)
    add_row(finding, verb="finding.created", by=by, cluster_id=cluster.pk, kept=_KEPT)
    _set_provisions(finding, provisions)
    return finding


@transaction.atomic
def edit_finding(*, finding, expected_version, by, provisions=None, **changes):
    """Change a finding. `provisions` replaces the list; None leaves it."""
    policy.check_can_edit(by, finding)
    if "plan_line" in changes:
        check_plan_line(changes["plan_line"], finding.cluster_id, by)
    _check_lists(changes)
    _check_systematic(
        changes.get("systematic", finding.systematic), changes.get("systematic_how", finding.systematic_how)
    )
    _check_period(changes.get("period_from", finding.period_from), changes.get("period_to", finding.period_to))
    known = FindingProvision.objects.visible_to(by).filter(finding=finding)
    cited = set(known.values_list("instrument_id", "article")) if provisions is not None else set()
    check_cited(provisions or (), finding.cluster.country_id, field="provisions", known=cited)
    others = provisions is not None and pairs_of(provisions) != cited
    changed = _change(finding, expected_version, by, changes, parts=("provisions",) if others else ())
    if others:
        known.delete()
        _set_provisions(finding, provisions)
    return changed


def _change(finding, expected_version, by, changes, verb="finding.changed", parts=()):
    return change_row(
        finding,
        verb=verb,
        expected_version=expected_version,
        by=by,
        cluster_id=finding.cluster_id,
        changes=changes,
        kept=_KEPT,
        parts=parts,
    )


def _set_provisions(finding, provisions):
    FindingProvision.objects.bulk_create(
        [
            FindingProvision(finding=finding, instrument_id=pk, article=article)
            for pk, article in sorted(pairs_of(provisions))
        ]
    )


@transaction.atomic
def keep_aid(*, finding, answers, expected_version, by):
    """Keep what was answered to the decision aid on the finding. `answers`: {question: value}, all four."""
    policy.check_can_edit(by, finding)
    if not Answers(**answers).is_complete:
        raise ValidationError(_("Answer the four questions first."))
    changes = {f"aid_{name}": answers[name] for name in QUESTIONS}
    return _change(finding, expected_version, by, {**changes, "aid_at": clock.now()}, verb="finding.aid_kept")


@transaction.atomic
def plan_finding(*, finding, mechanism, year, expected_version, by):
    """Turn a finding into a plan line with `mechanism`, under the same mark, and hang it there. Coordinators only;
    a finding that is in the plan already is refused. Returns the line."""
    policy.check_can_plan(by, finding.cluster_id)
    if finding.plan_line_id is not None:
        raise Refused(_("This finding is in the plan already."))
    line = create_plan_line(
        cluster=finding.cluster,
        mechanism=mechanism,
        year=year,
        title=finding.title,
        lead_role=StepOwner.COORDINATOR,
        reasons=[Reason.PEOPLES_REALITY],
        exposure=finding.exposure,
        by=by,
    )
    _change(finding, expected_version, by, {"plan_line": line})
    return line
