"""Reminders to the roles that have not signed a version yet: before the day of the request, and once after it. They
stop with the answer: what is sent is asked again at the moment of sending."""

import datetime as dt
from dataclasses import replace

from calendar_app.ladder import WEEK
from clusters.enums import LEAD_ROLES
from core import clock
from engagements import policy
from engagements.enums import SignRole, Status
from engagements.models import SignOff, SignOffRequest
from engagements.reminders import Holders
from engagements.rungs import queue_overdue, queue_rungs

# Named "<request>:<role>", so that each role is reminded and stops for itself.
REQUEST = "engagements.signoffrequest"
REMINDER = "sign_off.reminder"
OVERDUE = "sign_off.overdue"
# Days before the day of the request; the same as for organisations (rules.positions).
LEADS = (7, 2)
# Whoever was not reached by then is a matter for people, not for mails.
OVERDUE_DAYS = 14


def open_requests():
    """The requests of texts that are up for sign-off, on the version that still is the text. One query."""
    now = clock.now()
    rows = SignOffRequest.objects.unscoped("the mail reads the text again through visible_to(recipient)")
    around = (
        now.date() - dt.timedelta(days=OVERDUE_DAYS),
        now.date() + dt.timedelta(days=max(LEADS) + WEEK + 1),
    )
    rows = rows.filter(version__submission__status=Status.SIGN_OFF, due_on__range=around)
    rows = rows.select_related("version__submission__plan_line__cluster", "version__submission__plan_line__mechanism")
    rows = rows.defer("version__tree", "version__sections").order_by("pk")
    return [row for row in rows if row.version.text_hash == row.version.submission.text_hash]


def plan_sign_off_reminders():
    """Queue every reminder that is due. Returns how many mails were wanted. Any number of planners at once: the outbox
    keeps one for each person, request, role and rung."""
    requests = open_requests()
    if not requests:
        return 0
    now, holders = clock.now(), Holders()
    answered = _answered([row.version_id for row in requests])
    count = 0
    for request in requests:
        for role in request.version.submission.required_sign_offs:
            if (request.version_id, role) not in answered:
                count += _remind(request, role, holders, now)
    return count


def _answered(version_ids):
    rows = SignOff.objects.unscoped("whether a role has answered does not depend on who asks")
    return set(rows.filter(version__in=version_ids).values_list("version_id", "role"))


def _remind(request, role, holders, now):
    submission = request.version.submission
    cluster = submission.plan_line.cluster
    roles = LEAD_ROLES if role == SignRole.COORDINATOR else policy.HOLDERS_OF[SignRole(role)]
    held = set().union(*(holders.of_role(each, cluster.pk, cluster.parent_id) for each in roles))
    # The author cannot sign; who sees a closed text is asked when the mail is made.
    people = [holders.people[pk] for pk in sorted(held - {submission.author_id})]
    subject = f"{request.pk}:{role}"
    # Whoever is asked with less time than a rung is reminded by the next one, never on the day of the asking itself.
    leads = tuple(lead for lead in LEADS if request.due_on - dt.timedelta(days=lead) > request.asked_at.date())
    ladder = {request.pk: [replace(person, leads=leads) for person in people]}
    days = {request.pk: request.due_on}
    count = queue_rungs(REMINDER, REQUEST, days, ladder, now=now, named=lambda pk: subject)
    day_after = request.due_on + dt.timedelta(days=1)
    return count + queue_overdue(
        OVERDUE, REQUEST, subject, people, due_on=request.due_on, told_on=lambda person: day_after, now=now
    )
