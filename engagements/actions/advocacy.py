"""Writes to advocacy: issues on the ladder, the action plan, what partners can bear.

Coordinators of the cluster only. Free texts never enter the trail.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clusters.actions import hold_cluster
from clusters.models import Organisation
from core import clock
from core.errors import Stale
from core.saving import save_version
from engagements import policy
from engagements.actions.cited import check_cited, pairs_of
from engagements.actions.records import add_row, change_row, check_finding, check_plan_line, stripped, trail
from engagements.enums import ActionState, IssueState
from engagements.models import (
    ActionPartner,
    AdvocacyAction,
    AdvocacyIssue,
    AdvocacyMessage,
    IssueInstrument,
    PartnerTolerance,
)
from engagements.rules.sectors import check_sectors

_ISSUE_KEPT = ("level", "lead", "horizon", "state", "exposure", "plan_line", "finding")
_ACTION_KEPT = ("level", "channel", "lead", "due_on", "state", "message", "sectors")


def issue_parent(issue_id):
    """How the trail names what an action belongs to."""
    return f"engagements.advocacyissue:{issue_id}"


# --- Issues -------------------------------------------------------------------------------------------------


@transaction.atomic
def create_issue(*, cluster, by, instruments=(), plan_line=None, **fields):
    """Raise an issue: title, why, level, level_reason, lead, horizon, exposure. Who leads and why at this level are
    mandatory (MATRIX O005, H025). `instruments`: (Instrument, article) pairs. Raises `ValidationError` at the field;
    twice makes two issues."""
    policy.check_can_advocate(by, cluster.pk)
    check_plan_line(plan_line, cluster.pk, by)
    check_finding(fields.get("finding"), cluster.pk, by)
    check_cited(instruments, cluster.country_id, field="instruments")
    issue = AdvocacyIssue(cluster=cluster, plan_line=plan_line, created_by=by, **stripped(fields))
    add_row(issue, verb="issue.created", by=by, cluster_id=cluster.pk, kept=_ISSUE_KEPT)
    _set_instruments(issue, instruments)
    return issue


@transaction.atomic
def edit_issue(*, issue, expected_version, by, instruments=None, **changes):
    """Change an issue, its level included. `instruments` replaces the list; None leaves it."""
    policy.check_can_advocate(by, issue.cluster_id)
    if "plan_line" in changes:
        check_plan_line(changes["plan_line"], issue.cluster_id, by)
    if "finding" in changes:
        check_finding(changes["finding"], issue.cluster_id, by)
    known = IssueInstrument.objects.visible_to(by).filter(issue=issue)
    cited = set(known.values_list("instrument_id", "article")) if instruments is not None else set()
    check_cited(instruments or (), issue.cluster.country_id, field="instruments", known=cited)
    others = instruments is not None and pairs_of(instruments) != cited
    changed = change_row(
        issue,
        verb="issue.changed",
        parts=("instruments",) if others else (),
        expected_version=expected_version,
        by=by,
        cluster_id=issue.cluster_id,
        changes=changes,
        kept=_ISSUE_KEPT,
    )
    if others:
        known.delete()
        _set_instruments(issue, instruments)
    return changed


def _set_instruments(issue, instruments):
    IssueInstrument.objects.bulk_create(
        [
            IssueInstrument(issue=issue, instrument_id=pk, article=article)
            for pk, article in sorted(pairs_of(instruments))
        ]
    )


@transaction.atomic
def set_issue_state(*, issue, state, expected_version, by):
    """Open, paused or closed; in any order."""
    policy.check_can_advocate(by, issue.cluster_id)
    if state not in IssueState.values:
        raise ValidationError({"state": _("Choose a state.")})
    return change_row(
        issue,
        verb="issue.state",
        expected_version=expected_version,
        by=by,
        cluster_id=issue.cluster_id,
        changes={"state": state},
        kept=("state",),
    )


# --- Action plan ---------------------------------------------------------------------------------------------


def _check_message(message, issue, by):
    if message is None:
        return
    seen = AdvocacyMessage.objects.visible_to(by).filter(pk=message.pk, issue=issue).exists()
    if not seen:
        raise ValidationError({"message": _("This message does not exist.")})


@transaction.atomic
def add_action(*, issue, by, partners=(), message=None, **fields):
    """A line of the action plan: what, level, channel, lead, due_on. `partners`: organisations. A partner with little
    tolerance of risk on a public action is shown as a warning and does not block (MATRIX T014)."""
    policy.check_can_advocate(by, issue.cluster_id)
    _check_message(message, issue, by)
    check_sectors(fields.get("sectors"))
    action = AdvocacyAction(issue=issue, message=message, created_by=by, **stripped(fields))
    add_row(
        action,
        verb="advocacy_action.created",
        by=by,
        cluster_id=issue.cluster_id,
        parent=issue_parent(issue.pk),
        kept=_ACTION_KEPT,
    )
    _set_partners(action, partners)
    return action


@transaction.atomic
def edit_action(*, action, expected_version, by, partners=None, **changes):
    """Change a line of the action plan. `partners` replaces the list; None leaves it."""
    issue = action.issue
    policy.check_can_advocate(by, issue.cluster_id)
    _check_message(changes.get("message"), issue, by)
    check_sectors(changes.get("sectors"))
    known = ActionPartner.objects.visible_to(by).filter(action=action)
    others = partners is not None and {one.pk for one in partners} != set(
        known.values_list("organisation_id", flat=True)
    )
    changed = change_row(
        action,
        verb="advocacy_action.changed",
        parts=("partners",) if others else (),
        expected_version=expected_version,
        by=by,
        cluster_id=issue.cluster_id,
        parent=issue_parent(issue.pk),
        changes=changes,
        kept=_ACTION_KEPT,
    )
    if others:
        known.delete()
        _set_partners(action, partners)
    return changed


def _set_partners(action, partners):
    ActionPartner.objects.bulk_create(
        [ActionPartner(action=action, organisation_id=pk) for pk in sorted({partner.pk for partner in partners})]
    )


@transaction.atomic
def set_action_state(*, action, state, expected_version, by, result=""):
    """Planned, done (with what came of it) or dropped."""
    issue = action.issue
    policy.check_can_advocate(by, issue.cluster_id)
    if state not in ActionState.values:
        raise ValidationError({"state": _("Choose a state.")})
    return change_row(
        action,
        verb="advocacy_action.state",
        expected_version=expected_version,
        by=by,
        cluster_id=issue.cluster_id,
        parent=issue_parent(issue.pk),
        changes={"state": state, "result": result},
        kept=("state",),
    )


# --- What partners can bear -----------------------------------------------------------------------------------


@transaction.atomic
def set_tolerance(*, cluster, organisation, tolerance, by, note="", expected_version=0):
    """How much risk an organisation can carry here; the first time with `expected_version` 0. Coordinators only; the
    note is read by them alone. `Stale` when somebody wrote it meanwhile."""
    policy.check_can_advocate(by, cluster.pk)
    # Who enters the first one in the same moment waits here and is then told.
    hold_cluster(cluster)
    if not Organisation.objects.filter(pk=organisation.pk).exists():
        raise ValidationError({"organisation": _("This organisation does not exist.")})
    known = PartnerTolerance.objects.visible_to(by).filter(cluster=cluster, organisation=organisation).first()
    if known is None:
        if expected_version:
            raise Stale
        row = PartnerTolerance(cluster=cluster, organisation=organisation, tolerance=tolerance, note=note.strip())
        return add_row(row, verb="tolerance.set", by=by, cluster_id=cluster.pk, kept=("organisation", "tolerance"))
    if expected_version != known.version:
        raise Stale
    return change_row(
        known,
        verb="tolerance.set",
        expected_version=expected_version,
        by=by,
        cluster_id=cluster.pk,
        changes={"tolerance": tolerance, "note": note},
        kept=("tolerance",),
    )


@transaction.atomic
def forget_tolerance(*, row, expected_version, by):
    """Take the entry away: what a partner can bear is then simply not known."""
    policy.check_can_advocate(by, row.cluster_id)
    save_version(row, expected_version, by, updated_at=clock.now())
    trail("tolerance.forgotten", row, by=by, cluster_id=row.cluster_id, before={"organisation": row.organisation_id})
    PartnerTolerance.objects.visible_to(by).filter(pk=row.pk).delete()
