"""The part of the walk's world that is about advocacy and analysis."""

from clusters.models import Organisation
from core import clock
from engagements.actions import advocacy, messages
from engagements.actions.analysis import create_finding
from engagements.actions.sheets import create_sheet
from engagements.enums import Exposure
from engagements.models import AdvocacyStrategy, HctBriefing, MonitoringTool, RegisterEntry, SharingRow, StepProvision
from mechanisms.models import Instrument
from tests.factories import make_document, make_instrument


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
    world.things["message"] = messages.draft_message(
        issue=issue,
        audience="hct",
        audience_detail=world.word("message", "audience_detail"),
        document=make_document(world.things["mechanism"], symbol="A/1", title="A document"),
        paragraph=world.word("message", "paragraph"),
        quote=world.word("message", "quote"),
        text=world.word("message", "text"),
        recommendations=[world.things["recommendation"]],
        exposure=Exposure.CONFIDENTIAL,
        by=world.owner,
    )
    _analysis(world, issue)


def _analysis(world, issue):
    """A finding, and one row of each list, all on the confidential line."""
    shared = {"cluster": world.theirs, "plan_line": world.things["line"], "by": world.owner}
    shared["exposure"] = Exposure.CONFIDENTIAL

    def words(thing, *names):
        return {name: world.word(thing, name) for name in names}

    texts = ("title", "threat", "context", "effects", "capacities", "root_causes", "right", "duty_bearer_detail")
    world.things["finding"] = create_finding(
        duty_bearer="police",
        systematic="yes",
        provisions=[(make_instrument("another-instrument"), world.word("finding", "article"))],
        **words("finding", *texts, "systematic_how", "areas", "contributors"),
        **shared,
    )
    parts = words("tool", "name", "monitoring", "analysis", "advocacy")
    world.things["tool"] = create_sheet(model=MonitoringTool, depth="broad", **parts, **shared)
    parts = words("sharing", "data", "recipient", "rhythm", "condition")
    world.things["sharing"] = create_sheet(model=SharingRow, form="trends", **parts, **shared)
    parts = words("strategy", "title", "guidance", "note")
    world.things["strategy"] = create_sheet(
        model=AdvocacyStrategy, place="hct", kind="section", status="writing", **parts, **shared
    )
    parts = words("briefing", "subject", "forum", "presenters", "asked", "taken")
    world.things["briefing"] = create_sheet(model=HctBriefing, held_on=clock.today(), issues=[issue], **parts, **shared)
    parts = words("register", "title", "who", "role", "reference", "text")
    parts["strategies"] = [world.things["strategy"]]
    world.things["register"] = create_sheet(model=RegisterEntry, kind="advice", stage="idea", **parts, **shared)
    norm = Instrument.objects.create(
        key="norm-of-theirs",
        kind="act",
        short_name="Act",
        name="An act",
        country=world.theirs.country,
        source="Gazette",
    )
    world.things["norm"] = norm
    StepProvision.objects.create(step=world.things["step"], instrument=norm, article=world.word("step", "article"))
