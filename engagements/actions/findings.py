"""Writes of the do-no-harm check: say why a finding stays, take that back. The trail keeps kinds and ids, never the
matched words nor the reason."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import policy
from engagements.actions.submissions import record, take
from engagements.models import FindingAnswer
from engagements.queries.harm import harm_findings


@transaction.atomic
def justify_finding(*, submission, fingerprint, reason, by):
    """Say why words that could give a person away stay in the text. Writers while the text is open, coordinators until
    it has gone out. The reason belongs to these words in this section: an edit elsewhere keeps it, an edit of the words
    voids it. `Stale` when the words do not stand there any more; refused when they are justified already. Nothing that
    was signed is touched: the text stays as it is."""
    policy.check_can_justify(by, submission)
    reason = clean_text(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Say why this may stay.")})
    if len(reason) > 2000:
        raise ValidationError({"reason": _("At most 2000 characters.")})
    take(submission, by, statuses=[submission.status], saves=False)
    found, _old = harm_findings(by, submission)
    finding = next((one for one in found if one.fingerprint == fingerprint), None)
    if finding is None:
        raise Stale(_("These words do not stand in the text any more."))
    if finding.answer is not None:
        raise Refused(_("This finding is justified already. Take that back first."))
    try:
        with transaction.atomic():
            answer = FindingAnswer.objects.create(
                submission=submission,
                section=finding.section,
                kind=finding.kind,
                fingerprint=finding.fingerprint,
                words=finding.words,
                reason=reason,
                by=by,
                at=clock.now(),
            )
    except IntegrityError as error:
        raise Refused(_("This finding is justified already. Take that back first.")) from error
    record("finding.justified", answer, submission, by=by, after=_what(answer))
    return answer


@transaction.atomic
def reopen_finding(*, submission, answer, by):
    """Take a justification back: the finding waits again, and clearing with it. The same people as `justify_finding`.
    A text that was cleared is no longer ready to be sent; the gate says so."""
    policy.check_can_justify(by, submission)
    if answer.submission_id != submission.pk:
        raise Refused(_("This belongs to another text."))
    take(submission, by, statuses=[submission.status], saves=False)
    pk = answer.pk
    if not policy.answers_of(submission).filter(pk=pk).delete()[0]:
        raise Stale
    answer.pk = pk
    record("finding.reopened", answer, submission, by=by, before=_what(answer))


def _what(answer):
    return {"kind": str(answer.kind), "section": answer.section_id}
