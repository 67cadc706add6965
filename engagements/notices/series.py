"""The mail that a series of interactions comes again. Closed ones are not named."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.notices.texts import digest_of_reminders
from clusters.enums import Rhythm
from core import clock, dates, outbox
from core.mail import Mail
from engagements import policy
from engagements.enums import StepOwner
from engagements.models import InteractionSeries
from engagements.series_reminders import SERIES_DUE


def prepare_series_due(delivery, recipient):
    """The reminder, if the person still sees the series, still keeps it, and it still comes on that day."""
    rows = InteractionSeries.objects.visible_to(recipient).select_related("cluster__country", "plan_line")
    series = rows.filter(pk=delivery.subject_id).first()
    if series is None:
        return outbox.Dropped(gettext_noop("The person may not see this series any more."), is_withdrawn=True)
    if series.is_ended or series.next_on != delivery.due_on:
        return outbox.Dropped(gettext_noop("The series has another day now."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    if series.owner_role not in policy.roles_in(recipient, series.cluster):
        return outbox.Dropped(gettext_noop("The person does not keep this series any more."), is_withdrawn=True)
    days = (series.next_on - clock.day_of(recipient)).days
    if days < 0:
        return outbox.Dropped(gettext_noop("The day has passed."))
    is_veiled = policy.is_closed(series)
    if is_veiled:
        subject, heading, facts = _("HRE Portal: a regular task of your cluster comes near"), "", ()
        paragraphs = (_("Log in to read which one."),)
    else:
        day = dates.day_text(series.next_on)
        subject = f"{series.cluster.country}: {series.topic} – {day}"
        heading, paragraphs = series.topic, ()
        facts = ((_("Day"), day), (_("Time left"), dates.days_left_text(days)))
    return Mail(
        subject=subject,
        heading=heading,
        paragraphs=paragraphs,
        facts=facts,
        link=reverse("engagements:series-detail", args=[series.pk]),
        link_label=_("Open it in the portal"),
        why=_("You get this because you are %(role)s in %(cluster)s.")
        % {"role": StepOwner(series.owner_role).label, "cluster": series.cluster},
        is_veiled=is_veiled,
    )


outbox.register_kind(
    SERIES_DUE,
    prepare=prepare_series_due,
    label=gettext_lazy("Reminder of a series of interactions"),
    digest=digest_of_reminders,
)
