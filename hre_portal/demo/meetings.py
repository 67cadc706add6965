"""Meetings of the demonstration clusters of Mozambique and Nigeria: agendas, notes, an advocacy point that went on,
invitations. All invented; written through the same actions as a coordinator would use. Functions and organisations
only, no persons."""

import datetime as dt
from dataclasses import dataclass

from clusters.models import User
from core import clock
from engagements.actions.agenda import add_agenda_item
from engagements.actions.interactions import record_interaction
from engagements.actions.invitations import answer_invitation, invite
from engagements.actions.meeting_notes import push_to_issue, write_note
from engagements.enums import Exposure, InteractionKind, InteractionState, InvitationAnswer, NoteKind, Side
from engagements.models import Interaction, InteractionSeries
from hre_portal.demo.people import address, pilot_clusters
from stakeholders.models import Stakeholder


@dataclass(frozen=True)
class _World:
    """What one cluster talks about. Agendas: {days ago: ((item, on human rights, findings presented), ...)}."""

    agendas: dict
    note: str
    exchange: tuple
    exchange_with: str
    exchange_note: str
    to_issue: str
    point: str
    workshop: str
    workshop_agenda: tuple


_WORLDS = {
    "MOZ": _World(
        agendas={
            72: (
                ("Access and security", False, False),
                ("Response plan: indicators of the cluster", False, False),
                ("Civil documents: what the commission found", True, True),
                ("Any other business", False, False),
            ),
            44: (
                ("Movements of people in the north", False, False),
                ("Evictions from host sites", True, False),
                ("Training calendar", False, False),
            ),
            16: (
                ("Access and security", False, False),
                ("Evictions: findings of the provincial monitoring", True, True),
                ("Contributions to the Universal Periodic Review", True, False),
                ("Funding of case management", False, False),
            ),
        },
        note="The commission offers its figures if the source is not named in the bulletin.",
        exchange=(("Evictions from host sites", True, True), ("Who speaks to whom until the next one", True, False)),
        exchange_with="OHCHR, the commission, two civil society networks",
        exchange_note="Two networks fear consequences if they speak first. OHCHR takes the figures to the ministry.",
        to_issue="Ask the Humanitarian Coordinator to raise evictions from host sites before another place is ready.",
        point="Civil documents belong into the next briefing of the country team.",
        workshop="Demonstration: workshop on working with mandate holders",
        workshop_agenda=(
            ("What a mandate holder can do", True, False),
            ("Who brings which evidence", True, False),
        ),
    ),
    "NGA": _World(
        agendas={
            65: (
                ("Access beyond the garrison towns", False, False),
                ("Camp closures: what the members saw", True, True),
                ("Dates of the mechanisms until the end of the year", True, False),
            ),
            37: (
                ("Returns: safe, voluntary, informed?", True, True),
                ("Case management: referral pathways", False, False),
                ("Any other business", False, False),
            ),
            9: (
                ("Rainy season: sites at risk of floods", False, False),
                ("Movement restrictions around the camps: figures of two states", True, True),
                ("Who drafts, who reads, who signs for the committee", True, False),
                ("Information-sharing protocol: questions of new members", False, False),
            ),
        },
        note="Members give figures by state only. The co-coordinator collects them until the end of the month.",
        exchange=(
            ("Camp closures without notice", True, True),
            ("Contacts with the commission in the north-east", True, False),
        ),
        exchange_with="OHCHR, the national commission, three women's associations",
        exchange_note="The associations want to be heard and not to be named. The commission visits two sites first.",
        to_issue="Ask the country team to agree with the authorities on notice of thirty days before a camp is closed.",
        point="Movement restrictions belong into the next briefing of the country team.",
        workshop="Demonstration: workshop on contributions to treaty bodies",
        workshop_agenda=(
            ("What the committee asks and when", True, False),
            ("How members take part without being named", True, False),
        ),
    ),
}


def load_meetings():
    """Add what is not there yet; the second time nothing changes. Returns how many meetings were recorded."""
    clusters = pilot_clusters()
    return sum(_meetings(clusters[iso3], iso3, world) for iso3, world in _WORLDS.items())


def _meetings(cluster, iso3, world):
    by = User.objects.get(email=address("coordinator", iso3))
    known = Interaction.objects.visible_to(by).filter(cluster=cluster, kind=InteractionKind.CLUSTER_MEETING)
    if known.exists():
        return 0
    today = clock.day_of(by)
    for days, items in world.agendas.items():
        meeting = record_interaction(
            cluster=cluster,
            kind=InteractionKind.CLUSTER_MEETING,
            on=today - dt.timedelta(days=days),
            with_whom="Members of the cluster",
            topic="Demonstration: monthly meeting",
            exposure=Exposure.MEMBERS,
            by=by,
        )
        _agenda(meeting, items, by)
    # The newest of them, the last written.
    _invite(meeting, (InvitationAnswer.CAME, InvitationAnswer.CAME, InvitationAnswer.DECLINED), by)
    write_note(interaction=meeting, text=world.note, by=by)
    _exchange(cluster, world, by, today)
    _workshop(cluster, world, by, today)
    return len(world.agendas) + 2


def _agenda(meeting, items, by):
    for text, is_rights, has_findings in items:
        add_agenda_item(interaction=meeting, text=text, is_rights=is_rights, has_findings=has_findings, by=by)


def _exchange(cluster, world, by, today):
    """One of the regular meetings with human rights actors: a point of it went to the country team."""
    series = InteractionSeries.objects.visible_to(by).filter(cluster=cluster, kind=InteractionKind.MEETING).first()
    meeting = record_interaction(
        cluster=cluster,
        series=series,
        kind=InteractionKind.MEETING,
        on=today - dt.timedelta(days=24),
        with_whom=world.exchange_with,
        side=Side.UN,
        topic="Demonstration: exchange with human rights actors",
        exposure=Exposure.MEMBERS,
        by=by,
    )
    _agenda(meeting, world.exchange, by)
    write_note(interaction=meeting, text=world.exchange_note, by=by)
    point = write_note(interaction=meeting, kind=NoteKind.POINT, text=world.to_issue, by=by)
    push_to_issue(note=point, expected_version=point.version, by=by)
    write_note(interaction=meeting, kind=NoteKind.POINT, text=world.point, by=by)


def _workshop(cluster, world, by, today):
    """Ahead: local and national actors are invited, and nobody of OHCHR yet."""
    workshop = record_interaction(
        cluster=cluster,
        kind=InteractionKind.WORKSHOP,
        state=InteractionState.ACCEPTED,
        on=today + dt.timedelta(days=30),
        with_whom="Members, human rights actors",
        topic=world.workshop,
        exposure=Exposure.MEMBERS,
        by=by,
    )
    _agenda(workshop, world.workshop_agenda, by)
    _invite(
        workshop, (InvitationAnswer.COMING, InvitationAnswer.INVITED), by, without=("ohchr", "human_rights_adviser")
    )


def _invite(meeting, answers, by, without=()):
    rows = Stakeholder.objects.visible_to(by).filter(cluster=meeting.cluster, is_archived=False)
    rows = rows.exclude(kind__in=without).order_by("pk")[: len(answers)]
    if not rows:
        return
    for row, answer in zip(invite(interaction=meeting, stakeholders=list(rows), by=by), answers, strict=False):
        if answer != row.answer:
            answer_invitation(invitation=row, answer=answer, expected_version=1, by=by)
