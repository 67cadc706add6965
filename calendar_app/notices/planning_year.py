"""At the turn of the year coordinators hear once that themes and mandates of the next one are to be planned."""

from collections import defaultdict

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.models import PlannedYear
from calendar_app.notices.rhythm import queue_once
from calendar_app.notices.texts import digest_of_reminders
from calendar_app.recipients import charges_of, leads_in_charge
from calendar_app.rules.planning_year import is_turn_of_year, year_to_plan
from clusters.enums import Rhythm
from core import clock, outbox
from core.events import subscribe
from core.mail import Mail

YEAR_KIND = "calendar.year_planning"
YEAR_SUBJECT = "calendar_app.year_planning"
DONE = gettext_noop("The year is planned.")


def subject_of(cluster_pk, year):
    """Before the colon stands what a person may stop: these mails of one cluster, every year."""
    return f"{cluster_pk}:{year}"


def remind_of_years():
    """One mail to each coordinator of a cluster whose year to plan is not done, however often this is called; only at
    the turn of the year. Returns the number of clusters."""
    today = clock.today()
    if not is_turn_of_year(today, settings.HRE_YEAR_PLANNING_FROM):
        return 0
    year = year_to_plan(today, settings.HRE_YEAR_PLANNING_FROM)
    planned = PlannedYear.objects.unscoped("whom to write to; the mail asks the policy again").filter(year=year)
    open_ones = leads_in_charge().exclude(cluster__in=planned.values("cluster")).select_related("user")
    people = defaultdict(dict)
    for membership in open_ones:
        people[membership.cluster_id][membership.user_id] = membership.user
    for cluster_pk, found in people.items():
        subject = subject_of(cluster_pk, year)
        queue_once(kind=YEAR_KIND, subject_type=YEAR_SUBJECT, subject_id=subject, people=found.values())
    return len(people)


@subscribe("year_planned")
def forget_reminder(*, cluster, year, by):
    outbox.withdraw(subject_type=YEAR_SUBJECT, subject_id=subject_of(cluster.pk, year), reason=DONE)


def prepare_year(delivery, recipient):
    """The mail, if the year is still open and the person still coordinates the cluster."""
    cluster_pk, year = (int(part) for part in delivery.subject_id.split(":"))
    charge = next((each for each in charges_of(recipient) if each.cluster_id == cluster_pk), None)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    if charge is None:
        return outbox.Dropped(gettext_noop("The person does not coordinate the cluster any more."), is_withdrawn=True)
    if PlannedYear.objects.visible_to(recipient).filter(cluster=cluster_pk, year=year).exists():
        return outbox.Dropped(DONE, is_withdrawn=True)
    facts = {"year": year, "cluster": charge.cluster}
    return Mail(
        subject=_("%(cluster)s: plan themes and mandates for %(year)s") % facts,
        heading=_("Plan themes and mandates for %(year)s") % facts,
        paragraphs=(
            _("Choose with your members the themes you follow and the few mandates you work with in %(year)s.") % facts,
            _("It stands on your home page until one of you marks it as done. This mail comes once."),
        ),
        link=f"{reverse('calendar:following-cluster', args=[cluster_pk])}?year={year}",
        link_label=_("Open themes and mandates"),
        why=_("You get this because you are %(role)s of %(cluster)s.")
        % {"role": charge.get_role_display(), "cluster": charge.cluster},
    )


outbox.register_kind(
    YEAR_KIND, prepare=prepare_year, label=gettext_lazy("Planning of the next year"), digest=digest_of_reminders
)
