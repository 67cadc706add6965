"""Who may know of a submission: its mark and the people named on it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from engagements import policy, rules, workflow
from engagements.actions.covers import forget_files_of
from engagements.actions.line_checks import check_named
from engagements.actions.sharing import check_may_share
from engagements.actions.submissions.common import note_text, record, take
from engagements.enums import Exposure
from engagements.models import SubmissionReader


def check_can_be_named(plan_line, people):
    """People of the cluster who see the plan line: a text shows never more than its line, so naming anybody else
    would open nothing and nobody would notice."""
    check_named(plan_line.cluster, people)
    for person in people:
        if not type(plan_line).objects.visible_to(person).filter(pk=plan_line.pk).exists():
            raise ValidationError(
                {"readers": _("%(person)s does not see the plan line yet. Name her there first.") % {"person": person}}
            )


def check_shared(submission, people=None, by=None):
    """`NotShared` if the text is closed and one of `people` (default: everybody named on it) may not be given it."""
    if not policy.is_veiled(submission):
        return
    if people is None:
        named = SubmissionReader.objects.visible_to(by).filter(submission=submission).select_related("user")
        people = [reader.user for reader in named]
    check_may_share(submission.plan_line.cluster, people, line=submission.plan_line)


@transaction.atomic
def change_submission_mark(*, submission, exposure, expected_version, by):
    """Change who may know. Coordinators who see it, until it has gone out. Whoever closes it is named; nobody shuts
    herself out. The mark stands on every page of the document, so a sign-off does not survive the change."""
    policy.check_can_lead_submission(by, submission)
    if exposure not in Exposure.values:
        raise ValidationError({"exposure": _("Choose who may know.")})
    before = submission.exposure
    fixed = rules.fixed_mark(submission.kind, submission.plan_line.mechanism.family)
    if fixed and exposure != fixed:
        raise ValidationError({"exposure": _("What this text is makes it confidential. The mark cannot be changed.")})
    if exposure == before:
        return submission
    if exposure in policy.NAMED_MARKS:
        SubmissionReader.objects.visible_to(by).get_or_create(
            submission=submission, user=by, defaults={"added_by": by, "may_write": True}
        )
    take(submission, by, expected_version=expected_version, statuses=workflow.WRITABLE, exposure=exposure)
    check_shared(submission, by=by)
    policy.check_still_visible(submission, by)
    note_text(submission)
    forget_files_of(submission)
    record(
        "submission.mark",
        submission,
        submission,
        by=by,
        before={"exposure": str(before)},
        after={"exposure": str(exposure)},
    )
    return submission


@transaction.atomic
def name_submission_person(*, submission, person, may_write=False, by):
    """Let `person` see (and perhaps write) the text. Coordinators; people of the cluster and its OHCHR partner. Naming
    again only changes whether she may write."""
    policy.check_can_lead_submission(by, submission)
    check_can_be_named(submission.plan_line, [person])
    check_shared(submission, [person])
    reader, is_new = SubmissionReader.objects.visible_to(by).get_or_create(
        submission=submission, user=person, defaults={"added_by": by, "may_write": may_write}
    )
    if not is_new and reader.may_write == may_write:
        return reader
    if not is_new:
        reader.may_write = may_write
        reader.save(update_fields=["may_write"])
    record("submission.named", reader, submission, by=by, after={"user_id": person.pk, "may_write": may_write})
    return reader


@transaction.atomic
def unname_submission_person(*, submission, person, by):
    """Take a name off. Coordinators; never the author's, and never so that the person who asks loses sight herself."""
    policy.check_can_lead_submission(by, submission)
    if person.pk == submission.author_id:
        raise Refused(_("The author stays named."))
    named = SubmissionReader.objects.visible_to(by).filter(submission=submission)
    reader = named.filter(user=person).first()
    if reader is None:
        raise Refused(_("This person is not named here."))
    reader_id = reader.pk
    named.filter(pk=reader_id).delete()
    policy.check_still_visible(submission, by)
    reader.pk = reader_id
    record("submission.unnamed", reader, submission, by=by, before={"user_id": person.pk})
