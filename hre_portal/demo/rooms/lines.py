"""What hangs on plan lines: a consultation, experience, handing over."""

import datetime as dt

from clusters.models import User
from core import clock
from engagements.actions.blind import begin_consultation, note_asked, record_answer
from engagements.actions.experience import share_note, write_note
from engagements.actions.handing import begin_hand_over, write_hand_over
from engagements.enums import SHARED_MARKS
from engagements.models import ExperienceNote, HandOver, PlanLine
from hre_portal.demo.people import address
from knowledge.enums import Worked
from stakeholders.enums import StakeholderKind
from stakeholders.models import Stakeholder


def first_line(cluster, by):
    return PlanLine.objects.visible_to(by).filter(cluster=cluster).order_by("pk").first()


def load_consultation(cluster, by):
    line = first_line(cluster, by)
    if line is None:
        return
    consultation = begin_consultation(
        plan_line=line,
        question="Would a public contribution help or harm the people you work with?",
        names_nobody=True,
        by=by,
    )
    today = clock.day_of(by)
    rows = Stakeholder.objects.visible_to(by).filter(
        cluster=cluster, kind__in=[StakeholderKind.DEFENDER, StakeholderKind.LEGAL_AID]
    )
    for number, stakeholder in enumerate(rows.order_by("pk")):
        row = note_asked(
            consultation=consultation, stakeholder=stakeholder, asked_on=today, asked_how="in_person", by=by
        )
        if not number:
            record_answer(
                answer_row=row,
                answer="Helps, if no place smaller than a province is named.",
                answered_on=today,
                answered_how="in_person",
                names_nobody=True,
                expected_version=1,
                by=by,
            )


def load_experience(cluster, by):
    """A note of a member on a plan line, shared with every cluster, and one that stays where it is."""
    line = PlanLine.objects.visible_to(by).filter(cluster=cluster, exposure__in=SHARED_MARKS).order_by("pk").first()
    member = User.objects.get(email=address("member", "MOZ"))
    if line is None or ExperienceNote.objects.visible_to(by).filter(plan_line__cluster=cluster).exists():
        return
    note = write_note(
        plan_line=line,
        title="Two figures opened the door",
        text="We met the delegation with a page of figures instead of a report. They asked for more the same day.",
        worked=Worked.WORKED,
        by=member,
    )
    share_note(
        note=note,
        title="Bring two figures, not a report",
        text="A single page with two figures and one request was read at once, and questions followed the same day.\n\n"
        "What we would do otherwise: agree among members beforehand who answers which question.",
        language="en",
        names_cluster=True,
        names_nobody=True,
        agrees=True,
        expected_version=note.version,
        by=by,
    )
    write_note(
        plan_line=line,
        title="Comments of members came too late",
        text="Three weeks were too short in the rainy season. Ask six weeks ahead.",
        worked=Worked.PARTLY,
        by=by,
    )


def load_hand_over(cluster, by):
    """Being prepared: the roles of the demonstration stay as they are."""
    if HandOver.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    row = begin_hand_over(cluster=cluster, by=by)
    write_hand_over(
        row=row,
        to_person=User.objects.get(email=address("cocoordinator", "MOZ")),
        last_day=clock.day_of(by) + dt.timedelta(days=75),
        note="The ministry answers on the telephone, hardly ever in writing.\n\n"
        "Members agree faster when the draft has one page. The advisory group wants to see it before.",
        expected_version=row.version,
        by=by,
    )
