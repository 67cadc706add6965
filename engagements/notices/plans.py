"""Mails about plan lines: a step comes near, the date of a line moved, you were named.

Restricted and confidential lines are never named in a mail: a neutral subject and a link behind the login.
"""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.notices.texts import digest_of_moves, digest_of_reminders
from clusters.enums import Rhythm
from core import clock, dates, outbox
from core.events import subscribe
from core.mail import Mail
from engagements import policy
from engagements.enums import CLOSED_MARKS, StepOwner, StepState
from engagements.models import EngagementStep, PlanLine
from engagements.queries.plans import opportunity
from engagements.reminders import CLOSED_DATE_MOVED, DATE_MOVED, LINE, LIVE, NAMED, STEP_REMINDER, Holders, Wanting


@subscribe("entry_moved")
def tell_line_moved(*, entry, old_on, new_on, **facts):
    """The date of a plan line moved: whoever leads the line (or stands in) is told once and asked in the portal
    whether the open steps move too. Nothing moves by itself."""
    if old_on == new_on:
        return
    lines = PlanLine.objects.unscoped("the mail reads the line again through visible_to(recipient)")
    lines = list(lines.filter(entry=entry, state__in=LIVE).exclude(planned_for=new_on).select_related("cluster"))
    if not lines:
        return
    told = Holders().to_tell(
        PlanLine,
        [
            Wanting(line.pk, (line.lead_role, line.deputy_role), line.cluster_id, line.cluster.parent_id)
            for line in lines
        ],
    )
    for line in lines:
        outbox.queue(
            kind=CLOSED_DATE_MOVED if line.exposure in CLOSED_MARKS else DATE_MOVED,
            subject_type=LINE,
            # The move is part of the name, so that the same date moved to again is told again.
            subject_id=f"{line.pk}:{entry.sequence}",
            recipients=[person.id for person in told[line.pk]],
            due_on=new_on or old_on or clock.today(),
            context={
                "old_on": old_on.isoformat() if old_on else "",
                "new_on": new_on.isoformat() if new_on else "",
            },
        )


def _line_of(delivery, recipient):
    """The line as the recipient may see it now, or None."""
    pk = delivery.subject_id.partition(":")[0]
    return PlanLine.objects.visible_to(recipient).filter(pk=pk).select_related("cluster__country").first()


def _why(line, role):
    return _("You get this because you are %(role)s in %(cluster)s.") % {
        "role": StepOwner(role).label,
        "cluster": line.cluster,
    }


def _role_held(line, recipient, *roles):
    """The first of `roles` that the recipient holds for the line's cluster now, or ""."""
    held = policy.roles_in(recipient, line.cluster)
    return next((role for role in roles if role and role in held), "")


def prepare_step_reminder(delivery, recipient):
    """The reminder, if the person still sees the step, still holds it, and it is still open for that day."""
    steps = EngagementStep.objects.visible_to(recipient).filter(pk=delivery.subject_id)
    step = steps.select_related("plan_line__cluster__country", "template").first()
    if step is None:
        return outbox.Dropped(gettext_noop("The person may not see this step any more."), is_withdrawn=True)
    line = step.plan_line
    if step.state != StepState.OPEN or line.state not in LIVE:
        return outbox.Dropped(gettext_noop("The step is not open any more."), is_withdrawn=True)
    if step.due_on != delivery.due_on:
        return outbox.Dropped(gettext_noop("The step has another date now."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    role = _role_held(line, recipient, step.owner_role, step.deputy_role)
    if not role:
        return outbox.Dropped(gettext_noop("The person does not hold this step any more."), is_withdrawn=True)
    days = (step.due_on - clock.day_of(recipient)).days
    if days < 0:
        return outbox.Dropped(gettext_noop("The day has passed."))
    left = dates.days_left_text(days)
    if line.exposure in CLOSED_MARKS:
        subject = _("HRE Portal: a step of your plan")
        heading, facts = "", ()
        paragraphs = (_("A step in a plan that few people see comes near. Log in to read which one."),)
    else:
        subject = _("%(country)s: %(step)s – %(day)s (%(left)s)") % {
            "country": line.cluster.country,
            "step": step.wording,
            "day": dates.day_text(step.due_on),
            "left": left,
        }
        heading, paragraphs = step.wording, ()
        facts = (
            (_("Plan line"), line.title),
            (_("Due"), dates.day_text(step.due_on)),
            (_("Time left"), left),
        )
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=paragraphs,
        facts=facts,
        link=reverse("engagements:line-detail", args=[line.pk]) + f"#step-{step.pk}",
        link_label=_("Open the plan in the portal"),
        why=_why(line, role),
        is_veiled=line.exposure in CLOSED_MARKS,
    )


def prepare_date_moved(delivery, recipient):
    line = _line_of(delivery, recipient)
    if line is None:
        return outbox.Dropped(gettext_noop("The person may not see this plan line any more."))
    if line.state not in LIVE:
        return outbox.Dropped(gettext_noop("The plan line is not open any more."))
    entry = opportunity(recipient, line)
    now_on = entry.due_on.isoformat() if entry is not None and entry.due_on else ""
    if entry is None or now_on != delivery.context.get("new_on", ""):
        return outbox.Dropped(gettext_noop("The date moved again."))
    if entry.due_on == line.planned_for:
        return outbox.Dropped(gettext_noop("The plan follows the new date already."))
    role = _role_held(line, recipient, line.lead_role, line.deputy_role)
    if not role:
        return outbox.Dropped(gettext_noop("The person does not lead this plan line any more."))
    ask = _("Your steps have not moved. Open the plan line and choose whether they move by as many days.")
    # Closed after it was queued: then it would stand beside the calendar's news.
    if line.exposure in CLOSED_MARKS and delivery.kind != CLOSED_DATE_MOVED:
        return outbox.Dropped(gettext_noop("The plan line was closed."))
    if line.exposure in CLOSED_MARKS:
        subject, heading, facts = _("HRE Portal: a date in your plan has moved"), "", ()
    else:
        subject = _("%(country)s: the date of %(line)s has moved") % {
            "country": line.cluster.country,
            "line": line.title,
        }
        heading = line.title
        old = delivery.context.get("old_on", "")
        facts = (
            (_("Old date"), dates.day_text(dt.date.fromisoformat(old) if old else None)),
            (_("New date"), dates.day_text(entry.due_on)),
        )
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=(ask,),
        facts=facts,
        link=reverse("engagements:line-detail", args=[line.pk]),
        link_label=_("Open the plan line"),
        why=_why(line, role),
        is_veiled=line.exposure in CLOSED_MARKS,
    )


def prepare_named(delivery, recipient):
    """Always neutral: naming is for lines that few people see."""
    line = _line_of(delivery, recipient)
    if line is None:
        return outbox.Dropped(gettext_noop("The person may not see this plan line any more."))
    return Mail(
        subject=_("HRE Portal: something was shared with you"),
        paragraphs=(_("You were named on a plan line. Log in to read it."),),
        link=reverse("engagements:line-detail", args=[line.pk]),
        link_label=_("Open it in the portal"),
        why=_("You get this because a coordinator of %(cluster)s named you.") % {"cluster": line.cluster},
    )


outbox.register_kind(
    STEP_REMINDER, prepare=prepare_step_reminder, label=gettext_lazy("Reminder of a step"), digest=digest_of_reminders
)
outbox.register_kind(
    DATE_MOVED, prepare=prepare_date_moved, label=gettext_lazy("A planned date moved"), digest=digest_of_moves
)
outbox.register_kind(
    CLOSED_DATE_MOVED, prepare=prepare_date_moved, label=gettext_lazy("A planned date moved (closed line)")
)
outbox.register_kind(NAMED, prepare=prepare_named, label=gettext_lazy("Named on a plan line"))
