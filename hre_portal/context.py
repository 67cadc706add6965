"""What every page needs: navigation, the reader's clusters, whether this is a demonstration.

Everything is lazy: a page that does not show the frame (an error page, a fragment, the log-in page) asks nothing of
the database; a full page asks once.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi, get_language_info
from django.utils.translation import gettext as _

from clusters.enums import INSIDE_ROLES, LEAD_ROLES, Role
from clusters.queries import running_memberships
from hre_portal.addresses import address

THEMES = ("auto", "light", "dark")
# Each language by its own name: who needs Arabic does not read "Arabic".
LANGUAGE_NAMES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def page(request):
    """Context of each page. `my_clusters` is a list of running memberships in clusters, each with `cluster.country`;
    `inside_clusters` the ids of those to whose circle the reader belongs, `led_clusters` of those she leads;
    `nav` a list of (section, label, address); the rest are plain facts."""
    user = getattr(request, "user", None)
    memberships = SimpleLazyObject(lambda: memberships_of_reader(user))
    return {
        "is_demo": settings.HRE_DEMO,
        "theme": reader_theme(request),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "language": get_language(),
        "languages": LANGUAGE_NAMES,
        "my_clusters": SimpleLazyObject(lambda: [m for m in memberships if m.cluster_id]),
        "inside_clusters": SimpleLazyObject(lambda: {m.cluster_id for m in memberships if m.role in INSIDE_ROLES}),
        "led_clusters": SimpleLazyObject(lambda: {m.cluster_id for m in memberships if m.role in LEAD_ROLES}),
        "my_role": SimpleLazyObject(lambda: memberships[0] if memberships else None),
        "is_task_team": SimpleLazyObject(lambda: _holds(memberships, Role.TASK_TEAM)),
        "is_administrator": SimpleLazyObject(lambda: _holds(memberships, Role.ADMINISTRATOR)),
        "is_lead": SimpleLazyObject(lambda: _holds(memberships, *LEAD_ROLES)),
        "nav": SimpleLazyObject(lambda: _nav(user, memberships)),
        "language_url": SimpleLazyObject(lambda: _language_url(user)),
        "settings_url": SimpleLazyObject(lambda: address("clusters:me")),
        "here": request.get_full_path(),
    }


def reader_theme(request):
    """light or dark where the reader chose one, else auto (the system's)."""
    theme = request.COOKIES.get("theme", "auto")
    return theme if theme in THEMES else "auto"


def memberships_of_reader(user):
    """The running memberships of `user`, coordinators' first, each with `cluster.country` and `organisation`; one
    query a request. Nobody logged in: none."""
    if user is None or not user.is_authenticated:
        return []
    order = {role: place for place, role in enumerate(Role)}
    return sorted(running_memberships(user), key=lambda membership: order[membership.role])


def _holds(memberships, *roles):
    return any(membership.role in roles for membership in memberships)


def _nav(user, memberships):
    if user is None or not user.is_authenticated:
        return []
    items = [
        ("home", _("Home"), address("home")),
        ("calendar", _("Calendar"), address("calendar:calendar")),
        ("plan", _("Plan"), address("engagements:plan")),
        ("submissions", _("Submissions"), address("engagements:submission-list", "engagements:submissions")),
        (
            "mechanisms",
            _("Mechanisms"),
            address("mechanisms:explorer", "mechanisms:index"),
        ),
    ]
    items.append(("knowledge", _("Support"), address("knowledge:support-list")))
    if _holds(memberships, Role.TASK_TEAM):
        items.append(("worklist", _("Worklist"), address("calendar:worklist")))
    if _holds(memberships, Role.ADMINISTRATOR, Role.TASK_TEAM, *LEAD_ROLES):
        items.append(("people", _("People"), address("clusters:people")))
    if user.is_staff and _holds(memberships, Role.ADMINISTRATOR, Role.TASK_TEAM):
        items.append(("administration", _("Administration"), address("admin:index")))
    return [item for item in items if item[2]]


def _language_url(user):
    """Where the language switch posts: a person's choice is kept on the account, a visitor's in a cookie."""
    if user is not None and user.is_authenticated:
        return address("clusters:set-language") or reverse("set-language")
    return reverse("set-language")
