"""A small world with a canary word in every confidential text, for the walk through all addresses.

`theirs` is a cluster whose confidential things nobody but the people named may learn of. The owner is its coordinator,
named on everything. Everything is made through the actions, so that versions, trail and deliveries are real.
"""

import datetime as dt
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator

from calendar_app.actions import read_import
from calendar_app.actions.following import follow_themes, rank_mandate, set_attendance
from calendar_app.actions.offers import offer_data
from calendar_app.actions.planning_years import mark_year_planned
from calendar_app.actions.sharing import share
from calendar_app.enums import Audience, EntryKind, OutcomeKind, Precision, Publication, Taking
from calendar_app.models import EntryTheme, Outcome, Subscription
from calendar_app.queries.sharing import entry_subject
from clusters.actions import record_profile
from clusters.enums import ProfileTopic, Role
from clusters.models import BreakGlass, Invitation, Membership, Organisation, PersonalToken
from core import clock
from core.models import Delivery, Stop
from engagements.actions.aims import add_aim
from engagements.actions.approval import adopt_policy
from engagements.actions.cases import edit_case, move_case, name_deputy, open_case, save_capacity
from engagements.actions.component_versions import keep_version, save_draft, start_version
from engagements.actions.components import move_component
from engagements.actions.concerns import answer_concern, raise_concern
from engagements.actions.context import save_context
from engagements.actions.interactions import record_interaction
from engagements.actions.letter import review_letter_step
from engagements.actions.links import link_lines
from engagements.actions.look_back import set_look_back_aside
from engagements.actions.members import answer_position, ask_members
from engagements.actions.plans import create_plan_line, edit_plan_line
from engagements.actions.positions import (
    describe_pattern,
    record_hct_position,
    record_lead_agency,
    record_members_informed,
)
from engagements.actions.press import propose_press
from engagements.actions.reading import add_reading
from engagements.actions.reprisals import (
    PROTOCOL_TEXTS,
    follow_up_reprisal,
    record_reprisal_protocol,
    report_reprisal,
    set_circle,
)
from engagements.actions.risk import decide_risk_form
from engagements.actions.sections import save_section
from engagements.actions.series import begin_series
from engagements.actions.sharing import (
    STRATEGY_TEXTS,
    grant_exception,
    record_protocol,
    record_signature,
    record_strategy,
)
from engagements.actions.sign_off import sign_off
from engagements.actions.steps import add_step
from engagements.actions.submissions import advance, create_submission
from engagements.actions.versions import docx_of_version, pdf_of_version
from engagements.actions.weights import set_weights
from engagements.actions.workspaces import add_row, save_report, set_safety_note
from engagements.enums import (
    AimPurpose,
    CaseVerb,
    Exposure,
    InteractionKind,
    LetterArea,
    LetterStatus,
    LinkKind,
    ReprisalKind,
    ReprisalState,
    RiskDecision,
    RiskLevel,
    RiskLine,
    StepOwner,
    SubmissionKind,
    Verb,
)
from engagements.models import (
    Dispatch,
    LineInput,
    LookBack,
    MemberPosition,
    Section,
    SessionConcern,
    SignOff,
    Submission,
    Version,
    VisitStop,
)
from engagements.rules.process import Quarter
from mechanisms.actions.library import add_library_step
from mechanisms.actions.plan_templates import publish_plan_template
from mechanisms.enums import Family, FocalSide, Holds, MechanismKind, Phase
from mechanisms.models import FocalPoint, Theme
from tests.factories import (
    make_cluster,
    make_component,
    make_document,
    make_entry,
    make_mechanism,
    make_organisation,
    make_person,
    make_review,
    make_rule,
    make_session,
    make_step_template,
)
from tests.guards.advocacy_world import add_advocacy
from tests.guards.clearing_world import add_clearing
from tests.guards.files_world import add_files
from tests.guards.meetings_world import add_meetings
from tests.guards.recommendations_world import add_recommendations
from tests.guards.rooms_world import add_rooms
from tests.guards.seats_world import add_seats
from tests.guards.sending_world import add_sending
from tests.guards.talk_world import add_talk
from tests.guards.texts_world import add_texts


def canary(*names):
    return "CANARY" + "".join(part.title().replace("_", "") for part in names) + "Yrana"


@dataclass
class World:
    theirs: object
    mine: object
    owner: object
    second: object
    viewers: dict
    things: dict = field(default_factory=dict)
    # Canary word: what it stands in.
    canaries: dict = field(default_factory=dict)

    def word(self, *names):
        word = canary(*names)
        self.canaries[word] = ".".join(names)
        return word


def build():
    theirs, mine = make_cluster("NGA"), make_cluster("MOZ")
    owner = make_person(Role.COORDINATOR, theirs)
    second = make_person(Role.CO_COORDINATOR, theirs)
    viewers = {
        "coordinator": make_person(Role.COORDINATOR, mine),
        "co_coordinator": make_person(Role.CO_COORDINATOR, mine),
        "sag": make_person(Role.SAG, mine),
        "member": make_person(Role.MEMBER, mine),
        "ohchr": make_person(Role.OHCHR, mine),
        "task_team": make_person(Role.TASK_TEAM),
        "gpc": make_person(Role.GPC),
        "administrator": make_person(Role.ADMINISTRATOR, is_superuser=True),
        "left_yesterday": make_person(Role.COORDINATOR, theirs, ends_on=clock.today() - dt.timedelta(days=1)),
        # Inside the same cluster, but not named on what is confidential.
        "their_member": make_person(Role.MEMBER, theirs),
        "their_sag": make_person(Role.SAG, theirs),
        "their_ohchr": make_person(Role.OHCHR, theirs),
        "their_coordinator": make_person(Role.COORDINATOR, theirs),
    }
    for person in viewers.values():
        # Without a second factor Task Team and administrators would only ever be sent to its set-up page.
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    world = World(theirs, mine, owner, second, viewers)
    _people(world)
    _profile(world)
    _dates(world)
    _following(world)
    _imports(world)
    _library(world)
    _protocol(world)
    _plan(world)
    _interactions(world)
    _workspaces(world)
    _process(world)
    _sharing(world)
    _case(world)
    _reprisal(world)
    _submission(world)
    _signing(world)
    add_recommendations(world)
    add_advocacy(world)
    add_clearing(world)
    add_rooms(world)
    add_seats(world)
    add_meetings(world)
    add_talk(world)
    add_texts(world)
    add_files(world)
    add_sending(world)
    _positions(world)
    return world


def _people(world):
    later = clock.now() + dt.timedelta(days=9)
    world.things |= {
        "theirs": world.theirs,
        "owner_pk": world.owner,
        "membership": Membership.objects.get(user=world.owner),
        "invitation": Invitation.objects.create(
            email="invited@test.example",
            cluster=world.theirs,
            role=Role.MEMBER,
            secret_hash="a" * 64,
            invited_by=world.owner,
            expires_at=later,
        ),
        "token": PersonalToken.objects.create(user=world.owner, name="token", secret_hash="b" * 64, expires_at=later),
        "glass": BreakGlass.objects.create(
            user=world.second,
            cluster=world.theirs,
            reason="an old one",
            started_at=clock.now() - dt.timedelta(hours=2),
            ends_at=clock.now() - dt.timedelta(hours=1),
        ),
        "stop": Stop.objects.create(user=world.owner, kind="plan.named", subject_type="engagements.plan_line"),
        "feed": Subscription.objects.create(user=world.owner, name="feed", secret_hash="c" * 64),
        "delivery": Delivery.objects.create(
            subject_type="calendar_app.entry",
            subject_id="1",
            recipient=world.owner,
            kind="deadline_reminder",
            due_on=clock.today(),
            not_before=clock.now(),
            state="failed",
        ),
    }


def _profile(world):
    """How a cluster stands is read by its circle and by those who support every cluster."""
    record_profile(
        cluster=world.theirs,
        topic=ProfileTopic.OHCHR,
        text=world.word("profile", "text"),
        contact=world.word("profile", "contact"),
        source=world.word("profile", "source"),
        as_of=clock.today(),
        by=world.owner,
    )


def _dates(world):
    upr = make_mechanism()
    world.things["mechanism"] = upr
    world.things["focal_point"] = FocalPoint.objects.create(mechanism=upr, side=FocalSide.OHCHR, unit="UPR Branch")
    world.things["rule"] = make_rule()
    session = make_session(mechanism=upr, number="54")
    review = make_review(country=world.theirs.country, session=session)
    world.things["session"], world.things["review"] = session, review
    soon = clock.today() + dt.timedelta(days=40)
    shared = {"mechanism": upr, "country": world.theirs.country, "due_on": soon, "precision": Precision.DAY}
    world.things["open_entry"] = make_entry(title="Open date", review=review, **shared)
    # A cluster's own date for its coordinators: their other coordinator sees it too, so it has its own group.
    world.things["entry"] = make_entry(
        kind=EntryKind.COUNTRY_VISIT,
        title=world.word("visit", "title"),
        note=world.word("visit", "note"),
        cluster=world.theirs,
        audience=Audience.COORDINATORS,
        publication=Publication.PUBLISHED,
        **shared,
    )
    EntryTheme.objects.create(entry=world.things["entry"], theme=Theme.objects.create(key="a-theme", name="A theme"))
    world.things["draft"] = make_entry(
        title=world.word("draft", "title"), publication=Publication.DRAFT, **{**shared, "country": None}
    )


def _following(world):
    """What the cluster follows is its strategy: read by its circle only."""
    theme = Theme.objects.create(key="displacement", name="Internal displacement")
    mandate = make_mechanism("sp-idps", family=Family.SPECIAL_PROCEDURE, name="Special Rapporteur on displacement")
    EntryTheme.objects.create(entry=world.things["open_entry"], theme=theme)
    mark_year_planned(cluster=world.theirs, year=clock.today().year, by=world.owner)
    follow_themes(cluster=world.theirs, themes=[theme.pk], by=world.owner)
    world.things["ranked"] = rank_mandate(
        cluster=world.theirs,
        year=clock.today().year,
        mechanism=mandate,
        reason=world.word("ranked", "reason"),
        by=world.owner,
    )
    set_attendance(
        cluster=world.theirs,
        entry=world.things["open_entry"],
        taking=Taking.WATCH,
        who=world.word("taken", "who"),
        note=world.word("taken", "note"),
        by=world.owner,
    )
    call = make_entry(
        title="Call for input",
        kind=EntryKind.CALL_FOR_INPUT,
        mechanism=mandate,
        due_on=world.things["open_entry"].due_on,
    )
    offer_data(cluster=world.theirs, entry=call, what=world.word("offer", "what"), by=world.owner)
    share(
        cluster=world.theirs,
        subject=entry_subject(world.things["open_entry"]),
        message=world.word("share", "message"),
        by=world.owner,
    )
    world.things["call"] = call
    world.things["outcome"] = Outcome.objects.create(
        mechanism=mandate, kind=OutcomeKind.REPORT, title="Report", publication=Publication.PUBLISHED
    )


def _imports(world):
    """A list of the cluster's own dates, as a preview and as imported."""
    head = "title,kind,mechanism,starts_on,note,audience\n"
    line = f"{world.word('import', 'title')},consultation,upr,2027-05-04,,coordinators\n"
    broken = "Another,consultation,upr,04/05/2027,,\n"
    world.things["import"] = read_import(
        content=(head + line + broken).encode(),
        file_name=f"{world.word('import', 'file')}.csv",
        cluster=world.theirs,
        by=world.owner,
    )


def _library(world):
    """A step of the cluster alone, and a plan template of the common library."""
    world.things["library_step"] = add_library_step(
        title=world.word("library_step", "title"),
        mechanism_kind=MechanismKind.UPR,
        phase=Phase.CONTRIBUTE,
        capacity_note=world.word("library_step", "capacity_note"),
        cluster=world.theirs,
        by=world.owner,
    )
    world.things["plan_template"] = publish_plan_template(
        title="A start",
        mechanism_kind=MechanismKind.UPR,
        steps={make_step_template(title="Common step").pk: None},
        by=world.viewers["task_team"],
    )


def _protocol(world):
    """Twice: the earlier version can still be read."""
    for number in (0, 1):
        adopt_policy(
            cluster=world.theirs,
            adopted_on=clock.today(),
            adopted_by=world.word("policy", f"adopted_by{number}"),
            note=world.word("policy", f"note{number}"),
            rules=[{}],
            expected_number=number,
            by=world.owner,
        )


def _plan(world):
    template = make_step_template(phase=Phase.CONTRIBUTE)
    world.things["aim"] = add_aim(
        cluster=world.theirs,
        text=world.word("aim", "text"),
        purpose=AimPurpose.ADVOCATE,
        source=world.word("aim", "source"),
        by=world.owner,
    )
    context = ("openness_note", "partnerships", "resources", "timing")
    world.things["plan_context"] = save_context(
        cluster=world.theirs,
        year=clock.today().year,
        expected_number=0,
        by=world.owner,
        **{name: world.word("context", name) for name in context},
    )
    world.things["concern"] = raise_concern(cluster=world.theirs, text=world.word("concern", "text"), by=world.owner)
    world.things["letter_step"] = review_letter_step(
        cluster=world.theirs,
        step=make_step_template(key="letter.1a_agenda", group=LetterArea.PARTICIPATION),
        status=LetterStatus.NOT_APPLICABLE,
        reason=world.word("letter_step", "reason"),
        note=world.word("letter_step", "note"),
        evidence=[{"label": world.word("letter_step", "evidence"), "address": "/plan/"}],
        expected_version=0,
        by=world.owner,
    )
    answered = raise_concern(cluster=world.theirs, text="An old one", by=world.owner)
    answer_concern(concern=answered, answer=world.word("concern", "answer"), expected_version=1, by=world.owner)
    line = create_plan_line(
        cluster=world.theirs,
        mechanism=world.things["mechanism"],
        year=clock.today().year,
        title=world.word("line", "title"),
        concern=world.word("line", "concern"),
        objective=world.word("line", "objective"),
        expected_outcome=world.word("line", "expected_outcome"),
        hold_until=clock.today() + dt.timedelta(days=20),
        timing_note=world.word("line", "timing_note"),
        aim=world.things["aim"],
        channel="indirect",
        through_whom=world.word("line", "through_whom"),
        lead_role=StepOwner.COORDINATOR,
        entry=world.things["open_entry"],
        exposure=Exposure.CONFIDENTIAL,
        readers=[world.second],
        steps=[
            {
                "title": world.word("step", "title"),
                "template": template,
                "phase": Phase.CONTRIBUTE,
                "lead_days": 10,
                "due_on": world.things["open_entry"].due_on - dt.timedelta(days=10),
                "owner_role": StepOwner.COORDINATOR,
            }
        ],
        by=world.owner,
    )
    edit_plan_line(
        plan_line=line,
        obtained=world.word("line", "obtained"),
        next_approach=world.word("line", "next_approach"),
        expected_version=1,
        by=world.owner,
    )
    world.things["line"] = line
    other = create_plan_line(
        cluster=world.theirs,
        mechanism=world.things["mechanism"],
        year=clock.today().year,
        title=world.word("linked", "title"),
        lead_role=StepOwner.COORDINATOR,
        exposure=Exposure.CONFIDENTIAL,
        by=world.owner,
    )
    link_lines(source=line, target=other, kind=LinkKind.FEEDS, by=world.owner)
    world.things["step"] = add_step(
        plan_line=line,
        title=world.word("own_step", "title"),
        owner_role=StepOwner.COORDINATOR,
        note=world.word("own_step", "note"),
        by=world.owner,
    )
    decide_risk_form(
        plan_line=line,
        answers={
            risk: {
                "likelihood": RiskLevel.LOW,
                "effect": RiskLevel.LOW,
                "text": world.word("risk", risk),
                "measures": world.word("risk", risk, "measures"),
            }
            for risk in RiskLine.values
        },
        mitigation=world.word("risk", "mitigation"),
        benefits=world.word("risk", "benefits"),
        decision_reason=world.word("risk", "decision_reason"),
        sources_local="yes",
        review_on=clock.today() + dt.timedelta(days=30),
        decision=RiskDecision.GO,
        expected_version=0,
        by=world.owner,
    )


def _interactions(world):
    """One tied to the confidential line, and a series that its owner keeps to herself."""
    series = begin_series(
        cluster=world.theirs,
        kind=InteractionKind.INFORMATION,
        topic=world.word("series", "topic"),
        with_whom=world.word("series", "with_whom"),
        starts_on=clock.today() + dt.timedelta(days=20),
        exposure=Exposure.CONFIDENTIAL,
        by=world.owner,
    )
    texts = ("slot", "with_whom", "topic", "speakers", "points", "debrief", "through_whom", "follow_up")
    world.things["interaction"] = record_interaction(
        cluster=world.theirs,
        plan_line=world.things["line"],
        series=series,
        kind=InteractionKind.BRIEFING,
        on=clock.today(),
        channel="indirect",
        by=world.owner,
        **{name: world.word("interaction", name) for name in texts},
    )
    world.things["series"] = series


def _process(world):
    """A component that was opened, written about and sent back to; its key is that of the walk."""
    line = world.things["line"]
    component = make_component("upr", holds=Holds.STAKEHOLDERS)
    other = make_component("other")
    common = {"plan_line": line, "component": component, "by": world.owner}
    for act, name, lock in (("opened", "open", 0), ("closed", "close", 1)):
        move_component(act=act, why=world.word("move", name), expected_version=lock, **common)
    why = world.word("move", "reopen")
    move_component(act="reopened", why=why, expected_version=2, because_component=other, **common)
    for name in ("first", "second"):
        draft = start_version(**common)
        draft.plan_line, draft.component = line, component
        save_draft(
            draft=draft,
            text=world.word("version", name),
            note=world.word("version", f"{name}_note"),
            rows=[{"actor": world.word("version", f"{name}_actor"), "note": world.word("version", f"{name}_row")}],
            expected_version=draft.version,
            by=world.owner,
        )
        if name == "first":
            keep_version(draft=draft, expected_version=draft.version, by=world.owner)
    quarter = Quarter.of(clock.today())
    set_weights(plan_line=line, quarter=quarter, weights={component.pk: 5}, expected_version=0, by=world.owner)
    offer = LookBack.objects.create(plan_line=line, outcome=world.things["outcome"], offered_at=clock.now())
    set_look_back_aside(offer=offer, reason=world.word("look_back", "reason"), expected_version=1, by=world.owner)
    world.things["look_back"] = offer


def _workspaces(world):
    """A visit and a session of the confidential line, a proposal its owner keeps to herself, the reading list."""
    line, by = world.things["line"], world.owner

    def words(noun, *names):
        return {name: world.word(noun, name) for name in names}

    world.things["input"] = add_row(LineInput, plan_line=line, by=by, **words("input", "title", "recipient"))
    stop = add_row(VisitStop, plan_line=line, by=by, **words("stop", "place", "host", "day_note", "purpose"))
    set_safety_note(stop=stop, note=world.word("safety", "note"), by=by)
    world.things["stop_row"] = stop
    concern = add_row(SessionConcern, plan_line=line, by=by, **words("session_concern", "text", "note", "citation"))
    world.things["session_concern"] = concern
    save_report(plan_line=line, expected_version=0, by=by, **words("report", "came_out", "what_next"))
    world.things["press"] = propose_press(
        cluster=world.theirs,
        mechanism=world.things["mechanism"],
        exposure=Exposure.CONFIDENTIAL,
        by=by,
        **words("press", "issue", "facts", "gap"),
    )
    comment = make_document(mechanism=world.things["mechanism"], kind="general_comment")
    add_reading(cluster=world.theirs, document=comment, why=world.word("reading", "why"), by=by)


def _sharing(world):
    """The rules of sharing, read by the circle of the cluster."""
    other = make_organisation()
    texts = {text: world.word("strategy", text) for text in STRATEGY_TEXTS}
    world.things["safe_sharing"] = record_strategy(cluster=world.theirs, by=world.owner, **texts)
    world.things["isp"] = record_protocol(
        cluster=world.theirs, text=world.word("isp", "text"), in_force_on=clock.today(), by=world.owner
    )
    world.things["signature"] = record_signature(
        cluster=world.theirs, organisation=make_organisation(), starts_on=clock.today(), by=world.owner
    )
    world.things["exception"] = grant_exception(
        cluster=world.theirs,
        organisation=other,
        plan_line=world.things["line"],
        what=world.word("exception", "what"),
        reason=world.word("exception", "reason"),
        ends_on=clock.today() + dt.timedelta(days=9),
        by=world.owner,
    )
    world.things["capacity"] = save_capacity(
        cluster=world.theirs,
        organisation=other,
        rights=world.word("capacity", "rights"),
        areas=world.word("capacity", "areas"),
        reach=world.word("capacity", "reach"),
        exposure=Exposure.CONFIDENTIAL,
        by=world.owner,
    )


def _case(world):
    """An individual case of the owner with a deputy; its code is a canary like its texts."""
    case = open_case(
        cluster=world.theirs,
        mechanism=world.things["mechanism"],
        plan_line=world.things["line"],
        interim_measures=True,
        interim_by=clock.today() + dt.timedelta(days=3),
        notes=world.word("case", "notes"),
        by=world.owner,
    )
    move_case(
        case=case,
        verb=CaseVerb.CONSENT,
        consent_on=clock.today(),
        consent_scope=world.word("case", "scope"),
        expected_version=case.version,
        by=world.owner,
    )
    edit_case(case=case, outcome=world.word("case", "outcome"), expected_version=case.version, by=world.owner)
    name_deputy(case=case, person=world.second, by=world.owner)
    world.canaries[case.code] = "case.code"
    world.things["case"] = case


def _reprisal(world):
    """A report that only the circle reads: owner and second."""
    set_circle(cluster=world.theirs, people=[world.owner, world.second], expected_version=0, by=world.owner)
    texts = {text: world.word("reprisal_protocol", text) for text in PROTOCOL_TEXTS}
    world.things["reprisal_protocol"] = record_reprisal_protocol(
        cluster=world.theirs, in_force_on=clock.today(), by=world.owner, **texts
    )
    incident = report_reprisal(
        cluster=world.theirs,
        kind=ReprisalKind.LEGAL,
        mechanism=world.things["mechanism"],
        description=world.word("reprisal", "description"),
        by=world.second,
    )
    follow_up_reprisal(
        incident=incident,
        state=ReprisalState.WITH_FOCAL_POINT,
        route=world.word("reprisal", "route"),
        follow_up=world.word("reprisal", "follow_up"),
        warns=True,
        expected_version=incident.version,
        by=world.second,
    )
    world.things["incident"] = incident


def _submission(world):
    submission = create_submission(
        plan_line=world.things["line"],
        kind=SubmissionKind.UPR_MID_TERM,
        title=world.word("submission", "title"),
        language="en",
        exposure=Exposure.CONFIDENTIAL,
        readers=[world.second],
        by=world.owner,
    )
    first = Section.objects.visible_to(world.owner).filter(submission=submission).first()
    save_section(
        section=first,
        heading=world.word("section", "heading"),
        body=f"The word {world.word('section', 'body')} stands in the text.",
        expected_version=first.version,
        by=world.owner,
    )
    world.things["section"] = first

    def move(verb, by, **details):
        fresh = Submission.objects.visible_to(by).select_related("plan_line__cluster").get(pk=submission.pk)
        return advance(submission=fresh, verb=verb, expected_version=fresh.version, by=by, **details)

    move(Verb.REQUEST_SIGN_OFF, world.owner)
    version = Version.objects.visible_to(world.owner).filter(submission=submission).latest("number")
    fresh = Submission.objects.visible_to(world.second).select_related("plan_line__cluster").get(pk=submission.pk)
    sign_off(
        submission=fresh,
        version_id=version.pk,
        role="coordinator",
        decision="agreed",
        by=world.second,
    )
    move(Verb.CLEAR, world.second)
    move(
        Verb.SUBMIT,
        world.owner,
        channel="other_body",
        sent_at=clock.now(),
        time_zone="Europe/Zurich",
        receipt=world.word("dispatch", "receipt"),
    )
    world.things["submission"], world.things["version"] = submission, version
    version.submission = fresh
    pdf_of_version(version=version, by=world.owner)
    docx_of_version(version=version, by=world.owner)
    assert SignOff.objects.visible_to(world.owner).exists()
    assert Dispatch.objects.visible_to(world.owner).exists()


def _positions(world):
    """What the country team, the lead agency and a member organisation said."""
    line, day = world.things["line"], clock.today()
    line.refresh_from_db()
    describe_pattern(
        plan_line=line, pattern=world.word("line", "pattern"), expected_version=line.version, by=world.owner
    )
    record_hct_position(
        plan_line=line,
        position="approved",
        on=day,
        forum=world.word("hct", "forum"),
        note=world.word("hct", "note"),
        by=world.owner,
    )
    record_members_informed(plan_line=line, on=day, how=world.word("informed", "how"), by=world.owner)
    version = Version.objects.visible_to(world.owner).filter(submission=world.things["signing"]).latest("number")
    record_lead_agency(
        plan_line=line,
        way="endorsement",
        on=day,
        who=world.word("agency", "who"),
        note=world.word("agency", "note"),
        version=version,
        by=world.owner,
    )
    organisation = Organisation.objects.create(name="An organisation")
    Membership.objects.filter(user=world.second).update(organisation=organisation)
    request = ask_members(
        plan_line=line,
        organisations=[organisation],
        due_on=day + dt.timedelta(days=20),
        who_decides=world.word("asking", "who_decides"),
        note=world.word("asking", "note"),
        by=world.owner,
    )
    position = MemberPosition.objects.visible_to(world.second).get(request=request)
    answer_position(
        position=position,
        answer="endorsed",
        decided_by=world.word("position", "decided_by"),
        comment=world.word("position", "comment"),
        expected_version=position.row_version,
        by=world.second,
    )
    world.things["position"] = position


def _signing(world):
    """A second submission that stays in sign-off, where the comment of who signed can be read."""
    submission = create_submission(
        plan_line=world.things["line"],
        kind=SubmissionKind.BRIEFING,
        title=world.word("signing", "title"),
        language="en",
        exposure=Exposure.CONFIDENTIAL,
        readers=[world.second],
        by=world.owner,
    )
    first = Section.objects.visible_to(world.owner).filter(submission=submission).first()
    save_section(section=first, heading="Heading", body="Some words.", expected_version=first.version, by=world.owner)
    fresh = Submission.objects.visible_to(world.owner).select_related("plan_line__cluster").get(pk=submission.pk)
    advance(submission=fresh, verb=Verb.REQUEST_SIGN_OFF, expected_version=fresh.version, by=world.owner)
    fresh = Submission.objects.visible_to(world.second).select_related("plan_line__cluster").get(pk=submission.pk)
    sign_off(
        submission=fresh,
        version_id=Version.objects.visible_to(world.second).filter(submission=submission).latest("number").pk,
        role="coordinator",
        decision="agreed",
        comment=world.word("sign_off", "comment"),
        by=world.second,
    )
    world.things["signing"] = submission
