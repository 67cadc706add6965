"""Whom the demonstration cluster of Mozambique met, a visit that it prepares, a series, its reading list. All invented;
written through the same actions as a coordinator would use. Functions only, no persons."""

import datetime as dt

from calendar_app.actions import create_entry
from calendar_app.enums import Audience, EntryKind, Publication, VisitStage
from calendar_app.models import Entry
from clusters.models import User
from core import clock
from engagements.actions.interactions import record_interaction
from engagements.actions.plans import create_plan_line
from engagements.actions.press import propose_press
from engagements.actions.reading import add_reading
from engagements.actions.series import begin_series
from engagements.actions.workspaces import add_row, save_report, set_safety_note
from engagements.enums import (
    Exposure,
    InputState,
    InteractionKind,
    InteractionState,
    Moment,
    Raised,
    Reason,
    SeriesUnit,
    Side,
    StepOwner,
    StopState,
)
from engagements.models import Interaction, LineInput, PlanLine, ReadingItem, SessionConcern, VisitStop
from hre_portal.demo.people import address, pilot_clusters
from mechanisms.models import Document, Mechanism

VISIT = "Demonstration: visit of the mandate on adequate housing"


def load_contacts():
    """Add what is not there yet; the second time nothing changes. Returns how many interactions were recorded."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    if Interaction.objects.visible_to(by).filter(cluster=cluster).exists():
        return 0
    line = _visit_line(cluster, by)
    _visit(line, by)
    _series(cluster, by)
    _reading(cluster, by)
    return _interactions(cluster, line, by)


def _visit_line(cluster, by):
    mandate = Mechanism.objects.get(key="sp-housing")
    line = PlanLine.objects.visible_to(by).filter(cluster=cluster, title=VISIT).first()
    if line is not None:
        return line
    entry = Entry.objects.visible_to(by).filter(cluster=cluster, title=VISIT).first() or create_entry(
        kind=EntryKind.COUNTRY_VISIT,
        title=VISIT,
        mechanism=mandate,
        country=cluster.country,
        cluster=cluster,
        stage=VisitStage.AGREED,
        audience=Audience.COORDINATORS,
        publication=Publication.PUBLISHED,
        by=by,
    )
    return create_plan_line(
        cluster=cluster,
        mechanism=mandate,
        entry=entry,
        year=clock.today().year + 1,
        title=VISIT,
        objective="Demonstration: show what a voluntary return needs, in places the mandate sees with its own eyes.",
        reasons=[Reason.PEOPLES_REALITY, Reason.DELICATE_ISSUES],
        exposure=Exposure.RESTRICTED,
        readers=[User.objects.get(email=address("sag", "MOZ"))],
        lead_role=StepOwner.COORDINATOR,
        deputy_role=StepOwner.CO_COORDINATOR,
        by=by,
    )


def _visit(line, by):
    soon = clock.today() + dt.timedelta(days=45)
    for title, recipient, state in (
        ("Two pages on housing, land and return", "The mandate, through OHCHR", InputState.READY),
        ("Map of host sites at risk of eviction", "The mandate", InputState.TO_PREPARE),
    ):
        add_row(LineInput, plan_line=line, title=title, recipient=recipient, due_on=soon, state=state, by=by)
    for place, note, host, purpose, state in (
        (
            "Pemba",
            "first day",
            "Provincial coordination",
            "Arrival, security, civil society",
            StopState.AGREED,
        ),
        ("Metuge", "second day", "A member organisation", "Families in host sites", StopState.PROPOSED),
        ("Maputo", "last day", "OHCHR presence", "Closing meeting", StopState.PROPOSED),
    ):
        stop = add_row(
            VisitStop, plan_line=line, place=place, day_note=note, host=host, purpose=purpose, state=state, by=by
        )
        if place == "Metuge":
            set_safety_note(stop=stop, note="Back in town before dusk. No photographs of people in the sites.", by=by)
    for text, raised in (
        ("Families asked to leave host sites before another place is ready", Raised.OPEN),
        ("Land of the displaced given to others in their absence", Raised.OPEN),
    ):
        add_row(SessionConcern, plan_line=line, text=text, raised=raised, by=by)
    save_report(
        plan_line=line,
        came_out="",
        what_next="Thank the hosts; tell the people met what became of their words.",
        expected_version=0,
        by=by,
    )
    propose_press(
        cluster=line.cluster,
        plan_line=line,
        mechanism=line.mechanism,
        issue="Demonstration: evictions before alternatives exist",
        facts="Invented: in two districts families were told to leave within a week.",
        gap="Our own bulletin may not name the authority; the mandate may.",
        by=by,
    )


def _interactions(cluster, line, by):
    today = clock.today()

    def day(days):
        return today + dt.timedelta(days=days)

    rows = (
        {
            "plan_line": line,
            "kind": InteractionKind.BRIEFING,
            "state": InteractionState.ACCEPTED,
            "moment": Moment.BEFORE,
            "with_whom": "Office of the mandate holder",
            "side": Side.MECHANISM,
            "topic": "Briefing before the visit",
            "speakers": "Coordinator, housing, land and property area of responsibility",
            "points": "Where people live now, and who may tell them to leave.\n\nWhat a return needs to be voluntary."
            "\n\nWhom to meet, and whom not to put at risk.",
            "follow_up": "Send the map of host sites",
            "follow_up_on": day(12),
        },
        {
            "plan_line": line,
            "kind": InteractionKind.MEETING,
            "moment": Moment.DURING,
            "with_whom": "National institute for disaster management",
            "side": Side.STATE,
            "topic": "Meeting with the national counterpart",
        },
        {
            "kind": InteractionKind.MEETING,
            "on": day(-9),
            "with_whom": "Human rights adviser to the Resident Coordinator",
            "side": Side.UN,
            "topic": "Exchange of concerns",
            "points": "Civil documents of returnees.\n\nWho follows up with the ministry.",
            "debrief": "The adviser raises it in the country team.",
            "exposure": Exposure.MEMBERS,
            "follow_up": "Send the figures on civil documents",
            "follow_up_on": day(5),
        },
        {
            "kind": InteractionKind.INFORMATION,
            "on": day(-20),
            "with_whom": "Mandate on displacement",
            "side": Side.MECHANISM,
            "mechanism": Mechanism.objects.get(key="sp-idps"),
            "topic": "Operational update",
            "channel": "indirect",
            "through_whom": "OHCHR",
        },
        {
            "kind": InteractionKind.LEARNING,
            "on": day(-33),
            "with_whom": "Members of the cluster",
            "topic": "How the Universal Periodic Review works",
            "attendance": 24,
            "exposure": Exposure.MEMBERS,
        },
        {
            "kind": InteractionKind.STATEMENT,
            "on": dt.date(2024, 6, 27),
            "with_whom": "Human Rights Council",
            "side": Side.MECHANISM,
            "topic": "Demonstration: statement on internal displacement",
            "points": "An invented text of a statement, entered afterwards.",
            "delivery": "video",
            "exposure": Exposure.MEMBERS,
        },
    )
    for row in rows:
        record_interaction(cluster=cluster, by=by, **row)
    return len(rows)


def _series(cluster, by):
    today = clock.today()
    begin_series(
        cluster=cluster,
        kind=InteractionKind.MEETING,
        topic="Exchange with human rights actors",
        with_whom="OHCHR, the commission, two civil society networks",
        side=Side.UN,
        every=1,
        unit=SeriesUnit.MONTHS,
        starts_on=today + dt.timedelta(days=6),
        exposure=Exposure.MEMBERS,
        by=by,
    )
    begin_series(
        cluster=cluster,
        kind=InteractionKind.INFORMATION,
        topic="Operational update",
        with_whom="Mandate on displacement",
        side=Side.MECHANISM,
        mechanism=Mechanism.objects.get(key="sp-idps"),
        every=3,
        unit=SeriesUnit.MONTHS,
        starts_on=today + dt.timedelta(days=40),
        by=by,
    )


def _reading(cluster, by):
    if ReadingItem.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    comments = Document.objects.filter(kind="general_comment", themes__key="displacement").order_by("-year", "pk")
    for comment in comments.distinct()[:2]:
        add_reading(cluster=cluster, document=comment, why="Demonstration: it speaks of people on the move.", by=by)
