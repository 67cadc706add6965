"""A register of stakeholders, requests for support, an exchange among peers and a consultation in confidence in the
demonstration world. All invented: offices and aliases, no persons. Written through the actions that people use."""

import datetime as dt

from clusters.models import User
from core import clock
from engagements.actions.blind import begin_consultation, note_asked, record_answer
from engagements.actions.experience import share_note, write_note
from engagements.actions.handing import begin_hand_over, write_hand_over
from engagements.enums import SHARED_MARKS
from engagements.models import ExperienceNote, HandOver, PlanLine
from hre_portal.demo.people import address, pilot_clusters
from knowledge.actions.exchange import invite_guest, plan_exchange
from knowledge.actions.support import ask_support, deliver, take_on
from knowledge.enums import Audience, ExchangeKind, SupportKind, SupportOrigin, Worked
from knowledge.models import PeerExchange, SupportRequest
from mechanisms.models import Obstacle
from stakeholders.actions import add_stakeholder, change_stakeholder, record_standing, write_independence
from stakeholders.enums import ActorFamily, Brings, Channels, Relation, StakeholderKind, WayOfWorking
from stakeholders.models import Stakeholder, StakeholderStanding

TITLE = "Demonstration: raising difficult messages with the country team"


def load_rooms():
    """Add what is not there yet; the second time nothing changes. Returns how many stakeholders were added."""
    cluster = pilot_clusters()["MOZ"]
    by = User.objects.get(email=address("coordinator", "MOZ"))
    helper = User.objects.get(email=address("taskteam"))
    number = 0
    if not Stakeholder.objects.visible_to(by).filter(cluster=cluster).exists():
        number = _register(cluster, by)
        _support(cluster, by, helper)
        _exchange(cluster, by, helper)
        _consultation(cluster, by)
    _standings(cluster, by)
    _experience(cluster, by)
    _hand_over(cluster, by)
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


# Kind of the entry: ways of working, then judgements of influence, interest and stance, the older first.
_WORK = {
    StakeholderKind.NHRI: ([WayOfWorking.ADVISE, WayOfWorking.INVESTIGATE], [(3, 3, "undecided"), (3, 4, "leans")]),
    StakeholderKind.OHCHR: ([WayOfWorking.ADVISE, WayOfWorking.INVESTIGATE], [(4, 5, "supports")]),
    StakeholderKind.RIGHTS_ORGANISATION: ([WayOfWorking.ADVOCATE, WayOfWorking.DENOUNCE], [(2, 5, "supports")]),
    StakeholderKind.MINISTRY: ([], [(5, 1, "resists"), (5, 2, "undecided")]),
    StakeholderKind.COMMUNITY: ([WayOfWorking.ADVOCATE], [(2, 4, "supports"), (1, 5, "at_risk")]),
    StakeholderKind.DEFENDER: ([WayOfWorking.DENOUNCE], [(2, 5, "at_risk")]),
}


def _standings(cluster, by):
    """How the entries work, and how they were judged in two rounds; some of them moved."""
    rows = Stakeholder.objects.visible_to(by).filter(cluster=cluster, kind__in=list(_WORK)).select_related("cluster")
    if StakeholderStanding.objects.visible_to(by).filter(stakeholder__in=rows.values("pk")).exists():
        return
    today = clock.today(by.time_zone)
    for row in rows.order_by("pk"):
        ways, judged = _WORK[StakeholderKind(row.kind)]
        if ways:
            change_stakeholder(stakeholder=row, expected_version=row.version, ways=ways, by=by)
        for number, (influence, interest, stance) in enumerate(judged):
            record_standing(
                stakeholder=row,
                assessed_on=today - dt.timedelta(days=120 if number < len(judged) - 1 else 6),
                influence=influence,
                interest=interest,
                stance=stance,
                note="Example: came to two meetings of their own accord." if number else "",
                expected_number=number,
                by=by,
            )


def _experience(cluster, by):
    """A note of a member on a plan line, shared with every cluster, and one that stays where it is."""
    line = PlanLine.objects.visible_to(by).filter(cluster=cluster, exposure__in=SHARED_MARKS).order_by("pk").first()
    member = User.objects.get(email=address("member", "MOZ"))
    if line is None or ExperienceNote.objects.visible_to(by).filter(plan_line__cluster=cluster).exists():
        return
    note = write_note(
        plan_line=line,
        title="Two figures opened the door",
        text="We met the delegation with a page of figures instead of a report. They asked for more the same day.",
        worked=Worked.WORKED,
        by=member,
    )
    share_note(
        note=note,
        title="Bring two figures, not a report",
        text="A single page with two figures and one request was read at once, and questions followed the same day.\n\n"
        "What we would do otherwise: agree among members beforehand who answers which question.",
        language="en",
        names_cluster=True,
        names_nobody=True,
        agrees=True,
        expected_version=note.version,
        by=by,
    )
    write_note(
        plan_line=line,
        title="Comments of members came too late",
        text="Three weeks were too short in the rainy season. Ask six weeks ahead.",
        worked=Worked.PARTLY,
        by=by,
    )


def _hand_over(cluster, by):
    """Being prepared: the roles of the demonstration stay as they are."""
    if HandOver.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    row = begin_hand_over(cluster=cluster, by=by)
    write_hand_over(
        row=row,
        to_person=User.objects.get(email=address("cocoordinator", "MOZ")),
        last_day=clock.today(by.time_zone) + dt.timedelta(days=75),
        note="The ministry answers on the telephone, hardly ever in writing.\n\n"
        "Members agree faster when the draft has one page. The advisory group wants to see it before.",
        expected_version=row.version,
        by=by,
    )
