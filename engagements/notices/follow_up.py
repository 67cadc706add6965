"""The mails that an activity for a recommendation falls due, or is overdue. Of follow-ups for coordinators only nothing
is named."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.notices.texts import digest_of_reminders
from clusters.enums import LEAD_ROLES, Rhythm
from core import clock, dates, outbox
from core.mail import Mail
from engagements import policy
from engagements.follow_up_reminders import OVERDUE, REMINDER, roles_for
from recommendations.enums import FollowUpState, Mark
from recommendations.models import FollowUpActivity


def prepare(delivery, recipient):
    """The mail, if the person may still see the activity and still is one of those who see to it, and it still is open
    and due on that day. The first mail ahead of the day, the other one after it."""
    rows = FollowUpActivity.objects.visible_to(recipient)
    rows = rows.select_related("follow_up__cluster__country", "follow_up__recommendation__mechanism")
    activity = rows.filter(pk=delivery.subject_id).first()
    if activity is None:
        return outbox.Dropped(gettext_noop("The person may not see this activity any more."), is_withdrawn=True)
    follow_up = activity.follow_up
    is_over = not activity.is_open or follow_up.state != FollowUpState.FOLLOWED
    if is_over or activity.due_on != delivery.due_on:
        return outbox.Dropped(gettext_noop("The activity is over, or due on another day."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    held = policy.roles_in(recipient, follow_up.cluster)
    if not held & {*roles_for(activity), *LEAD_ROLES}:
        return outbox.Dropped(gettext_noop("The person does not see to this activity any more."), is_withdrawn=True)
    days = (activity.due_on - clock.day_of(recipient)).days
    if (days < 0) != (delivery.kind == OVERDUE):
        return outbox.Dropped(gettext_noop("The day has passed."))
    return _mail(activity, days)


def _mail(activity, days):
    follow_up, is_late = activity.follow_up, days < 0
    cluster, is_veiled = follow_up.cluster, follow_up.mark == Mark.COORDINATORS
    if is_veiled:
        late, near = (
            _("HRE Portal: something your cluster planned is overdue"),
            _("HRE Portal: something your cluster planned falls due"),
        )
        subject, heading, facts = late if is_late else near, "", ()
        paragraphs = (_("Log in to read which one."),)
    else:
        day = dates.day_text(activity.due_on)
        named = {"country": cluster.country, "what": activity.what[:80], "day": day}
        late, near = _("%(country)s: overdue since %(day)s – %(what)s"), _("%(country)s: %(what)s – %(day)s")
        subject = (late if is_late else near) % named
        heading = activity.what
        paragraphs = (_("Say how it goes, or give it another day."),) if is_late else ()
        facts = (
            (_("To be done by"), day),
            (_("Time left"), dates.days_left_text(days)),
            (_("Recommendation"), follow_up.recommendation.reference_text),
        )
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=paragraphs,
        facts=facts,
        link=f"{reverse('recommendations:follow-detail', args=[follow_up.pk])}#activity-{activity.pk}",
        link_label=_("Open it in the portal"),
        why=_("You get this because %(cluster)s follows a recommendation up.") % {"cluster": cluster},
        is_veiled=is_veiled,
    )


outbox.register_kind(
    REMINDER,
    prepare=prepare,
    label=gettext_lazy("Reminder of an activity for a recommendation"),
    digest=digest_of_reminders,
)
outbox.register_kind(OVERDUE, prepare=prepare, label=gettext_lazy("An activity for a recommendation is overdue"))
