"""The part of the walk's world that is about advocacy and analysis."""

from clusters.models import Organisation
from engagements.actions import advocacy
from engagements.enums import Exposure
from engagements.models import AdvocacyMessage
from tests.factories import make_instrument


def add_advocacy(world):
    """An issue on the confidential line, with all that hangs on it; what a partner can bear, for the coordinators."""
    partner = Organisation.objects.create(name="A partner")
    world.things["tolerance"] = advocacy.set_tolerance(
        cluster=world.theirs,
        organisation=partner,
        tolerance="low",
        note=world.word("tolerance", "note"),
        by=world.owner,
    )
    issue = advocacy.create_issue(
        cluster=world.theirs,
        plan_line=world.things["line"],
        title=world.word("issue", "title"),
        why=world.word("issue", "why"),
        level="public",
        level_reason=world.word("issue", "level_reason"),
        lead="hc",
        exposure=Exposure.CONFIDENTIAL,
        instruments=[(make_instrument("an-instrument"), world.word("issue", "article"))],
        by=world.owner,
    )
    world.things["issue"] = issue
    world.things["action"] = advocacy.add_action(
        issue=issue,
        what=world.word("action", "what"),
        level="public",
        channel="public",
        lead="hc",
        partners=[partner],
        by=world.owner,
    )
    advocacy.set_action_state(
        action=world.things["action"],
        state="dropped",
        result=world.word("action", "result"),
        expected_version=1,
        by=world.owner,
    )
    AdvocacyMessage.objects.create(
        issue=issue, cluster=world.theirs, audience="hct", text="Words", exposure="restricted"
    )
