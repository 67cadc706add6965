"""Sign-offs: one decision per role and version."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import clock
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import policy
from engagements.actions.submissions import record, take
from engagements.enums import Decision, Status
from engagements.models import SignOff
from engagements.queries.submissions import newest_version


@transaction.atomic
def sign_off(*, submission, version_id, role, decision, comment="", by):
    """Agree or decline for `role` to the version that is before the person's eyes. Only holders of the role who see the
    text, only during sign-off, only for the newest version while the text still is that version; once per version and
    role, except that a sign-off which a spelling-only change carried over is replaced by one of its own.
    Declining needs a comment. `Stale` when another version is up."""
    if submission.status != Status.SIGN_OFF:
        raise Refused(_("This submission is not up for sign-off."))
    policy.check_can_sign(by, submission, role)
    if decision not in Decision.values:
        raise ValidationError({"decision": _("Choose: agreed or declined.")})
    comment = clean_text(comment).strip()
    if decision == Decision.DECLINED and not comment:
        raise ValidationError({"comment": _("Say what would have to change.")})
    take(submission, by, statuses=[Status.SIGN_OFF], saves=False)
    version = newest_version(by, submission)
    if version is None or version.pk != version_id or version.text_hash != submission.text_hash:
        raise Stale(_("The text was changed since you opened it. Read the new version before you sign."))
    # A copy: what was given for the earlier version stays with that.
    policy.rows_of_version(SignOff, version).filter(role=role, carried__isnull=False).delete()
    try:
        with transaction.atomic():
            given = SignOff.objects.create(
                version=version, role=role, by=by, at=clock.now(), decision=decision, comment=comment
            )
    except IntegrityError as error:
        raise Refused(_("This sign-off was already given for version %(n)s.") % {"n": version.number}) from error
    record(
        "submission.signed",
        given,
        submission,
        by=by,
        after={"role": str(role), "decision": str(decision), "version": version.number},
    )
    return given
