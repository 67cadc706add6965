"""Answer for one's own organisation, write down what it said elsewhere, speak for those who agree."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core import clock
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from core.saving import save_version
from engagements import policy, rules
from engagements.actions.covers import forget_files
from engagements.actions.members.asking import withdraw_mails
from engagements.actions.plans import hold, record
from engagements.actions.positions import check_recorder, needed, one_line
from engagements.enums import MemberAnswer, OnBehalfOf
from engagements.models import MemberPosition, Version

_LONGEST_WORD = 200


def _give(position, answer, expected_version, by, *, decided_by, comment, may_be_named, given_where=""):
    given = {
        "decided_by": one_line(decided_by),
        "comment": clean_text(comment).strip(),
        "may_be_named": bool(may_be_named),
        "given_where": given_where,
        "answered_by": by,
    }
    if answer not in MemberAnswer.values:
        raise ValidationError({"answer": _("Choose a position.")})
    if answer == MemberAnswer.DECLINED and not given["comment"]:
        raise ValidationError({"comment": _("Say what would have to change.")})
    for name in ("decided_by", "given_where"):
        if len(given[name]) > _LONGEST_WORD:
            raise ValidationError({name: _("Use at most %(most)s characters.") % {"most": _LONGEST_WORD}})
    before = position.answer
    is_confirmed = position.given_for_id is not None and before == answer
    if before and not is_confirmed and not rules.may_say(before, answer):
        raise Refused(
            _("This organisation has said “%(before)s”. After that “%(answer)s” cannot follow.")
            % {"before": MemberAnswer(before).label, "answer": MemberAnswer(answer).label}
        )
    request = position.request
    newest = [each for each, _rows in policy.askings_of(request.plan_line) if each.version_id == request.version_id]
    if newest and newest[0].pk != request.pk:
        raise Stale(_("The members were asked again since. Answer the newer asking."))
    if request.version_id is not None:
        submission = policy.submission_of(request.version)
        if request.version.text_hash != submission.text_hash:
            raise Stale(_("The text was changed since you were asked. Your position would be about another text."))
    changed = policy.position_row(position).filter(row_version=expected_version)
    changes = {"answer": answer, "answered_at": clock.now(), "given_for": None, **given}
    if not changed.update(row_version=F("row_version") + 1, **changes):
        raise Stale
    for name, value in changes.items():
        setattr(position, name, value)
    position.row_version = expected_version + 1
    withdraw_mails([position], "answered")
    if request.lists_on_cover:
        # It may have said another thing about its name.
        forget_files(Version.objects.visible_to(by).filter(pk=request.version_id))
    return before


@transaction.atomic
def answer_position(*, position, answer, decided_by="", comment="", may_be_named=False, expected_version, by):
    """Give the position of one's own organisation; `may_be_named`: it may stand on the cover of the document. Only
    people who belong to it in the cluster and see what it is about. Declining needs a comment. An answer may be changed
    as rules.positions.ANSWER_MOVES says, or confirmed where a spelling-only change carried it. `Stale` when a colleague
    was quicker, the members were asked again, or the text is another one by now."""
    policy.check_can_answer_position(by, position)
    policy.check_still_visible(position, by)
    policy.hold_line(position.request.plan_line)
    given = {"decided_by": decided_by, "comment": comment, "may_be_named": may_be_named}
    before = _give(position, answer, expected_version, by, **given)
    _record_answer("position.answered", position, before, by)
    return position


@transaction.atomic
def record_position(
    *, position, answer, given_where, decided_by="", comment="", may_be_named=False, expected_version, by
):
    """Write down what an organisation said elsewhere, and where. Coordinators; marked as such for everybody."""
    policy.check_can_record_positions(by, position.request.plan_line.cluster_id)
    policy.check_still_visible(position, by)
    given_where = one_line(given_where)
    needed(given_where=given_where)
    hold(position.request.plan_line, by)
    given = {"decided_by": decided_by, "comment": comment, "may_be_named": may_be_named, "given_where": given_where}
    before = _give(position, answer, expected_version, by, **given)
    _record_answer("position.recorded", position, before, by)
    return position


def _record_answer(verb, position, before, by):
    record(
        verb,
        position,
        position.request.plan_line,
        by=by,
        before={"answer": before},
        after={
            "answer": str(position.answer),
            "organisation": position.organisation_id,
            "asking": position.request_id,
        },
    )


@transaction.atomic
def speak_for_like_minded(*, plan_line, request, names_them=False, expected_version, by):
    """Sign-off was partial: from now on the engagement speaks for the organisations that endorsed it in `request`
    instead of the cluster (guide report, line 101; MATRIX G006). Coordinators who see the line. `names_them`: their
    names may stand on documents. Refused while nobody endorsed it."""
    check_recorder(plan_line, by)
    if request.plan_line_id != plan_line.pk:
        raise ValidationError(_("This asking belongs to another engagement."))
    rows = MemberPosition.objects.visible_to(by).filter(request=request, answer=MemberAnswer.ENDORSED)
    supporters = [
        {"id": row.organisation_id, "name": str(row.organisation)} for row in rows.select_related("organisation")
    ]
    if not supporters:
        raise Refused(_("No organisation has endorsed it yet, so there is nobody to speak for."))
    before = plan_line.on_behalf_of
    save_version(
        plan_line,
        expected_version,
        by,
        on_behalf_of=OnBehalfOf.LIKE_MINDED,
        supporters=supporters,
        names_supporters=bool(names_them),
        updated_at=clock.now(),
    )
    # What was rendered says "the cluster" on its cover.
    forget_files(policy.versions_on(plan_line))
    record(
        "plan_line.like_minded",
        plan_line,
        plan_line,
        by=by,
        before={"on_behalf_of": str(before)},
        after={
            "on_behalf_of": str(OnBehalfOf.LIKE_MINDED),
            "organisations": [one["id"] for one in supporters],
            "named": bool(names_them),
        },
    )
    return plan_line
