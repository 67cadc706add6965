"""What a cluster asks of the Task Team, and what it tells."""

import datetime as dt

from calendar_app.models import Session
from clusters.models import User
from core import clock
from hre_portal.demo.people import address
from hre_portal.demo.rooms.lines import first_line
from knowledge.actions.exchange import invite_guest, plan_exchange
from knowledge.actions.session_reports import send_report, write_report
from knowledge.actions.support import ask_support, deliver, take_on
from knowledge.enums import Audience, ExchangeKind, ReportReaders, SupportKind, SupportOrigin
from knowledge.models import PeerExchange, SessionReport, SupportRequest
from mechanisms.enums import Family
from mechanisms.models import Obstacle

TITLE = "Demonstration: raising difficult messages with the country team"


def load_support(cluster, by, helper):
    if SupportRequest.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    line, today = first_line(cluster, by), clock.day_of(by)
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
        delivered_on=clock.day_of(helper),
        evidence="Session of an hour held online; the slides were sent to the coordinators.",
        attendance=24,
        expected_version=2,
        by=helper,
    )


def load_exchange(cluster, by, helper):
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


def load_session_report(cluster, helper):
    """What the Task Team told of the latest session of a committee that has begun."""
    if SessionReport.objects.visible_to(helper).exists():
        return
    committees = Session.objects.filter(mechanism__family=Family.TREATY_BODY, publication="published")
    session = committees.filter(opens_on__lte=clock.today()).order_by("-opens_on", "-pk").first()
    if session is None:
        return
    report = write_report(
        session=session,
        clusters=[cluster],
        said="Demonstration: two members asked about birth certificates of displaced children.\n\n"
        "The delegation spoke of offices in the provincial capitals, not of the sites.",
        coming="Demonstration: the observations are published some weeks after the session. Until then members may "
        "tell us whether registrars reach the sites.",
        links=[{"title": "Sessions of the treaty bodies", "url": "https://www.ohchr.org/en/treaty-bodies"}],
        readers=ReportReaders.MEMBERS,
        by=helper,
    )
    send_report(report=report, expected_version=1, by=helper)
