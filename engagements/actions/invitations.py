"""Writes to the invitation list of a meeting (MATRIX T002). The trail keeps numbers and answers, never who."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, clock
from core.errors import Refused
from core.saving import save_version
from engagements import policy
from engagements.actions.agenda import hold_meeting
from engagements.enums import InvitationAnswer
from engagements.models import MeetingInvitation
from stakeholders.models import Stakeholder


def _record(verb, row, by, *, before=None, after=None):
    """For itself, not under the meeting: an entry there would tell of somebody under an alias."""
    audit.record(
        verb=verb, target=row, by=by, cluster_id=row.interaction.cluster_id, before=before, after=after, label=str(row)
    )


@transaction.atomic
def invite(*, interaction, stakeholders, by):
    """Put stakeholders of the cluster's register on the list. The coordinators, and whoever recorded the meeting; of
    the register only whom she sees. Who is on the list already stays as they are. Returns the new rows."""
    policy.check_can_change_interaction(by, interaction)
    hold_meeting(interaction, by)
    wanted = {one.pk for one in stakeholders}
    if not wanted:
        raise ValidationError({"stakeholders": _("Choose at least one.")})
    seen = Stakeholder.objects.visible_to(by).filter(
        cluster_id=interaction.cluster_id, is_archived=False, pk__in=wanted
    )
    if seen.count() != len(wanted):
        raise ValidationError({"stakeholders": _("This entry is not in the register of the cluster.")})
    known = MeetingInvitation.objects.visible_to(by).filter(interaction=interaction, stakeholder__in=wanted)
    new = sorted(wanted - set(known.values_list("stakeholder_id", flat=True)))
    rows = []
    for pk in new:
        row = MeetingInvitation(interaction=interaction, stakeholder_id=pk, invited_by=by)
        row.save(force_insert=True)
        _record("invitation_to_meeting.made", row, by, after={"answer": str(row.answer)})
        rows.append(row)
    return rows


@transaction.atomic
def answer_invitation(*, invitation, answer, expected_version, by):
    """Note their answer, that they came, or that the invitation was withdrawn; in any order. The coordinators, and
    whoever recorded the meeting. Already so: refused; `Stale` when somebody was quicker."""
    policy.check_can_change_interaction(by, invitation.interaction)
    policy.check_still_visible(invitation, by)
    if answer not in InvitationAnswer.values:
        raise ValidationError({"answer": _("Choose an answer.")})
    if invitation.answer == answer:
        raise Refused(_("It is already marked so."))
    before = {"answer": str(invitation.answer)}
    save_version(invitation, expected_version, by, answer=answer, answered_at=clock.now())
    _record("invitation_to_meeting.answered", invitation, by, before=before, after={"answer": str(answer)})
    return invitation
