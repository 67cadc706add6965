"""How the demonstration clusters share information: protocol, who signed it, strategy, legal help, and who
looks after reprisals. All invented; no case."""

import datetime as dt

from clusters.models import Organisation, User
from core import clock
from engagements.actions.cases import save_capacity
from engagements.actions.reprisals import follow_up_reprisal, record_reprisal_protocol, report_reprisal, set_circle
from engagements.actions.sharing import grant_exception, record_protocol, record_signature, record_strategy
from engagements.enums import Exposure, ReprisalKind, ReprisalState
from engagements.models import (
    ReferralCapacity,
    ReprisalCircle,
    ReprisalProtocol,
    SharingException,
    SharingProtocol,
    SharingStrategy,
)
from hre_portal.demo.people import ORGANISATIONS, SINCE, address, pilot_clusters

PROTOCOL = (
    "Demonstration text. Its content is invented.\n\n"
    "Members share aggregated data only: at least thirty households, no place smaller than a district.\n\n"
    "What is marked restricted goes to the people named and no further. Whoever passes it on asks the coordinators "
    "first."
)
STRATEGY = {
    "recipients": "Mechanisms through OHCHR; the HCT; members that signed the protocol.",
    "classification": "Trends are open. Drafts are for members. What could lead to a source is confidential.",
    "rhythm": "Every three months, and before each session that the cluster has planned for.",
    "for_victims": "Nothing about one person. No dates or places that only a few families share.",
    "for_witnesses": "No record of who spoke. Meetings stand in no calendar.",
    "for_civil_society": "Local groups are never named as a source; they see the text before it goes out.",
}

REPRISALS = {
    "at_once": "Demonstration text. Its content is invented.\n\nFirst the person: is she safe where she is tonight? "
    "Then stop: nothing more goes to the mechanism about the same matter until the circle has met.",
    "whom": "A coordinator, in person or by the safe way that is agreed for the month. At night the duty officer of "
    "the lead agency.",
    "focal_points": "With the person's consent OHCHR in the country brings it to the focal point on reprisals of the "
    "mechanism. Without her consent nobody writes anything.",
    "measures": "Before each input: who could be recognised? After each visit: a call to everybody who met the expert.",
    "never": "Nobody publishes, names, or keeps notes of who spoke.",
}


def load_sharing():
    """Put the rules of sharing on record where they are missing, so that the plans may name people."""
    for iso3, cluster in pilot_clusters().items():
        by = User.objects.filter(email=address("coordinator", iso3)).first()
        if by is None:
            continue
        if not SharingStrategy.objects.visible_to(by).filter(cluster=cluster).exists():
            record_strategy(cluster=cluster, by=by, **STRATEGY)
        if not ReprisalProtocol.objects.visible_to(by).filter(cluster=cluster).exists():
            record_reprisal_protocol(cluster=cluster, in_force_on=SINCE, by=by, **REPRISALS)
        if SharingProtocol.objects.visible_to(by).filter(cluster=cluster).exists():
            continue
        record_protocol(cluster=cluster, text=PROTOCOL, in_force_on=SINCE, by=by)
        signed = Organisation.objects.get(name=ORGANISATIONS[0])
        record_signature(cluster=cluster, organisation=signed, starts_on=SINCE, by=by)
    _nigeria()


def _nigeria():
    """One exception in the log, legal help of both organisations, and the circle that looks after reprisals."""
    cluster, by = pilot_clusters()["NGA"], User.objects.get(email=address("coordinator", "NGA"))
    _circle(cluster, by)
    signed, other = (Organisation.objects.get(name=name) for name in ORGANISATIONS)
    if not SharingException.objects.visible_to(by).filter(cluster=cluster).exists():
        grant_exception(
            cluster=cluster,
            organisation=other,
            what="The annex on civil documents, for its own comments",
            reason="It holds the data and signs the protocol at its next board meeting.",
            ends_on=clock.today() + dt.timedelta(days=45),
            by=by,
        )
    if ReferralCapacity.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    shared = {"cluster": cluster, "exposure": Exposure.MEMBERS, "looked_at_on": clock.today(), "by": by}
    save_capacity(
        organisation=signed,
        rights="Arbitrary detention, torture; treaty bodies and working groups.",
        areas="Two of six states (demonstration)",
        reach="Ask the coordinators for the way that is used this month. Never by open mail.",
        **shared,
    )
    save_capacity(
        organisation=other,
        rights="Civil documents, housing and land; national courts first.",
        areas="Camps of the north-east (demonstration)",
        reach="At the protection desk, by word of mouth.",
        **shared,
    )


def _circle(cluster, by):
    """Three people look after reprisals; one thing was reported and followed up. It names no mechanism, so that no
    input is held up by it."""
    if ReprisalCircle.objects.visible_to(by).filter(cluster=cluster).exists():
        return
    logins = ("coordinator", "cocoordinator", "ohchr")
    people = User.objects.filter(email__in=[address(login, "NGA") for login in logins])
    set_circle(cluster=cluster, people=people, expected_version=0, by=by)
    incident = report_reprisal(
        cluster=cluster,
        kind=ReprisalKind.THREAT,
        happened_on=(clock.day_of(by) - dt.timedelta(days=40)).replace(day=1),
        description="Demonstration, invented: a local association was asked by telephone what it had told visitors.",
        by=by,
    )
    follow_up_reprisal(
        incident=incident,
        state=ReprisalState.FOLLOWED_UP,
        route="OHCHR in the country, with the consent of the association",
        follow_up="Demonstration, invented: two calls since, nothing more happened. The circle looks again next month.",
        warns=False,
        expected_version=incident.version,
        by=by,
    )
