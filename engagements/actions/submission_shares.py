"""Sharing a draft with the Task Team, and ending it (MATRIX I011)."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox
from core.documents.markup import clean_text
from core.errors import Refused
from engagements import policy, workflow
from engagements.actions.sharing import EXCEPTION, PEOPLE, STRATEGY, NotShared
from engagements.actions.submissions import TARGET, hold, record
from engagements.enums import Exposure
from engagements.models import Submission, SubmissionShare
from knowledge.actions.support import ask_support, is_asked_for
from knowledge.enums import Audience, SupportKind, SupportOrigin

SHARED = "submission.shared_with_task_team"
LONGEST = dt.timedelta(days=366)


def _check_closed(submission, people):
    """A restricted text goes to people of the Task Team only through an organisation that has signed."""
    if submission.exposure != Exposure.RESTRICTED:
        return
    cluster = submission.plan_line.cluster
    if not policy.has_strategy(cluster):
        raise NotShared(
            _("Before anything restricted is shared, the safe-sharing strategy of the cluster must be on record."),
            STRATEGY,
        )
    organisations = policy.task_team_organisations()
    if not organisations:
        raise NotShared(
            _("The Task Team is entered without organisations, so nobody has signed the protocol for it."), PEOPLE
        )
    if not any(Submission.objects.visible_to(person).filter(pk=submission.pk).exists() for person in people):
        pk, name = organisations[0]
        raise NotShared(
            _("%(organisation)s, for which the Task Team works, has not signed the information-sharing protocol.")
            % {"organisation": name},
            EXCEPTION,
            pk,
        )


@transaction.atomic
def share_with_task_team(*, submission, reason, ends_on, by):
    """Let the Task Team read and comment on this text until `ends_on` (included), for a reason. Coordinators who see
    it, while it is open. It opens this text alone. A confidential text, or one on a line that the Task Team does not
    see, is refused; a restricted one raises `NotShared` unless the protocol covers it. Shared already: refused. It
    stands among the requests for support from then on, unless one about this text is open there."""
    policy.check_can_lead_submission(by, submission)
    if submission.status not in workflow.WRITABLE:
        raise Refused(_("Only a text that is still being written is shared for comments."))
    problem = policy.share_problem(submission)
    if problem:
        raise Refused(problem)
    reason = clean_text(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Say what you ask of the Task Team.")})
    today = clock.today()
    if not today <= ends_on <= today + LONGEST:
        raise ValidationError({"ends_on": _("Choose a day from today to a year ahead.")})
    # Of two who share it at once the second finds it shared.
    hold(submission)
    shares = SubmissionShare.objects.visible_to(by).filter(submission=submission, ended_at=None)
    if shares.filter(policy.running_shares(today)).exists():
        raise Refused(_("This text is shared with the Task Team already."))
    # One that has run out by itself makes room.
    shares.update(ended_at=clock.now())
    share = SubmissionShare.objects.create(
        submission=submission, reason=reason, ends_on=ends_on, shared_by=by, shared_at=clock.now()
    )
    people = list(policy.task_team_people())
    _check_closed(submission, people)
    record("submission.shared", share, submission, by=by, after={"ends_on": ends_on.isoformat()}, reason=reason)
    outbox.queue(
        kind=SHARED, subject_type=TARGET, subject_id=f"{submission.pk}:{share.pk}", recipients=people, due_on=today
    )
    _ask_for_support(submission, ends_on, by)
    return share


def _ask_for_support(submission, ends_on, by):
    """Reading a draft is dedicated support: somebody of the Task Team takes it on, and what came of it is kept. The
    request holds neither title nor reason; the text itself is told of by the mail above."""
    if is_asked_for(by, SupportOrigin.SUBMISSION, submission.pk):
        return
    ask_support(
        cluster=submission.plan_line.cluster,
        kind=SupportKind.CONTRIBUTION,
        text=str(_("Please read a draft that is shared with you, and comment on it.")),
        language=_language_of(submission),
        audience=Audience.COORDINATORS,
        wanted_on=max(ends_on, clock.day_of(by)),
        origin=SupportOrigin.SUBMISSION,
        origin_id=submission.pk,
        is_told=False,
        by=by,
    )


def _language_of(submission):
    """The portal's code for the language of the document: "zh-hans" for "zh"."""
    codes = (code for code, _name in settings.LANGUAGES)
    return next((code for code in codes if code.partition("-")[0] == submission.language), "en")


@transaction.atomic
def end_share(*, share, by):
    """Withdraw a share now: the Task Team sees the text no more from its next request on. Coordinators. Ended already:
    refused."""
    submission = share.submission
    policy.check_can_lead_submission(by, submission)
    rows = SubmissionShare.objects.visible_to(by).filter(policy.running_shares(), pk=share.pk)
    now = clock.now()
    if not rows.update(ended_at=now, ended_by=by):
        raise Refused(_("This has ended already."))
    share.ended_at, share.ended_by = now, by
    record("submission.share_ended", share, submission, by=by, before={"ends_on": share.ends_on.isoformat()})
    outbox.withdraw(subject_type=TARGET, subject_id=f"{submission.pk}:{share.pk}", kind=SHARED)
    return share
