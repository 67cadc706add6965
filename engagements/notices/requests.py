"""The mail that a request for an input falls due. Closed ones are not named."""

from django.db.models import BooleanField, ExpressionWrapper
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.notices.texts import digest_of_reminders
from clusters.enums import Rhythm
from core import clock, dates, outbox
from core.mail import Mail
from engagements import policy
from engagements.models import InputRequest
from engagements.request_reminders import REQUEST_DUE, still_due


def prepare_request_due(delivery, recipient):
    """The reminder, if the person still coordinates and sees the request, and it still falls due on that day."""
    rows = InputRequest.objects.visible_to(recipient).select_related("cluster__country", "plan_line")
    row = rows.filter(pk=delivery.subject_id).annotate(is_due=ExpressionWrapper(still_due(), BooleanField())).first()
    if row is None:
        return outbox.Dropped(gettext_noop("The person may not see this request any more."), is_withdrawn=True)
    if row.due_on != delivery.due_on or not row.is_due:
        return outbox.Dropped(gettext_noop("The request is answered, or due on another day."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    if not policy.answers_requests(policy.roles_in(recipient, row.cluster)):
        return outbox.Dropped(gettext_noop("The person does not coordinate this cluster any more."), is_withdrawn=True)
    days = (row.due_on - clock.day_of(recipient)).days
    if days < 0:
        return outbox.Dropped(gettext_noop("The day has passed."))
    is_veiled = policy.is_closed(row)
    if is_veiled:
        subject, heading, facts = _("HRE Portal: a request to your cluster falls due"), "", ()
        paragraphs = (_("Log in to read which one."),)
    else:
        day = dates.day_text(row.due_on)
        subject = f"{row.cluster.country}: {row.about[:80]} – {day}"
        heading, paragraphs = row.about, ()
        facts = ((_("Due on"), day), (_("Time left"), dates.days_left_text(days)))
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=paragraphs,
        facts=facts,
        link=reverse("engagements:request-detail", args=[row.pk]),
        link_label=_("Open it in the portal"),
        why=_("You get this because you coordinate %(cluster)s.") % {"cluster": row.cluster},
        is_veiled=is_veiled,
    )


outbox.register_kind(
    REQUEST_DUE,
    prepare=prepare_request_due,
    label=gettext_lazy("Reminder of a request for an input"),
    digest=digest_of_reminders,
)
