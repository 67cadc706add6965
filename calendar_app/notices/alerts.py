"""Alerts to the right people only: a visit to their country that comes nearer or is put off, a call for input of a
mandate they ranked or with a theme they follow. Coordinators only, once for each date and state."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from calendar_app.enums import EntryKind, EntryState, Publication, VisitStage
from calendar_app.models import Entry, Mute
from calendar_app.notices.rhythm import queue_once
from calendar_app.notices.texts import digest_of_reminders, due_text, is_neutral
from calendar_app.queries.concern import choices_for
from calendar_app.recipients import charges_of, leads_in_charge
from clusters.enums import Rhythm
from core import outbox
from core.events import subscribe
from core.mail import Mail
from core.words import paused

ALERT = "calendar.alert"
ALERT_SUBJECT = "calendar_app.alert"
# Before the colon stands what a person may stop: alerts of visits, alerts of calls.
VISITS, CALLS = "visits", "calls"
TOLD_STAGES = (VisitStage.AGREED, VisitStage.CONFIRMED, VisitStage.POSTPONED)


@subscribe("entry_published")
def alert_of_published(*, entry, by):
    if entry.kind == EntryKind.COUNTRY_VISIT:
        _alert_of_visit(entry)
    elif entry.kind == EntryKind.CALL_FOR_INPUT:
        people = _people_wanting(entry)
        queue_once(kind=ALERT, subject_type=ALERT_SUBJECT, subject_id=f"{CALLS}:{entry.pk}:", people=people)


@subscribe("visit_stage_changed")
def alert_of_stage(*, entry, **_facts):
    _alert_of_visit(entry)


@subscribe("entry_unpublished")
def forget_alerts(*, entry, reason, by):
    for subject in (f"{CALLS}:{entry.pk}:", *(f"{VISITS}:{entry.pk}:{stage}" for stage in TOLD_STAGES)):
        outbox.withdraw(subject_type=ALERT_SUBJECT, subject_id=subject, reason=gettext_noop("The date was taken back."))


def _alert_of_visit(entry):
    if entry.publication != Publication.PUBLISHED or entry.stage not in TOLD_STAGES or entry.state != EntryState.OPEN:
        return
    for stage in TOLD_STAGES:
        if stage != entry.stage:
            outbox.withdraw(
                subject_type=ALERT_SUBJECT,
                subject_id=f"{VISITS}:{entry.pk}:{stage}",
                reason=gettext_noop("The visit has come further."),
            )
    subject = f"{VISITS}:{entry.pk}:{entry.stage}"
    queue_once(kind=ALERT, subject_type=ALERT_SUBJECT, subject_id=subject, people=_people_wanting(entry))


def _charges(entry, memberships):
    """Those of `memberships` by which people are told of the date: in its country or cluster, or, of a call, in a
    cluster that ranked its mandate or follows its theme."""
    if entry.cluster_id is not None:
        near = {entry.cluster_id, entry.cluster.parent_id}
        return [each for each in memberships if each.cluster_id in near]
    if entry.kind == EntryKind.COUNTRY_VISIT:
        return [each for each in memberships if each.cluster.country_id == entry.country_id]
    wanting = choices_for([entry]).clusters(entry)
    wanted = [each for each in memberships if each.cluster_id in wanting]
    if entry.country_id is not None:
        wanted = [each for each in memberships if each.cluster.country_id == entry.country_id]
    return wanted


def _people_wanting(entry):
    memberships = leads_in_charge().select_related("user", "cluster")
    if entry.country_id is not None:
        memberships = memberships.filter(cluster__country=entry.country_id)
    muted = set(Mute.objects.filter(entry_id=entry.pk).values_list("user_id", flat=True))
    people = {each.user_id: each.user for each in _charges(entry, list(memberships))}
    return [person for pk, person in people.items() if pk not in muted]


def prepare_alert(delivery, recipient):
    """The alert, if the date still stands as it was told, and the person may see it and still coordinates there."""
    _what, pk, stage = delivery.subject_id.split(":")
    entries = Entry.objects.visible_to(recipient).select_related("mechanism", "country", "cluster")
    entry = entries.filter(pk=pk).first()
    if entry is None:
        return outbox.Dropped(gettext_noop("The person may not see this date any more."))
    if entry.publication != Publication.PUBLISHED:
        return outbox.Dropped(gettext_noop("The date was taken back."), is_withdrawn=True)
    if entry.state != EntryState.OPEN or (stage and entry.stage != stage):
        return outbox.Dropped(gettext_noop("The date is not as it was any more."), is_withdrawn=True)
    if recipient.reminder_rhythm == Rhythm.NONE:
        return outbox.Dropped(gettext_noop("The person wants no reminders."), is_withdrawn=True)
    if Mute.objects.filter(user=recipient, entry_id=entry.pk).exists():
        return outbox.Dropped(gettext_noop("The person muted this date."), is_withdrawn=True)
    charge = next(iter(_charges(entry, charges_of(recipient))), None)
    if charge is None:
        return outbox.Dropped(gettext_noop("The person is not in charge of this date any more."), is_withdrawn=True)
    return _mail(entry, charge, recipient)


def _mail(entry, charge, recipient):
    is_veiled = is_neutral(entry)
    if is_veiled:
        subject = _("HRE Portal: news of a date in your calendar")
        paragraphs = (_("A date that is shown to few people is new or has changed. Log in to read which one."),)
        facts = []
    else:
        place = paused(entry.country, entry.mechanism.label)
        news = entry.get_stage_display() if entry.stage else _("new call for input")
        subject = _("%(place)s: %(title)s – %(news)s") % {"place": place, "title": entry, "news": news}
        paragraphs = ()
        facts = [(_("Country"), str(entry.country))] if entry.country_id else []
        facts += [(_("Mechanism"), str(entry.mechanism)), (_("Date"), due_text(entry, recipient))]
        facts += [(_("Stage of the visit"), entry.get_stage_display())] if entry.stage else []
    if entry.country_id is not None or entry.cluster_id is not None:
        why = _("You get this because you are %(role)s of %(cluster)s.")
    else:
        why = _("You get this because you are %(role)s of %(cluster)s, which follows this mandate or theme.")
    return Mail(
        subject=subject,
        heading="" if is_veiled else str(entry),
        paragraphs=paragraphs,
        facts=tuple(facts),
        link=reverse("calendar:entry-detail", args=[entry.pk]),
        link_label=_("Open this date in the portal"),
        why=why % {"role": charge.get_role_display(), "cluster": charge.cluster},
        is_veiled=is_veiled,
    )


outbox.register_kind(
    ALERT,
    prepare=prepare_alert,
    label=gettext_lazy("Alert of a visit or a call"),
    digest=digest_of_reminders,
)
