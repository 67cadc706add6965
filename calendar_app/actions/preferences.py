"""What a person wants to be reminded of: her own settings only, each by herself."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EntryKind
from calendar_app.models import Mute, OwnLadder
from clusters.actions import change_profile
from clusters.enums import Rhythm
from core import audit, policy
from core.errors import Refused

FURTHEST_LEAD = 365


@transaction.atomic
def set_reminder_preferences(*, rhythm, hour, leads, weekday=None, by):
    """Keep rhythm, hour of the morning mail (0 to 23, in the person's zone), days before (empty: the portal's ladder)
    and the day of the weekly mail (0 is Monday; None leaves it). Recorded if anything changed; the same again writes
    nothing. What waits already is looked at again before it goes."""
    if any(not 0 <= lead <= FURTHEST_LEAD for lead in leads):
        raise ValidationError({"leads": _("Between 0 and 365 days.")})
    values = {"reminder_rhythm": rhythm, "reminder_hour": hour, "reminder_leads": sorted(set(leads), reverse=True)}
    if weekday is not None:
        values["reminder_weekday"] = weekday
    return change_profile(user=by, values=values, by=by)


@transaction.atomic
def set_own_ladders(*, ladders, by):
    """The person's own days before for kinds of dates: `ladders` is {kind: days}; an empty list wants no reminders of
    the kind, None follows what holds anyway. Recorded once if anything changed. Returns how many kinds changed."""
    if unknown := set(ladders) - set(EntryKind.values):
        raise ValidationError(_("There is no such kind of date."), params={"kinds": sorted(unknown)})
    if any(not 0 <= lead <= FURTHEST_LEAD for leads in ladders.values() for lead in leads or ()):
        raise ValidationError(_("Between 0 and 365 days."))
    held = dict(OwnLadder.objects.select_for_update().filter(user=by).values_list("kind", "leads"))
    wanted = {kind: None if leads is None else sorted(set(leads), reverse=True) for kind, leads in ladders.items()}
    changed = sorted(kind for kind, leads in wanted.items() if held.get(kind) != leads)
    for kind in changed:
        if wanted[kind] is None:
            OwnLadder.objects.filter(user=by, kind=kind).delete()
        else:
            OwnLadder.objects.update_or_create(user=by, kind=kind, defaults={"leads": wanted[kind]})
    if changed:
        before, after = ({kind: found.get(kind) for kind in changed} for found in (held, wanted))
        audit.record(verb="person.ladders_changed", target=by, by=by, before=before, after=after)
    return len(changed)


@transaction.atomic
def mute_entry(*, entry, by):
    """No reminders and no notices about this date for `by`, who must see it. Again: nothing."""
    if not policy.is_visible(entry, by):
        raise Refused(_("You cannot see this date."))
    _row, is_new = Mute.objects.get_or_create(user=by, entry_id=entry.pk)
    if is_new:
        audit.record(verb="entry.muted", target=entry, by=by, cluster_id=entry.cluster_id, label=f"date {entry.pk}")
    return entry


@transaction.atomic
def unmute_entry(*, entry_id, by):
    """Reminders about the date again; those withdrawn meanwhile are armed by the next planning, if still due. Takes the
    number, since one may unmute what one no longer sees. Not muted: nothing."""
    row = Mute.objects.filter(user=by, entry_id=entry_id).first()
    if row is not None:
        audit.record(verb="entry.unmuted", target=row, by=by, label=f"date {entry_id}")
        row.delete()


@transaction.atomic
def stop_reminders(*, by):
    """No reminders by mail at all, until the person chooses otherwise. Again: nothing."""
    return change_profile(user=by, values={"reminder_rhythm": Rhythm.NONE}, by=by)
