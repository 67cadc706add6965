"""What the form asks for each kind of date: only what that kind needs, under the words that fit it."""

from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EntryKind
from calendar_app.models import Entry

TIMED = frozenset({"at", "time_zone"})
ALWAYS = frozenset(
    {
        *("title", "kind", "mechanism", "country", "cluster", "precision", "begins_on", "due_on", "about_text"),
        *("certainty", "audience", "source", "note", *Entry.TITLES[1:], "themes", "parent", "reason", "version"),
    }
)
_DEADLINE = TIMED | {"obligation", "author_type", "session"}
_GENERAL = _DEADLINE | {"place"}
ASKED = {
    EntryKind.SUBMISSION: _DEADLINE,
    EntryKind.REPORT_DUE: _DEADLINE,
    EntryKind.MID_TERM: _DEADLINE,
    EntryKind.CONSULTATION: TIMED | {"place", "obligation", "author_type"},
    EntryKind.COUNTRY_VISIT: frozenset({"stage", "place", "confirmed_sharing"}),
    EntryKind.RELATED_EVENT: _GENERAL,
    EntryKind.CALL_FOR_INPUT: TIMED | {"author_type", "session"},
    EntryKind.PRESENTATION: TIMED | {"session"},
    EntryKind.HEARING: TIMED | {"place", "author_type", "session"},
    EntryKind.FUND_CALL: TIMED | {"author_type"},
    EntryKind.SIDE_EVENT: TIMED | {"place", "session"},
    EntryKind.THEMATIC_DAY: TIMED | {"place", "author_type", "session"},
    EntryKind.PROGRAMME_CYCLE: frozenset(),
    EntryKind.EXCHANGE: TIMED | {"place"},
}
# How sure a visit is follows its stage.
NOT_ASKED = {EntryKind.COUNTRY_VISIT: frozenset({"certainty"})}

_WINDOW = {"begins_on": (_("Opens on"), ""), "due_on": (_("Closes on"), _("Known by month: any day of that month."))}
_PERIOD = {
    "begins_on": (_("First day"), _("Left empty, it is one day.")),
    "due_on": (_("Last day"), _("Known by month: any day of that month.")),
}
WORDS = {
    EntryKind.COUNTRY_VISIT: {
        "mechanism": (_("Mandate"), _("Who visits the country.")),
        "title": (_("What"), _("For instance “Official visit of the Special Rapporteur”.")),
        "place": (_("Places"), _("Only what may be known to everyone who sees the date.")),
        **_PERIOD,
    },
    EntryKind.CALL_FOR_INPUT: {
        "mechanism": (_("Mandate or committee"), ""),
        "title": (_("What it is about"), ""),
        "session": (_("For which session"), _("Where the report will be presented, if it is known.")),
        **_WINDOW,
    },
    EntryKind.PRESENTATION: {
        "mechanism": (_("Mandate"), _("Whose report it is.")),
        "session": (_("Session"), _("Where it is presented.")),
        "title": (_("Report"), ""),
    },
    EntryKind.HEARING: {
        "begins_on": (_("Requests from"), _("When the window for requests opens.")),
        "due_on": (_("Requests until"), _("When it closes. Known by month: any day of that month.")),
        "session": (_("Period of sessions"), ""),
    },
    EntryKind.FUND_CALL: {"mechanism": (_("Fund"), ""), **_WINDOW},
    EntryKind.SIDE_EVENT: _PERIOD,
    EntryKind.THEMATIC_DAY: _PERIOD,
    EntryKind.RELATED_EVENT: _PERIOD,
    EntryKind.CONSULTATION: _PERIOD,
    EntryKind.PROGRAMME_CYCLE: _PERIOD,
    EntryKind.EXCHANGE: _PERIOD,
}
# What people add by hand, each with what it is for. Sessions, reviews and what follows from them come by themselves.
OFFERED = (
    (EntryKind.SUBMISSION, _("Something that can be handed in until a day: a report, a letter, a statement.")),
    (EntryKind.CALL_FOR_INPUT, _("A mandate or a committee asks for contributions on a theme.")),
    (EntryKind.COUNTRY_VISIT, _("A mandate holder or a committee comes to the country: asked for, agreed, confirmed.")),
    (EntryKind.PRESENTATION, _("A report is presented to the Council or to the General Assembly.")),
    (EntryKind.HEARING, _("A commission holds a public hearing; requests are taken within a window.")),
    (EntryKind.CONSULTATION, _("Somebody asks civil society or the cluster for its views at a meeting.")),
    (EntryKind.SIDE_EVENT, _("An event beside a session of the Council.")),
    (EntryKind.THEMATIC_DAY, _("A committee discusses a theme, with registration and written input.")),
    (
        EntryKind.RELATED_EVENT,
        _("A workshop, a regional meeting, an anniversary; perhaps with parts of its own."),
    ),
    (EntryKind.FUND_CALL, _("A fund takes applications.")),
    (EntryKind.REPORT_DUE, _("A report that the State must hand in.")),
    (EntryKind.PROGRAMME_CYCLE, _("A step of the humanitarian programme cycle.")),
    (EntryKind.EXCHANGE, _("A peer exchange or a webinar.")),
)


def asked_for(kind):
    """The names of the fields that the form of this kind has."""
    return (ALWAYS | ASKED.get(kind, _GENERAL)) - NOT_ASKED.get(kind, frozenset())
