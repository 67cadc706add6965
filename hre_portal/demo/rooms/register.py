"""The register of stakeholders, and how they are judged."""

import datetime as dt

from core import clock
from stakeholders.actions import add_stakeholder, change_stakeholder, record_standing, write_independence
from stakeholders.enums import ActorFamily, Brings, Channels, Level, Relation, StakeholderKind, WayOfWorking
from stakeholders.models import Stakeholder, StakeholderStanding


def load_register(cluster, by):
    kind, family = StakeholderKind, ActorFamily
    institution = add_stakeholder(
        cluster=cluster,
        kind=kind.NHRI,
        family=family.RIGHTS,
        name="Demonstration: national human rights commission",
        contact="Through its office for cooperation",
        brings=[Brings.STANDARDS, Brings.MONITORING],
        level=Level.NATIONAL,
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
        (kind.OHCHR, family.RIGHTS, "OHCHR presence", Level.INTERNATIONAL, [Brings.EXPERTISE], Relation.REGULAR),
        (
            kind.RIGHTS_ORGANISATION,
            family.RIGHTS,
            "rights league",
            Level.NATIONAL,
            [Brings.MONITORING],
            Relation.REGULAR,
        ),
        (kind.LEGAL_AID, family.RIGHTS, "law clinic", Level.LOCAL, [Brings.LEGAL], Relation.SOMETIMES),
        (
            kind.COMMUNITY,
            family.HUMANITARIAN,
            "council of displaced people",
            Level.LOCAL,
            [Brings.ACCESS],
            Relation.REGULAR,
        ),
        (kind.MINISTRY, family.POLITICAL, "ministry of justice", Level.NATIONAL, [Brings.DECISION], Relation.SOMETIMES),
        (
            kind.DEVELOPMENT,
            family.DEVELOPMENT,
            "rule of law programme",
            Level.INTERNATIONAL,
            [Brings.EXPERTISE],
            Relation.NOT_YET,
        ),
    )
    for one, of, name, level, brings, relation in rows:
        add_stakeholder(
            cluster=cluster,
            kind=one,
            family=of,
            name=f"Demonstration: {name}",
            level=level,
            brings=brings,
            relation=relation,
            by=by,
        )
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


# Kind of the entry: ways of working, then judgements of influence, interest and stance, the older first.
_WORK = {
    StakeholderKind.NHRI: ([WayOfWorking.ADVISE, WayOfWorking.INVESTIGATE], [(3, 3, "undecided"), (3, 4, "leans")]),
    StakeholderKind.OHCHR: ([WayOfWorking.ADVISE, WayOfWorking.INVESTIGATE], [(4, 5, "supports")]),
    StakeholderKind.RIGHTS_ORGANISATION: ([WayOfWorking.ADVOCATE, WayOfWorking.DENOUNCE], [(2, 5, "supports")]),
    StakeholderKind.MINISTRY: ([], [(5, 1, "resists"), (5, 2, "undecided")]),
    StakeholderKind.COMMUNITY: ([WayOfWorking.ADVOCATE], [(2, 4, "supports"), (1, 5, "at_risk")]),
    StakeholderKind.DEFENDER: ([WayOfWorking.DENOUNCE], [(2, 5, "at_risk")]),
}


def load_standings(cluster, by):
    """How the entries work, and how they were judged in two rounds; some of them moved."""
    rows = Stakeholder.objects.visible_to(by).filter(cluster=cluster, kind__in=list(_WORK)).select_related("cluster")
    if StakeholderStanding.objects.visible_to(by).filter(stakeholder__in=rows.values("pk")).exists():
        return
    today = clock.day_of(by)
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
