"""Meetings of the demonstration cluster of Mozambique: agendas, notes, an advocacy point that went on, invitations. All
invented; written through the same actions as a coordinator would use. Functions and organisations only, no persons."""

import datetime as dt

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

# (item, on human rights, findings presented), by days ago.
_AGENDAS = {
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
}
_POINT = "Ask the Humanitarian Coordinator to raise evictions from host sites before another place is ready."


def load_meetings():
    """Add what is not there yet; the second time nothing changes. Returns how many meetings were recorded."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    known = Interaction.objects.visible_to(by).filter(cluster=cluster, kind=InteractionKind.CLUSTER_MEETING)
    if known.exists():
        return 0
    today = clock.day_of(by)
    for days, items in _AGENDAS.items():
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
    write_note(
        interaction=meeting,
        text="The commission offers its figures if the source is not named in the bulletin.",
        by=by,
    )
    _exchange(cluster, by, today)
    _workshop(cluster, by, today)
    return len(_AGENDAS) + 2


def _agenda(meeting, items, by):
    for text, is_rights, has_findings in items:
        add_agenda_item(interaction=meeting, text=text, is_rights=is_rights, has_findings=has_findings, by=by)


def _exchange(cluster, by, today):
    """One of the regular meetings with human rights actors: a point of it went to the country team."""
    series = InteractionSeries.objects.visible_to(by).filter(cluster=cluster, kind=InteractionKind.MEETING).first()
    meeting = record_interaction(
        cluster=cluster,
        series=series,
        kind=InteractionKind.MEETING,
        on=today - dt.timedelta(days=24),
        with_whom="OHCHR, the commission, two civil society networks",
        side=Side.UN,
        topic="Demonstration: exchange with human rights actors",
        exposure=Exposure.MEMBERS,
        by=by,
    )
    _agenda(
        meeting, (("Evictions from host sites", True, True), ("Who speaks to whom until the next one", True, False)), by
    )
    write_note(
        interaction=meeting,
        text="Two networks fear consequences if they speak first. OHCHR takes the figures to the ministry.",
        by=by,
    )
    point = write_note(interaction=meeting, kind=NoteKind.POINT, text=_POINT, by=by)
    push_to_issue(note=point, expected_version=point.version, by=by)
    write_note(
        interaction=meeting,
        kind=NoteKind.POINT,
        text="Civil documents belong into the next briefing of the country team.",
        by=by,
    )


def _workshop(cluster, by, today):
    """Ahead: local and national actors are invited, and nobody of OHCHR yet."""
    workshop = record_interaction(
        cluster=cluster,
        kind=InteractionKind.WORKSHOP,
        state=InteractionState.ACCEPTED,
        on=today + dt.timedelta(days=30),
        with_whom="Members, human rights actors",
        topic="Demonstration: workshop on working with mandate holders",
        exposure=Exposure.MEMBERS,
        by=by,
    )
    _agenda(workshop, (("What a mandate holder can do", True, False), ("Who brings which evidence", True, False)), by)
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
