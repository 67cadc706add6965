"""The exception for spelling: what was signed for one version counts for the next, unless a signatory objects."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import documents, policy
from engagements.actions.members import carry_askings, wait_again
from engagements.actions.submissions import TARGET, record, take
from engagements.actions.submissions.freezing import freeze
from engagements.enums import Decision, Status
from engagements.models import Section, SignOff, SignOffRequest, SpellingChange, SubmittingOrganisation, Version
from engagements.queries.submissions import newest_version

DECLARED = "spelling.declared"
OBJECTED = "spelling.objected"
MOST_REASON = 2000


@transaction.atomic
def declare_spelling_only(*, submission, expected_version, reason, by):
    """Declare that what was changed since the newest version is spelling only. Coordinators who see the text, during
    sign-off. The text is frozen as a new version; agreed sign-offs and answers of organisations are carried to it, each
    saying so; declined ones are not, nor is the word of the lead agency, which endorses one very version. Refused with
    the reasons when the change is more than spelling (rules.spelling), or nothing was signed. Signatories are told and
    may object for `HRE_SPELLING_OBJECTION_DAYS` days; clearing waits for that. `Stale` when somebody changed the
    submission since `expected_version`, so that nobody declares a difference that she has not seen."""
    if submission.status != Status.SIGN_OFF:
        raise Refused(_("This submission is not up for sign-off."))
    policy.check_can_declare_spelling(by, submission)
    reason = clean_text(reason).strip()[:MOST_REASON]
    if not reason:
        raise ValidationError({"reason": _("Say what was corrected.")})
    take(submission, by, expected_version=expected_version, statuses=[Status.SIGN_OFF], saves=False)
    before = newest_version(by, submission)
    if before is None or before.text_hash == submission.text_hash:
        raise Refused(_("Nothing was changed since the newest version."))
    sections = list(policy.rows_of(Section, submission).order_by("position"))
    organisations = list(policy.rows_of(SubmittingOrganisation, submission))

    def since(version):
        most = settings.HRE_SPELLING_MOST_WORDS
        return documents.changed_since(submission, sections, version, organisations=organisations, most_words=most)

    given = list(policy.rows_of_version(SignOff, before).filter(decision=Decision.AGREED).select_related("by"))
    changed = since(before)
    # Many small corrections, each on the one before: measured by what was really read, too.
    for each in (changed, *(since(version) for version in _read_by_those_carried(before, given))):
        if each.refusals:
            raise Refused(" ".join(str(one) for one in [_("This is more than spelling."), *each.refusals]))
    if not given and not policy.askings_on(before):
        raise Refused(_("Nobody has signed the earlier version yet. Ask sign-off for the new one."))
    now = clock.now()
    version = freeze(submission, by, note=str(_("Spelling only, since version %(n)s")) % {"n": before.number})
    change = SpellingChange.objects.create(
        submission=submission,
        from_version=before,
        to_version=version,
        reason=reason,
        words=changed.words,
        by=by,
        at=now,
        object_until=now + dt.timedelta(days=settings.HRE_SPELLING_OBJECTION_DAYS),
    )
    for one in given:
        SignOff.objects.create(
            version=version,
            role=one.role,
            by=one.by,
            at=one.at,
            decision=one.decision,
            comment=one.comment,
            carried=change,
            given_for_id=one.given_for_id or before.pk,
        )
    asked = policy.rows_of_version(SignOffRequest, before).first()
    if asked is not None:
        SignOffRequest.objects.create(version=version, due_on=asked.due_on, asked_by=asked.asked_by, asked_at=now)
    carried = carry_askings(change, by=by)
    record(
        "spelling.declared",
        change,
        submission,
        by=by,
        after={
            "from": before.number,
            "to": version.number,
            "words": changed.words,
            "roles": sorted(one.role for one in given),
            "organisations": carried,
        },
    )
    outbox.queue(
        kind=DECLARED,
        subject_type=TARGET,
        subject_id=f"{submission.pk}:spelling:{change.pk}",
        recipients=sorted(_signatories_of(change) - {by.pk}),
        due_on=clock.today(),
    )
    return change


def _read_by_those_carried(before, given):
    """The earlier versions for which somebody gave the word that already was carried to `before`: sign-offs `given`,
    and answers of organisations."""
    read = {one.given_for_id for one in given}
    for asked in policy.askings_on(before)[:1]:
        read |= {position.given_for_id for position in policy.positions_on(asked)}
    return list(policy.rows_of(Version, before.submission).filter(pk__in=read - {None}))


def _signatories_of(change):
    """Ids of the people who may object: holders of the carried roles, people of the carried organisations."""
    submission = change.submission
    people = set()
    for role in policy.carried_roles(change):
        people |= {person.pk for person in policy.signatories(submission, role)}
    carried = {position.organisation_id for position in policy.carried_positions(change)}
    of_them = policy.readers_by_organisation(submission, carried, submission.plan_line.cluster)
    return people.union(*of_them.values())


@transaction.atomic
def object_to_spelling(*, change, reason, by):
    """Object to a spelling-only change. Whoever holds a role, or belongs to an organisation, whose word it carried, as
    long as the time for it runs and the text is up for sign-off. What it carried no longer counts for the newer
    version: all are asked anew. Whoever declared it is told. `Stale` when somebody objected already."""
    submission = change.submission
    policy.check_can_object(by, change)
    if submission.status != Status.SIGN_OFF or change.object_until <= clock.now():
        raise Refused(_("The time to object is over."))
    reason = clean_text(reason).strip()[:MOST_REASON]
    if not reason:
        raise ValidationError({"objection": _("Say what is more than spelling.")})
    take(submission, by, statuses=[Status.SIGN_OFF], saves=False)
    if not Version.objects.visible_to(by).filter(pk=change.to_version_id).exists():
        raise Stale
    rows = SpellingChange.objects.visible_to(by).filter(pk=change.pk, objected_at=None)
    if not rows.update(objected_by=by, objected_at=clock.now(), objection=reason):
        raise Stale(_("Somebody has objected already."))
    change.refresh_from_db()
    change.submission = submission
    roles, positions = policy.drop_carried(change)
    wait_again(positions)
    record(
        "spelling.objected",
        change,
        submission,
        by=by,
        after={"roles": roles, "organisations": sorted(position.organisation_id for position in positions)},
    )
    outbox.queue(
        kind=OBJECTED,
        subject_type=TARGET,
        subject_id=f"{submission.pk}:objection:{change.pk}",
        recipients=[change.by_id] if change.by_id != by.pk else [],
        due_on=clock.today(),
    )
    return change
