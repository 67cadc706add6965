"""What the demonstration clusters follow. The choices and reasons are invented; themes, mandates and dates are real."""

from calendar_app.actions.following import follow_themes, rank_mandate, set_attendance
from calendar_app.enums import EntryKind, EntryState, Taking
from calendar_app.models import Attendance, Entry, FollowedTheme, PriorityMandate
from calendar_app.queries.filters import not_over
from clusters.models import User
from core import clock
from hre_portal.demo.people import address, pilot_clusters
from mechanisms.models import Mechanism, Theme

THEMES = ("displacement", "gender-based-violence", "child-protection", "housing-land", "environment-climate")
# Mandate, and why the demonstration cluster works with it.
MANDATES = (
    (
        "sp-idps",
        "Demonstration: people displaced in Cabo Delgado return without information on mines or on their land. "
        "This mandate has the experience to say what a voluntary return needs.",
    ),
    (
        "sp-violence-against-women",
        "Demonstration: members see more violence on the way to water points and no safe way to report it.",
    ),
    (
        "sp-housing",
        "Demonstration: families are asked to leave host sites before any other place is ready.",
    ),
    (
        "sp-climate",
        "Demonstration: cyclones displace the same families again and again; planning takes no account of it.",
    ),
)


def load_following():
    """Let Mozambique follow themes, rank mandates for this year and the next, and watch a session of the Council, as
    far as it has chosen nothing yet. Returns how many choices were made."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    return _themes(cluster, by) + _mandates(cluster, by) + _attendance(cluster, by)


def _themes(cluster, by):
    if FollowedTheme.objects.visible_to(by).filter(cluster=cluster).exists():
        return 0
    themes = list(Theme.objects.filter(key__in=THEMES).values_list("pk", flat=True))
    follow_themes(cluster=cluster, themes=themes, by=by)
    return len(themes)


def _mandates(cluster, by):
    this = clock.day_of(by).year
    made = 0
    for year, chosen in ((this, MANDATES[:3]), (this + 1, MANDATES)):
        if PriorityMandate.objects.visible_to(by).filter(cluster=cluster, year=year).exists():
            continue
        bodies = Mechanism.objects.in_bulk([key for key, _reason in chosen], field_name="key")
        for key, reason in chosen:
            if key in bodies:
                rank_mandate(cluster=cluster, year=year, mechanism=bodies[key], reason=reason, by=by)
                made += 1
    return made


def _attendance(cluster, by):
    if Attendance.objects.visible_to(by).filter(cluster=cluster).exists():
        return 0
    sessions = Entry.objects.visible_to(by).filter(
        not_over(clock.day_of(by)), mechanism__key="hrc", kind=EntryKind.SESSION, state=EntryState.OPEN
    )
    session = sessions.exclude(due_on=None).order_by("due_on", "pk").first()
    if session is None:
        return 0
    set_attendance(cluster=cluster, entry=session, taking=Taking.WATCH, who="Celeste Nhantumbo", by=by)
    return 1
