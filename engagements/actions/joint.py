"""Who submits a text, and which organisation wrote which section."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from clusters.queries import member_organisations
from core.errors import Stale
from engagements import policy, workflow
from engagements.actions.submissions import note_text, record, take
from engagements.models import Section, SubmittingOrganisation


def _rows(submission):
    return policy.rows_of(SubmittingOrganisation, submission)


def _begin(submission, by):
    policy.check_can_list_organisations(by, submission)
    take(submission, by, statuses=workflow.WRITABLE)


def _check_known(submission, organisation, by):
    known = member_organisations(by, submission.plan_line.cluster)
    if not known.filter(pk=organisation.pk).exists():
        raise ValidationError({"organisation": _("Nobody of this organisation holds a role in the cluster.")})


@transaction.atomic
def add_submitting_organisation(*, submission, organisation, is_named=False, by):
    """Put an organisation of the cluster on the list of those who submit. Coordinators, while the text is open. It
    stands on the cover only with `is_named`. What was signed no longer counts. Twice is refused."""
    policy.check_can_list_organisations(by, submission)
    _check_known(submission, organisation, by)
    _begin(submission, by)
    rows = _rows(submission)
    if rows.filter(organisation=organisation).exists():
        raise ValidationError({"organisation": _("This organisation is on the list already.")})
    last = rows.aggregate(last=Max("position"))["last"] or 0
    row = SubmittingOrganisation.objects.create(
        submission=submission, organisation=organisation, is_named=is_named, position=last + 1, added_by=by
    )
    note_text(submission)
    record("submitting.added", row, submission, by=by, after={"organisation": organisation.pk, "is_named": is_named})
    return row


@transaction.atomic
def name_submitting_organisation(*, row, is_named, by):
    """Say whether the organisation may be named on the cover. Coordinators, while the text is open."""
    submission = row.submission
    _begin(submission, by)
    if not _rows(submission).filter(pk=row.pk).update(is_named=is_named):
        raise Stale
    note_text(submission)
    record("submitting.named", row, submission, by=by, before={"is_named": row.is_named}, after={"is_named": is_named})
    row.is_named = is_named
    return row


@transaction.atomic
def move_submitting_organisation(*, row, direction, by):
    """Change places with the neighbour: "up" or "down". At the edge nothing happens."""
    submission = row.submission
    _begin(submission, by)
    rows = list(_rows(submission).order_by("position", "pk"))
    at = next((index for index, one in enumerate(rows) if one.pk == row.pk), None)
    if at is None:
        raise Stale
    to = at + {"up": -1, "down": 1}.get(direction, 0)
    if to == at:
        raise ValidationError(_("Organisations move up or down."))
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for position, one in enumerate(rows, start=1):
        _rows(submission).filter(pk=one.pk).update(position=position)
    note_text(submission)
    record("submitting.moved", row, submission, by=by, after={"position": to + 1})


@transaction.atomic
def remove_submitting_organisation(*, row, by):
    """Take an organisation off the list: it may leave until the last day without a reason. Coordinators, while the
    text is open."""
    submission = row.submission
    _begin(submission, by)
    if not _rows(submission).filter(pk=row.pk).delete()[0]:
        raise Stale
    record("submitting.removed", row, submission, by=by, before={"organisation": row.organisation_id})
    note_text(submission)


@transaction.atomic
def say_who_wrote(*, section, organisation, by):
    """Note which organisation wrote a section; None takes the note off. Writers, while the text is open. It is printed
    only where the text names its authors."""
    submission = section.submission
    policy.check_can_write(by, submission)
    if organisation is not None:
        _check_known(submission, organisation, by)
    take(submission, by, statuses=workflow.WRITABLE)
    new = organisation.pk if organisation is not None else None
    if section.organisation_id == new:
        return section
    policy.rows_of(Section, submission).filter(pk=section.pk).update(organisation=organisation)
    note_text(submission)
    before = {"organisation": section.organisation_id}
    record("section.author", section, submission, by=by, before=before, after={"organisation": new})
    section.organisation = organisation
    return section
