"""The part of the walk's world that is about the do-no-harm check and sign-off."""

from engagements.actions.findings import justify_finding
from engagements.actions.sections import save_section
from engagements.actions.sign_off import sign_off
from engagements.actions.spelling import declare_spelling_only, object_to_spelling
from engagements.actions.submissions import advance, create_submission
from engagements.enums import Exposure, SubmissionKind, Verb
from engagements.models import Section, Submission, Version
from engagements.queries.harm import harm_findings


def add_clearing(world):
    """A confidential text that names somebody, was signed, corrected, and objected to."""
    submission = create_submission(
        plan_line=world.things["line"],
        kind=SubmissionKind.BRIEFING,
        title="A briefing",
        language="en",
        exposure=Exposure.CONFIDENTIAL,
        readers=[world.second],
        by=world.owner,
    )
    words = world.word("finding_answer", "words")
    _write(world, submission, f"Mrs. {words} will recieve an answer.")
    found, _void = harm_findings(world.owner, submission)
    world.things["finding_answer"] = justify_finding(
        submission=submission,
        fingerprint=found[0].fingerprint,
        reason=world.word("finding_answer", "reason"),
        by=world.owner,
    )
    text = _fresh(submission, world.owner)
    advance(submission=text, verb=Verb.REQUEST_SIGN_OFF, expected_version=text.version, by=world.owner)
    version = Version.objects.visible_to(world.second).filter(submission=submission).latest("number")
    sign_off(
        submission=_fresh(submission, world.second),
        version_id=version.pk,
        role="coordinator",
        decision="agreed",
        by=world.second,
    )
    _write(world, submission, f"Mrs. {words} will receive an answer.")
    text = _fresh(submission, world.owner)
    change = declare_spelling_only(
        submission=text, expected_version=text.version, reason=world.word("spelling", "reason"), by=world.owner
    )
    change.submission = _fresh(submission, world.second)
    object_to_spelling(change=change, reason=world.word("spelling", "objection"), by=world.second)
    world.things["clearing"], world.things["spelling"] = submission, change


def _fresh(submission, by):
    rows = Submission.objects.visible_to(by).select_related("plan_line__cluster", "plan_line__entry")
    return rows.get(pk=submission.pk)


def _write(world, submission, body):
    section = Section.objects.visible_to(world.owner).filter(submission=submission).first()
    section.submission = _fresh(submission, world.owner)
    save_section(section=section, heading=section.heading, body=body, expected_version=section.version, by=world.owner)
