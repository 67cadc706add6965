"""What a date hangs on besides its day: its themes, the date it is part of, the session it belongs to."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Audience, SessionState
from calendar_app.models import Entry, EntryTheme

# From the narrowest to the widest.
WIDTHS = [Audience.COORDINATORS, Audience.MEMBERS, Audience.OPEN]


def is_wider(audience, other):
    return WIDTHS.index(audience) > WIDTHS.index(other)


def check_parent(row, parent, by):
    """A date stands inside one that its writer sees, that is inside none itself, of the same cluster and country, and
    is shown to no more people than that one."""
    if parent is None:
        return
    seen = Entry.objects.visible_to(by).filter(pk=parent.pk).first() if by is not None else parent
    if seen is None:
        raise ValidationError({"parent": _("There is no such date.")})
    if seen.pk == row.pk:
        raise ValidationError({"parent": _("A date is not part of itself.")})
    if seen.parent_id is not None or (row.pk and _parts_of(row).exists()):
        raise ValidationError({"parent": _("A date inside another one has no parts of its own.")})
    if seen.cluster_id != row.cluster_id or (seen.country_id and seen.country_id != row.country_id):
        raise ValidationError({"parent": _("A date and its parts belong to the same country and the same calendar.")})
    if is_wider(row.audience, seen.audience):
        raise ValidationError({"audience": _("A part is shown to no more people than the date it belongs to.")})


def check_parts_stay_inside(row):
    """When fewer people see a date, its parts must follow first: else they would tell of it."""
    if any(is_wider(part.audience, row.audience) for part in _parts_of(row)):
        raise ValidationError({"audience": _("Parts of this date are shown to more people. Change those first.")})


def _parts_of(row):
    return Entry.objects.unscoped("the parts of a date, whoever may see them").filter(parent=row)


def check_session(session):
    if session is not None and session.state == SessionState.CANCELLED:
        raise ValidationError({"session": _("This session is cancelled.")})


def theme_keys(row):
    """The keys of the themes of a stored date, in order."""
    rows = EntryTheme.objects.unscoped("themes are written with their date; the action checks the policy").filter(
        entry=row
    )
    return sorted(rows.values_list("theme__key", flat=True))


def set_themes(row, themes):
    """Gives the stored date exactly these themes. Returns (keys before, keys after); equal when nothing was written."""
    before = theme_keys(row)
    wanted = {theme.key: theme for theme in themes}
    if sorted(wanted) == before:
        return before, before
    links = EntryTheme.objects.unscoped("themes are written with their date; the action checks the policy")
    gone = links.filter(entry=row).exclude(theme__key__in=wanted)
    gone.delete()
    links.bulk_create([EntryTheme(entry=row, theme=theme) for key, theme in wanted.items() if key not in before])
    return before, sorted(wanted)
