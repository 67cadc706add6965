"""A register of stakeholders, requests for support, an exchange among peers and a consultation in confidence in the
demonstration world. All invented: offices and aliases, no persons. Written through the actions that people use."""

import datetime as dt

from clusters.models import User
from core import clock
from engagements.actions.blind import begin_consultation, note_asked, record_answer
from engagements.models import PlanLine
from hre_portal.demo.people import address, pilot_clusters
from knowledge.actions.exchange import invite_guest, plan_exchange
from knowledge.actions.support import ask_support, deliver, take_on
from knowledge.enums import Audience, ExchangeKind, SupportKind, SupportOrigin
from knowledge.models import PeerExchange, SupportRequest
from mechanisms.models import Obstacle
from stakeholders.actions import add_stakeholder, write_independence
from stakeholders.enums import ActorFamily, Brings, Channels, Relation, StakeholderKind
from stakeholders.models import Stakeholder

TITLE = "Demonstration: raising difficult messages with the country team"


def load_rooms():
    """Add what is not there yet; the second time nothing changes. Returns how many stakeholders were added."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    helper = User.objects.get(email=address("taskteam"))
    if Stakeholder.objects.visible_to(by).filter(cluster=cluster).exists():
        return 0
    number = _register(cluster, by)
    _support(cluster, by, helper)
    _exchange(cluster, by, helper)
    _consultation(cluster, by)
    return number


def _register(cluster, by):
    kind, family = StakeholderKind, ActorFamily
    institution = add_stakeholder(
        cluster=cluster,
        kind=kind.NHRI,
        family=family.RIGHTS,
        name="Demonstration: national human rights commission",
        contact="Through its office for cooperation",
        brings=[Brings.STANDARDS, Brings.MONITORING],
        relation=Relation.SOMETIMES,
        channels=Channels.PRIVATE_FIRST,
        by=by,
    )
    write_independence(
        stakeholder=institution,
        text="Example: works freely on most subjects; two members hesitate where security forces are concerned.",
        may_drive_out=True,
        expected_version=0,
        by=by,
    )
    rows = (
        (kind.OHCHR, family.RIGHTS, "Demonstration: OHCHR presence", [Brings.EXPERTISE], Relation.REGULAR),
        (
            kind.RIGHTS_ORGANISATION,
            family.RIGHTS,
            "Demonstration: rights league",
            [Brings.MONITORING],
            Relation.REGULAR,
        ),
        (kind.LEGAL_AID, family.RIGHTS, "Demonstration: law clinic", [Brings.LEGAL], Relation.SOMETIMES),
        (
            kind.COMMUNITY,
            family.HUMANITARIAN,
            "Demonstration: council of displaced people",
            [Brings.ACCESS],
            Relation.REGULAR,
        ),
        (kind.MINISTRY, family.POLITICAL, "Demonstration: ministry of justice", [Brings.DECISION], Relation.SOMETIMES),
        (
            kind.DEVELOPMENT,
            family.DEVELOPMENT,
            "Demonstration: rule of law programme",
            [Brings.EXPERTISE],
            Relation.NOT_YET,
        ),
    )
    for one, of, name, brings, relation in rows:
        add_stakeholder(cluster=cluster, kind=one, family=of, name=name, brings=brings, relation=relation, by=by)
    add_stakeholder(
        cluster=cluster,
        kind=kind.DEFENDER,
        family=family.RIGHTS,
        is_protected=True,
        alias="Heron",
        brings=[Brings.MONITORING, Brings.AWARENESS],
        relation=Relation.REGULAR,
        channels=Channels.PRIVATE,
        by=by,
    )
    return len(rows) + 2


def _line(cluster, by):
    return PlanLine.objects.visible_to(by).filter(cluster=cluster).order_by("pk").first()


def _support(cluster, by, helper):
    if SupportRequest.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    line, today = _line(cluster, by), clock.today()
    ask_support(
        cluster=cluster,
        kind=SupportKind.MEMBER_SESSION,
        text="Our members do not know how the review works and when they can speak up. An hour and a half would do.",
        language="pt",
        audience=Audience.MEMBERS,
        wanted_on=today + dt.timedelta(days=45),
        people_expected=30,
        obstacle=Obstacle.objects.filter(key="little-understanding").first(),
        origin=SupportOrigin.PLAN_LINE if line else "",
        origin_id=line.pk if line else None,
        by=by,
    )
    taken = ask_support(
        cluster=cluster,
        kind=SupportKind.STRATEGY_REVIEW,
        text="We revise our strategy and want a section on human rights in it.",
        language="en",
        audience=Audience.COORDINATORS,
        wanted_on=today + dt.timedelta(days=80),
        by=by,
    )
    take_on(request=taken, expected_version=1, by=helper)
    given = ask_support(
        cluster=cluster,
        kind=SupportKind.GENERAL_COMMENTS,
        text="Which general comments matter for displaced people?",
        language="en",
        audience=Audience.MEMBERS,
        is_tailored=False,
        by=by,
    )
    take_on(request=given, expected_version=1, by=helper)
    deliver(
        request=given,
        delivered_on=today,
        evidence="Session of an hour held online; the slides were sent to the coordinators.",
        attendance=24,
        expected_version=2,
        by=helper,
    )


def _exchange(cluster, by, helper):
    if PeerExchange.objects.visible_to(by).filter(title=TITLE).exists():
        return
    begins = (clock.now() + dt.timedelta(days=24)).replace(hour=13, minute=0, second=0, microsecond=0)
    exchange = plan_exchange(
        title=TITLE,
        series="Advocacy among peers",
        kind=ExchangeKind.ADVOCACY,
        starts_at=begins,
        time_zone="Europe/Zurich",
        minutes=75,
        language="en",
        questions="What did you raise at the country team, and what at working level?\nWhat would you do otherwise?",
        with_ohchr=True,
        by=helper,
    )
    guest = User.objects.get(email=address("member", "MOZ"))
    invite_guest(exchange=exchange, cluster=cluster, person=guest, by=by)


def _consultation(cluster, by):
    line = _line(cluster, by)
    if line is None:
        return
    consultation = begin_consultation(
        plan_line=line,
        question="Would a public contribution help or harm the people you work with?",
        names_nobody=True,
        by=by,
    )
    today = clock.today()
    rows = Stakeholder.objects.visible_to(by).filter(
        cluster=cluster, kind__in=[StakeholderKind.DEFENDER, StakeholderKind.LEGAL_AID]
    )
    for number, stakeholder in enumerate(rows.order_by("pk")):
        row = note_asked(
            consultation=consultation, stakeholder=stakeholder, asked_on=today, asked_how="in_person", by=by
        )
        if not number:
            record_answer(
                answer_row=row,
                answer="Helps, if no place smaller than a province is named.",
                answered_on=today,
                answered_how="in_person",
                names_nobody=True,
                expected_version=1,
                by=by,
            )
