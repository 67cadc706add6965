"""What the demonstration clusters raise, say and have found out. Invented: no person, place or event in it is real."""

import datetime as dt

from clusters.models import Organisation, User
from core import clock
from engagements.actions import advocacy as actions
from engagements.enums import (
    ActionChannel,
    AdvocacyLead,
    AdvocacyLevel,
    Exposure,
    Horizon,
    Tolerance,
)
from engagements.models import AdvocacyIssue
from hre_portal.demo.people import ORGANISATIONS, address, pilot_clusters
from mechanisms.models import Instrument


def load_advocacy():
    """Add issues, messages, findings and what goes with them where they are missing. Returns how many issues."""
    clusters = pilot_clusters()
    return _mozambique(clusters["MOZ"])


def _person(login, iso3):
    return User.objects.get(email=address(login, iso3))


def _issue(cluster, by, *, title, instruments=(), **fields):
    known = AdvocacyIssue.objects.visible_to(by).filter(cluster=cluster, title=title).first()
    if known:
        return known, False
    pairs = [(one, article) for key, article in instruments if (one := Instrument.objects.filter(key=key).first())]
    return actions.create_issue(cluster=cluster, by=by, title=title, instruments=pairs, **fields), True


def _mozambique(cluster):
    by = _person("coordinator", "MOZ")
    first, second = (Organisation.objects.get(name=name) for name in ORGANISATIONS)
    soon = clock.today() + dt.timedelta(days=12)
    papers, is_new = _issue(
        cluster,
        by,
        title="Civil documents for returning families",
        why=(
            "Families who return cannot show who they are. Without documents they are turned away from land offices, "
            "schools and aid. Registration has reached the towns, not the villages."
        ),
        level=AdvocacyLevel.WORKING,
        level_reason="The registry listens and has promised mobile teams; raising it now would harm that.",
        lead=AdvocacyLead.CO_COORDINATOR,
        horizon=Horizon.SHORT,
        instruments=[("iccpr", "art. 16"), ("crc", "art. 7")],
    )
    movement, _new = _issue(
        cluster,
        by,
        title="Notice before organised returns",
        why=(
            "People learn on the same morning that a convoy leaves. They cannot choose freely and leave relatives and "
            "belongings behind."
        ),
        level=AdvocacyLevel.HCT,
        level_reason="Several organisations run the convoys; only the country team can make them wait for consent.",
        lead=AdvocacyLead.HC,
        horizon=Horizon.SHORT,
        instruments=[("iccpr", "art. 12")],
    )
    law, _new = _issue(
        cluster,
        by,
        title="A law on internal displacement",
        why="The present policy has no budget and no complaint procedure. A law would give people something to claim.",
        level=AdvocacyLevel.PUBLIC,
        level_reason="The debate is open and many speak in it; nobody is put at risk by speaking.",
        lead=AdvocacyLead.LEAD_AGENCY,
        horizon=Horizon.MEDIUM,
        exposure=Exposure.OPEN,
    )
    if is_new:
        actions.set_tolerance(
            cluster=cluster,
            organisation=first,
            tolerance=Tolerance.LOW,
            note="Its registration is up for renewal in spring.",
            by=by,
        )
        actions.set_tolerance(cluster=cluster, organisation=second, tolerance=Tolerance.HIGH, by=by)
        plan = (
            (papers, "Walk through the list of villages with the registry", ActionChannel.PRIVATE, 0, [second]),
            (movement, "Ask the country team for a rule of fourteen days' notice", ActionChannel.PRIVATE, 9, []),
            (law, "Joint statement on the draft law", ActionChannel.PUBLIC, 30, [first, second]),
        )
        for issue, what, channel, days, partners in plan:
            actions.add_action(
                issue=issue,
                what=what,
                level=issue.level,
                channel=channel,
                lead=issue.lead,
                due_on=soon + dt.timedelta(days=days),
                partners=partners,
                by=by,
            )
    return int(is_new)
