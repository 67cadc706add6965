"""Writes of positions: what the HCT, the members and the lead agency say to an engagement or a text. Each is added,
none is changed: the newest counts. The trail keeps states, days and ids, never words."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.documents.markup import clean_text
from core.errors import Stale
from core.saving import save_version
from engagements import policy
from engagements.actions.plans import hold, record
from engagements.enums import HctDecision, LeadAgencyWay
from engagements.models import (
    HctPosition,
    LeadAgencyBacking,
    MembersInformed,
    Submission,
)


def one_line(text):
    return " ".join(clean_text(text).split())


def check_recorder(plan_line, by):
    policy.check_can_record_positions(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    hold(plan_line, by)


def _check_day(on, by):
    if on > clock.day_of(by):
        raise ValidationError({"on": _("This day lies in the future.")})


def needed(**texts):
    missing = {name: _("This is needed.") for name, text in texts.items() if not text}
    if missing:
        raise ValidationError(missing)


def check_version(version, plan_line, by):
    """The version belongs to a text of the line which the writer sees, and still is what stands there."""
    if version is None:
        return
    submission = Submission.objects.visible_to(by).filter(pk=version.submission_id, plan_line=plan_line).first()
    if submission is None:
        raise ValidationError({"version": _("This version belongs to another engagement.")})
    if version.text_hash != submission.text_hash:
        raise Stale(_("The text was changed since this version was frozen. Freeze the new one first."))


@transaction.atomic
def record_hct_position(*, plan_line, position, on, forum, note="", by):
    """What the Humanitarian Country Team said: informed, consulted, approved, declined. Coordinators who see the line.
    Recording again adds a newer one; nothing is overwritten."""
    check_recorder(plan_line, by)
    if position not in HctDecision.values:
        raise ValidationError({"position": _("Choose a position.")})
    forum = one_line(forum)
    needed(forum=forum)
    _check_day(on, by)
    before = policy.standing_of(plan_line).hct
    row = HctPosition(
        plan_line=plan_line, position=position, on=on, forum=forum, note=clean_text(note).strip(), recorded_by=by
    )
    row.clean_fields(exclude=["plan_line", "recorded_by"])
    row.save(force_insert=True)
    record(
        "hct_position.recorded",
        row,
        plan_line,
        by=by,
        before={"position": before} if before else None,
        after={"position": str(position), "on": on.isoformat()},
    )
    return row


@transaction.atomic
def record_members_informed(*, plan_line, on, how, by):
    """That the members were told, when and how. Coordinators who see the line."""
    check_recorder(plan_line, by)
    how = one_line(how)
    needed(how=how)
    _check_day(on, by)
    row = MembersInformed(plan_line=plan_line, on=on, how=how, recorded_by=by)
    row.clean_fields(exclude=["plan_line", "recorded_by"])
    row.save(force_insert=True)
    record("members.informed", row, plan_line, by=by, after={"on": on.isoformat()})
    return row


@transaction.atomic
def record_lead_agency(*, plan_line, way, on, who, note="", version=None, by):
    """That the lead agency lends its channel, endorses, or declines: for this very `version` of a text, or (None) for
    the engagement. Coordinators who see both. `Stale` when the text is no longer that version."""
    check_recorder(plan_line, by)
    if way not in LeadAgencyWay.values:
        raise ValidationError({"way": _("Choose what the lead agency said.")})
    who = one_line(who)
    needed(who=who)
    _check_day(on, by)
    check_version(version, plan_line, by)
    row = LeadAgencyBacking(
        plan_line=plan_line,
        version=version,
        way=way,
        on=on,
        who=who,
        note=clean_text(note).strip(),
        recorded_by=by,
    )
    row.clean_fields(exclude=["plan_line", "recorded_by", "version"])
    row.save(force_insert=True)
    record(
        "lead_agency.recorded",
        row,
        plan_line,
        by=by,
        after={
            "way": str(way),
            "on": on.isoformat(),
            "version": version.number if version else None,
            "submission": version.submission_id if version else None,
        },
    )
    return row


@transaction.atomic
def describe_pattern(*, plan_line, pattern, expected_version, by):
    """Say why the violations are systematic, before an inquiry of a treaty body is suggested (MATRIX D029).
    Coordinators who see the line."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    hold(plan_line, by)
    pattern = clean_text(pattern).strip()
    save_version(plan_line, expected_version, by, pattern=pattern, updated_at=clock.now())
    record("plan_line.pattern", plan_line, plan_line, by=by, after={"is_described": bool(pattern)})
    return plan_line
