"""One cluster with a person in every capacity, and a submission that is ready for anything."""

from types import SimpleNamespace

from clusters.enums import Role
from core import clock
from engagements.enums import Exposure, RiskDecision, RiskLevel, RiskLine, SignRole, Status, SubmissionKind
from engagements.models import RiskForm, Submission
from engagements.rules.kinds import FAMILY_OF
from mechanisms.enums import DoorKind, Family
from tests.factories import (
    make_cluster,
    make_door,
    make_mechanism,
    make_person,
    make_plan_line,
    make_section,
    make_submission,
    make_user,
)

BODY = "Families who returned report that movement has become safer.\n\nThe cluster asks for three things."
CANARY = "canary-zebra-7141"


def make_risk_form(line, by, decision=RiskDecision.GO):
    return RiskForm.objects.create(
        plan_line=line,
        answers={
            line_.value: {"likelihood": RiskLevel.LOW.value, "effect": RiskLevel.LOW.value, "text": "looked at"}
            for line_ in RiskLine
        },
        sources_local="no",
        decision=decision,
        decision_reason="because",
        decided_by=by,
        decided_at=clock.now(),
    )


def open_door(line, kind):
    """Give the line a mechanism to which a text of this kind may go, with whatever must be confirmed for it."""
    country = line.cluster.country
    if kind == SubmissionKind.INVESTIGATION:
        line.mechanism = make_mechanism(
            "an-investigation",
            family=Family.INVESTIGATION,
            country=country,
            confidence="checked",
            source="A resolution",
        )
    elif kind in (SubmissionKind.INQUIRY, SubmissionKind.CONFIDENTIAL_COMMENTS):
        line.mechanism = make_mechanism("a-committee", family=Family.TREATY_BODY, name="A Committee", short_name="AC")
        line.pattern = "Every month, in each district."
        make_door(kind=DoorKind.INQUIRY, mechanism=line.mechanism, needs="nothing", confidence="checked")
    elif kind in FAMILY_OF:
        line.mechanism = make_mechanism("a-mechanism", family=FAMILY_OF[kind], name="A mechanism", short_name="AM")
    line.save()


def make_world(
    *, status=Status.DRAFT, exposure=Exposure.RESTRICTED, sign_offs=(SignRole.COORDINATOR,), risk=True, **fields
):
    """Everybody, by capacity. The author is the coordinator; all others of the cluster are named, so that what they
    may do is decided by their standing and not by what they see."""
    cluster = fields.pop("cluster", None) or make_cluster()
    world = SimpleNamespace(
        cluster=cluster,
        author=make_person(Role.COORDINATOR, cluster),
        lead=make_person(Role.CO_COORDINATOR, cluster),
        sag=make_person(Role.SAG, cluster),
        writer=make_person(Role.MEMBER, cluster),
        reader=make_person(Role.MEMBER, cluster),
        ohchr=make_person(Role.OHCHR, cluster),
        member=make_person(Role.MEMBER, cluster),
        task_team=make_person(Role.TASK_TEAM, is_demo=True),
        foreign_lead=make_person(Role.COORDINATOR, make_cluster("NER")),
        stranger=make_user(),
    )
    named = [world.author, world.sag, world.reader, world.ohchr]
    world.line = make_plan_line(cluster=cluster, readers=[*named, world.writer, world.lead])
    world.submission = make_submission(
        plan_line=world.line,
        author=world.author,
        readers=named,
        writers=[world.writer],
        exposure=exposure,
        required_sign_offs=list(sign_offs),
        **{"title": f"Return and safety {CANARY}", **fields},
    )
    world.section = make_section(submission=world.submission, heading="Summary", body=BODY)
    if risk:
        make_risk_form(world.line, world.author)
    if status != Status.DRAFT:
        bring_to(world, status)
    return world


def bring_to(world, status):
    """Walk the submission to `status` by the real actions."""
    from engagements.actions.sign_off import sign_off
    from engagements.actions.submissions import advance
    from engagements.enums import Verb
    from engagements.queries.submissions import newest_version

    submission = world.submission

    def go(verb, by, **details):
        advance(submission=submission, verb=verb, by=by, expected_version=submission.version, **details)

    if status == Status.WITHDRAWN:
        go(Verb.WITHDRAW, world.author, reason="no longer wanted")
        return submission
    if status == Status.CONSULTATION:
        go(Verb.CONSULT, world.author)
        return submission
    go(Verb.REQUEST_SIGN_OFF, world.author)
    if status == Status.SIGN_OFF:
        return submission
    version = newest_version(world.author, submission)
    holders = {SignRole.COORDINATOR: world.lead, SignRole.SAG: world.sag}
    for role in submission.required_sign_offs:
        sign_off(submission=submission, version_id=version.pk, role=role, decision="agreed", by=holders[SignRole(role)])
    go(Verb.CLEAR, world.lead)
    if status == Status.SUBMITTED:
        go(
            Verb.SUBMIT,
            world.lead,
            channel="online",
            sent_at=clock.now(),
            time_zone="Europe/Zurich",
            file=b"the very file",
            file_name="sent.pdf",
        )
    return submission


def fresh(submission):
    return Submission.objects.unscoped("test").select_related("plan_line__cluster__country").get(pk=submission.pk)
