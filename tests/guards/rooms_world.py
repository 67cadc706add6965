"""The part of the walk's world that is about support, exchange and stakeholders."""

import datetime as dt

from core import clock
from engagements.models import BlindAnswer, BlindConsultation, ExperienceNote, HandOver, PlanObstacle
from knowledge.models import (
    ExchangeConcern,
    ExchangeInvitation,
    ExchangeReply,
    GoodPractice,
    SessionReport,
    SessionReportCluster,
)
from stakeholders.actions import record_standing, write_independence
from stakeholders.models import StakeholderReader
from tests.factories.knowledge import make_exchange, make_request, make_resource
from tests.factories.mechanisms import make_obstacle
from tests.factories.stakeholders import make_protected


def add_rooms(world):
    _support(world)
    _session_report(world)
    world.things["resource"] = make_resource()
    _exchange(world)
    _stakeholder(world)
    _blind(world)
    _obstacle(world)
    _hand_over(world)
    _experience(world)


def _experience(world):
    """A note on the confidential line; what was shared of another one is open."""
    world.things["experience"] = ExperienceNote.objects.create(
        plan_line=world.things["line"],
        title=world.word("experience", "title"),
        text=world.word("experience", "text"),
        worked="partly",
        written_by=world.owner,
    )
    world.things["practice"] = GoodPractice.objects.create(
        title="A practice", text="Ask early.", worked="worked", shared_on=clock.today()
    )


def _hand_over(world):
    """Handed over to the co-coordinator: those who lead the cluster read it."""
    world.things["hand_over"] = HandOver.objects.create(
        cluster=world.theirs,
        role="coordinator",
        from_person=world.owner,
        to_person=world.second,
        last_day=clock.today(),
        note=world.word("hand_over", "note"),
        state="given",
        given_at=clock.now(),
    )


def _obstacle(world):
    """What stands in the way of the confidential line, shared: the mark of the line decides."""
    world.things["plan_obstacle"] = PlanObstacle.objects.create(
        cluster=world.theirs,
        year=world.things["line"].year,
        plan_line=world.things["line"],
        obstacle=make_obstacle(),
        note=world.word("plan_obstacle", "note"),
        is_shared=True,
        named_by=world.owner,
    )


def _support(world):
    """A request of their cluster that was delivered, with every text that a request can have."""
    world.things["support"] = make_request(
        world.theirs,
        text=world.word("support", "text"),
        state="delivered",
        delivered_on=clock.today(),
        evidence=world.word("support", "evidence"),
        reason=world.word("support", "reason"),
        asked_by=world.owner,
    )


def _session_report(world):
    """Sent to the coordinators of their cluster alone."""
    word = world.word
    report = SessionReport.objects.create(
        session=world.things["session"],
        said=word("session_report", "said"),
        coming=word("session_report", "coming"),
        links=[{"title": word("session_report", "link"), "url": "https://www.ohchr.org/"}],
        sent_at=clock.now(),
    )
    SessionReportCluster.objects.create(report=report, cluster=world.theirs)
    world.things["session_report"] = report


def _exchange(world):
    """An exchange that coordinators see, held, with one guest; every text of it."""
    exchange = make_exchange(
        title=world.word("exchange", "title"),
        series=world.word("exchange", "series"),
        place=world.word("exchange", "place"),
        questions=world.word("exchange", "questions"),
        notes=world.word("exchange", "notes"),
        state="held",
        attendance=12,
        starts_at=clock.now() - dt.timedelta(days=1),
    )
    guest = world.second
    ExchangeInvitation.objects.create(exchange=exchange, cluster=world.theirs, user=guest, invited_by=world.owner)
    ExchangeReply.objects.create(exchange=exchange, user=guest, reply="coming")
    ExchangeConcern.objects.create(
        exchange=exchange,
        text=world.word("exchange", "concern"),
        answer=world.word("exchange", "answer"),
        raised_on=clock.today(),
    )
    world.things["exchange"] = exchange


def _stakeholder(world):
    """A protected one with a reader and a note; every text that it can have."""
    row = make_protected(
        world.theirs,
        kind="nhri",
        alias=world.word("stakeholder", "alias"),
        brings_note=world.word("stakeholder", "brings"),
        obstacle=world.word("stakeholder", "obstacle"),
    )
    StakeholderReader.objects.create(stakeholder=row, user=world.second, named_by=world.owner)
    text = world.word("stakeholder", "independence")
    write_independence(stakeholder=row, text=text, may_drive_out=True, expected_version=0, by=world.owner)
    record_standing(
        stakeholder=row,
        assessed_on=clock.today(),
        influence=3,
        interest=4,
        stance="leans",
        note=world.word("stakeholder", "standing"),
        expected_number=0,
        by=world.owner,
    )
    world.things["stakeholder"] = row


def _blind(world):
    """Asked in confidence on the confidential line; every text of it."""
    consultation = BlindConsultation.objects.create(
        plan_line=world.things["line"],
        question=world.word("blind", "question"),
        conclusion=world.word("blind", "conclusion"),
        closed_at=clock.now(),
    )
    world.things["blind"] = consultation
    world.things["blind_answer"] = BlindAnswer.objects.create(
        consultation=consultation,
        stakeholder=world.things["stakeholder"],
        asked_on=clock.today(),
        asked_how="call",
        answered_on=clock.today(),
        answered_how="call",
        answer=world.word("blind", "answer"),
    )
