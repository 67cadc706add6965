"""The mail by which coordinators share a date, outcomes or a calendar with their members."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from calendar_app.actions.sharing import SHARED
from calendar_app.enums import EntryState, Publication
from calendar_app.models import Entry, Share
from calendar_app.notices.texts import day_or_month, due_text, is_neutral
from calendar_app.policy import check_can_share_entry, is_shared_by_word
from calendar_app.queries.agenda import calendar_entries, in_order
from calendar_app.queries.filters import Range, read_filter, within
from calendar_app.queries.outcomes import SECTIONS, section_of, visible_outcomes
from calendar_app.queries.reader import reader_of
from calendar_app.queries.sharing import CALENDAR, ENTRY, OUTCOMES
from clusters.enums import INSIDE_ROLES
from clusters.models import Country, Membership
from clusters.policy import running
from core import dates, outbox
from core.errors import Refused
from core.mail import Mail

# Dates of a shared calendar that the mail itself names; all of them stand behind its link.
MOST_DATES = 15

GONE = gettext_noop("The person may not see what was shared.")
NOT_SHARED = gettext_noop("What was shared may not be shared any more.")
LEFT = gettext_noop("The person does not belong to the cluster any more.")


def prepare_shared(delivery, recipient):
    """The mail, if the recipient still belongs to the cluster and may still see what was shared."""
    share_id = delivery.subject_id.partition(":")[2]
    rows = Share.objects.unscoped("written to one of the people it was sent to").select_related("cluster", "shared_by")
    row = rows.filter(pk=share_id).first()
    if row is None or recipient.pk not in row.recipient_ids:
        return outbox.Dropped(GONE)
    membership = membership_of(recipient, row.cluster)
    if membership is None:
        return outbox.Dropped(LEFT)
    return shared_mail(row.cluster, row.shared_by, row.subject_type, row.subject_id, row.message, recipient, membership)


def membership_of(person, cluster):
    """The role by which the person belongs to the cluster (or to a node of it) now, or None."""
    held = Membership.objects.filter(running(), user=person, role__in=sorted(INSIDE_ROLES)).select_related("cluster")
    return held.filter(cluster=cluster.pk).first() or held.filter(cluster__parent=cluster.pk).first()


def shared_mail(cluster, sender, kind, key, message, recipient, membership):
    """The `Mail` in the active language, or `Dropped`. The preview shows the same with the sender as recipient."""
    if kind == ENTRY:
        made = _of_entry(key, recipient)
    elif kind == OUTCOMES:
        made = _of_outcomes(key, recipient)
    else:
        made = _of_calendar(key, recipient)
    if isinstance(made, outbox.Dropped):
        return made
    subject, paragraphs, facts, link, label, is_veiled = made
    said = () if is_veiled else tuple(line for line in message.splitlines() if line.strip())
    if said:
        paragraphs = (*said, f"– {sender}", *paragraphs)
    return Mail(
        subject=_("%(cluster)s: %(subject)s") % {"cluster": cluster, "subject": subject},
        heading=_("Shared with you by %(person)s") % {"person": sender} if sender else _("Shared with you"),
        paragraphs=paragraphs,
        facts=facts,
        link=link,
        link_label=label,
        why=_("You get this because you are %(role)s of %(cluster)s, whose coordinators shared it with their members.")
        % {"role": membership.get_role_display() if membership else "", "cluster": cluster},
        is_veiled=is_veiled,
    )


def _of_entry(key, recipient):
    entries = Entry.objects.visible_to(recipient).select_related("mechanism", "country", "cluster")
    entry = entries.filter(pk=key).first()
    if entry is None:
        return outbox.Dropped(GONE)
    try:
        check_can_share_entry(entry)
    except Refused:
        return outbox.Dropped(NOT_SHARED)
    link = reverse("calendar:entry-detail", args=[entry.pk])
    if is_neutral(entry) or is_shared_by_word(entry):
        words = _("A date was shared with you that is not shown to everyone. Log in to read it.")
        return _("a date for members"), (words,), (), link, _("Open this date in the portal"), True
    facts = [(_("Country"), str(entry.country))] if entry.country_id else []
    facts += [(_("Mechanism"), str(entry.mechanism)), (_("What"), str(entry)), (_("Date"), due_text(entry, recipient))]
    facts += [(_("Certainty"), entry.get_certainty_display())]
    subject = f"{entry} – {day_or_month(entry)}"
    return subject, (), tuple(facts), link, _("Open this date in the portal"), False


def _of_outcomes(key, recipient):
    rows = visible_outcomes(recipient).filter(publication=Publication.PUBLISHED, pk__in=key.split(","))
    outcomes = list(rows)
    if not outcomes:
        return outbox.Dropped(NOT_SHARED)
    if len(outcomes) == 1:
        (outcome,) = outcomes
        facts = [(_("Kind of content"), str(SECTIONS[section_of(outcome)])), (_("Mechanism"), str(outcome.mechanism))]
        facts += [(_("Symbol"), outcome.symbol)] if outcome.symbol else []
        facts += [(_("Published on"), dates.day_text(outcome.published_on))] if outcome.published_on else []
        paragraphs = (outcome.summary,) if outcome.summary else ()
        link = reverse("calendar:outcome-detail", args=[outcome.pk])
        return str(outcome), paragraphs, tuple(facts), link, _("Open it in the portal"), False
    facts = [
        (str(label), _line_of(outcome))
        for name, label in SECTIONS.items()
        for outcome in outcomes
        if section_of(outcome) == name
    ]
    link = reverse("calendar:outcome-list")
    number = len(outcomes)
    words = ngettext("what came out: %(number)s outcome", "what came out: %(number)s outcomes", number)
    subject = words % {"number": number}
    return subject, (), tuple(facts), link, _("Open them in the portal"), False


def _line_of(outcome):
    parts = [str(outcome), outcome.symbol, dates.day_text(outcome.published_on) if outcome.published_on else ""]
    line = " · ".join(part for part in parts if part)
    return f"{line}: {outcome.summary}" if outcome.summary else line


def _of_calendar(key, recipient):
    chosen = read_filter(QueryDict(key.removeprefix("?")))
    country = Country.objects.filter(pk=chosen.country).first()
    if country is None:
        return outbox.Dropped(GONE)
    reader = reader_of(recipient)
    entries = calendar_entries(reader, chosen, country.pk).filter(
        within(Range.COMING, reader.today), state=EntryState.OPEN, publication=Publication.PUBLISHED
    )
    found = list(in_order(entries.exclude(due_on=None).select_related("mechanism", "country"))[:MOST_DATES])
    # Drafts are for their keepers; what few people see is counted, not named.
    named = [entry for entry in found if not is_neutral(entry) and not is_shared_by_word(entry)]
    facts = tuple((day_or_month(entry), f"{entry} ({entry.mechanism.label})") for entry in named)
    hidden = len(found) - len(named)
    paragraphs = (_("The next dates as you may see them; more stand behind the link."),)
    if hidden:
        paragraphs += (_("Dates that are not shown to everyone are left out of this mail. Log in to read them."),)
    link = reverse("calendar:calendar") + key
    return _("calendar of %(country)s") % {"country": country}, paragraphs, facts, link, _("Open the calendar"), False


outbox.register_kind(SHARED, prepare=prepare_shared, label=gettext_lazy("Shared with members"))

__all__ = ["CALENDAR", "prepare_shared", "shared_mail"]
