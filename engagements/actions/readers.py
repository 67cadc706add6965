"""Who may know: the mark of a plan line and the people named on it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import clock, outbox
from core.errors import Refused
from core.saving import save_version
from engagements import policy
from engagements.actions.covers import forget_files_on
from engagements.actions.experience import take_back_shared
from engagements.actions.letter import unname_meetings
from engagements.actions.line_checks import check_mark, check_named
from engagements.actions.plans import record
from engagements.actions.sharing import check_may_share
from engagements.enums import CLOSED_MARKS, Exposure
from engagements.models import Interaction, PlanLineReader
from engagements.reminders import LINE, NAMED


@transaction.atomic
def change_mark(*, plan_line, exposure, expected_version, by):
    """Change who may know. Coordinators who see the line. Closing a line names the person who closes it, and nobody can
    shut herself out: the row must still be hers to see, or nothing is changed. Refused (`NotShared`) while somebody is
    named with whom closed material may not be shared. What was shared of an open line as good practice is taken back
    when it is closed, and the letter names its meetings no more. The texts on it are no more open than it is, so their
    files are made anew; the words that were signed stay signed."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    if exposure not in Exposure.values:
        raise ValidationError({"exposure": _("Choose who may know.")})
    before = plan_line.exposure
    if exposure == before:
        return plan_line
    check_mark(plan_line.mechanism, exposure)
    if exposure in CLOSED_MARKS:
        _name(plan_line, by, by)
        check_may_share(plan_line.cluster, _people_named(plan_line, by), line=plan_line)
    save_version(plan_line, expected_version, by, exposure=exposure, updated_at=clock.now())
    policy.check_still_visible(plan_line, by)
    if exposure in CLOSED_MARKS and before not in CLOSED_MARKS:
        take_back_shared(plan_line=plan_line, by=by)
        meetings = Interaction.objects.visible_to(by).filter(plan_line=plan_line)
        unname_meetings(meetings=meetings, cluster_id=plan_line.cluster_id, by=by)
    forget_files_on(plan_line)
    record(
        "plan_line.mark",
        plan_line,
        plan_line,
        by=by,
        before={"exposure": str(before)},
        after={"exposure": str(exposure)},
    )
    return plan_line


def _people_named(plan_line, by):
    readers = PlanLineReader.objects.visible_to(by).filter(plan_line=plan_line).select_related("user")
    return [reader.user for reader in readers]


def _name(plan_line, person, by):
    """(row, whether it is new); safe when two name the same person at once."""
    return PlanLineReader.objects.visible_to(by).get_or_create(
        plan_line=plan_line, user=person, defaults={"added_by": by}
    )


@transaction.atomic
def name_person(*, plan_line, person, by):
    """Let `person` see the line. Coordinators who see it; only people of the cluster and its OHCHR partner. On a closed
    line only those with whom it may be shared (`NotShared` otherwise). Naming twice changes nothing and returns
    None."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    check_named(plan_line.cluster, [person])
    if plan_line.exposure in CLOSED_MARKS:
        check_may_share(plan_line.cluster, [person], line=plan_line)
    reader, is_new = _name(plan_line, person, by)
    if not is_new:
        return None
    record("reader.named", reader, plan_line, by=by, after={"user_id": person.pk})
    if person != by and plan_line.exposure in CLOSED_MARKS:
        outbox.queue(
            kind=NAMED,
            subject_type=LINE,
            subject_id=f"{plan_line.pk}:{reader.pk}",
            recipients=[person],
            due_on=clock.today(),
        )
    return reader


@transaction.atomic
def unname_person(*, plan_line, person, by):
    """Take a name off. Coordinators who see the line. Refused for the last name of a confidential line and when the
    person who asks would no longer see it."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    named = PlanLineReader.objects.visible_to(by).filter(plan_line=plan_line)
    reader = named.filter(user=person).first()
    if reader is None:
        raise Refused(_("This person is not named here."))
    reader_id = reader.pk
    named.filter(pk=reader_id).delete()
    policy.check_still_visible(plan_line, by)
    reader.pk = reader_id
    record("reader.removed", reader, plan_line, by=by, before={"user_id": person.pk})
