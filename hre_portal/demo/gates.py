"""Invented protocols of demonstration clusters, and what is settled under them. Written through the same actions as a
coordinator would use."""

import datetime as dt

from clusters.models import User
from core import clock
from engagements import policy
from engagements.actions.approval import adopt_policy
from engagements.actions.members import ask_members, organisations_to_ask
from engagements.actions.positions import record_hct_position
from engagements.models import ApprovalPolicy
from hre_portal.demo.people import address

_PROTOCOLS = {
    "MOZ": (
        "The cluster's meeting (demonstration)",
        "The cluster acts in its own name after asking its members, and keeps the country team informed.",
        [
            {"members": "consulted", "hct": "informed"},
            {"exposure": "restricted", "members": "consulted", "hct": "consulted"},
            {"exposure": "confidential", "hct": "consulted", "needs_lead_agency": True},
        ],
    ),
    "NGA": (
        "The Strategic Advisory Group (demonstration)",
        "Members are asked before each engagement; the country team approves what goes to a committee.",
        [
            {"members": "majority", "hct": "informed"},
            {"family": "treaty_body", "members": "majority", "hct": "approving"},
        ],
    ),
}


def load_protocols(clusters):
    """Adopt the protocols that are not there yet."""
    for iso3, (adopted_by, note, rules) in _PROTOCOLS.items():
        by = User.objects.get(email=address("coordinator", iso3))
        if not ApprovalPolicy.objects.visible_to(by).filter(cluster=clusters[iso3]).exists():
            adopt_policy(
                cluster=clusters[iso3],
                adopted_on=clock.today() - dt.timedelta(days=60),
                adopted_by=adopted_by,
                note=note,
                rules=rules,
                expected_number=0,
                by=by,
            )


def ask_about(line, by):
    """The country team was told and the members whose people may read it are asked."""
    record_hct_position(
        plan_line=line,
        position="informed",
        on=clock.today() - dt.timedelta(days=6),
        forum="HCT meeting (demonstration)",
        by=by,
    )
    asked = [
        organisation
        for organisation in organisations_to_ask(line)
        if any(
            type(line).objects.visible_to(person).filter(pk=line.pk).exists()
            for person in policy.people_of(organisation.pk, line.cluster)
        )
    ]
    if asked:
        ask_members(
            plan_line=line,
            organisations=asked,
            due_on=clock.today() + dt.timedelta(days=14),
            who_decides="Country director",
            silence_counts=True,
            by=by,
        )
