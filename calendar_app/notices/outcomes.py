"""Coordinators hear once what came out about their country."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.enums import Publication
from calendar_app.models import Outcome
from calendar_app.notices.rhythm import queue_once
from calendar_app.notices.texts import digest_of_reminders
from calendar_app.recipients import charges_of, leads_in_charge
from clusters.enums import Rhythm
from core import dates, outbox
from core.events import subscribe
from core.mail import Mail

OUTCOME = "calendar.outcome"
OUTCOME_SUBJECT = "calendar_app.outcome"
# Before the colon stands what a person may stop: news of outcomes altogether.
ALL = "all"


def subject_of(outcome):
    return f"{ALL}:{outcome.pk}"


@subscribe("outcome_published")
def tell_outcome(*, outcome, by):
    """One mail to each coordinator of its countries who wants mails; who knows it already hears nothing."""
    codes = list(outcome.countries.values_list("pk", flat=True))
    held = leads_in_charge().filter(cluster__country__in=codes).select_related("user")
    people = {membership.user_id: membership.user for membership in held}
    queue_once(kind=OUTCOME, subject_type=OUTCOME_SUBJECT, subject_id=subject_of(outcome), people=people.values())


@subscribe("outcome_unpublished")
def forget_outcome(*, outcome, reason, by):
    outbox.withdraw(
        subject_type=OUTCOME_SUBJECT, subject_id=subject_of(outcome), reason=gettext_noop("The outcome was taken back.")
    )


def prepare_outcome(delivery, recipient):
    rows = Outcome.objects.filter(publication=Publication.PUBLISHED).select_related("mechanism", "session__mechanism")
    outcome = rows.prefetch_related("countries").filter(pk=delivery.subject_id.partition(":")[2]).first()
    if outcome is None:
        return outbox.Dropped(gettext_noop("The outcome was taken back."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    countries = {country.pk: country for country in outcome.countries.all()}
    charge = next((each for each in charges_of(recipient) if each.cluster.country_id in countries), None)
    if charge is None:
        return outbox.Dropped(gettext_noop("The person coordinates in none of its countries."), is_withdrawn=True)
    country = countries[charge.cluster.country_id]
    facts = [(_("Country"), str(country)), (_("Mechanism"), str(outcome.mechanism))]
    facts += [(_("Session"), str(outcome.session))] if outcome.session_id else []
    facts += [(_("Kind"), outcome.get_kind_display())]
    facts += [(_("Symbol"), outcome.symbol)] if outcome.symbol else []
    facts += [(_("Published on"), dates.day_text(outcome.published_on))] if outcome.published_on else []
    return Mail(
        subject=_("%(country)s: new from %(mechanism)s: %(title)s")
        % {"country": country, "mechanism": outcome.mechanism.label, "title": outcome},
        heading=str(outcome),
        paragraphs=(outcome.summary,) if outcome.summary else (),
        facts=tuple(facts),
        link=reverse("calendar:outcome-detail", args=[outcome.pk]),
        link_label=_("Open it in the portal, and share it with your members"),
        why=_("You get this because you are %(role)s of %(cluster)s, and it concerns your country.")
        % {"role": charge.get_role_display(), "cluster": charge.cluster},
    )


outbox.register_kind(
    OUTCOME,
    prepare=prepare_outcome,
    label=gettext_lazy("New outcome"),
    digest=digest_of_reminders,
)
