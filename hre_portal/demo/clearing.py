"""A text of the demonstration on its way through sign-off: invented, and written through the same actions as people
would use."""

import datetime as dt

from clusters.models import User
from core import clock
from engagements import policy
from engagements.actions.findings import justify_finding
from engagements.actions.members import answer_position, ask_members, organisations_to_ask
from engagements.actions.sections import save_section
from engagements.actions.sign_off import sign_off
from engagements.actions.spelling import declare_spelling_only
from engagements.actions.submissions import advance, create_submission
from engagements.enums import Exposure, MemberAnswer, SignRole, SubmissionKind, Verb
from engagements.models import MemberPosition, PlanLine, Section, Submission
from engagements.queries.harm import harm_findings
from engagements.queries.submissions import newest_version, submission_detail
from hre_portal.demo.people import address
from hre_portal.demo.plans import decide_risk
from hre_portal.demo.texts import RISK_EN

TITLE = "Five recommendations that members work on"
_BODIES = (
    "This demonstration text shows how a text is cleared. Its content is invented.\n\n"
    "Members chose five supported recommendations and say what each needs next. Questions go to "
    "protection.cluster@demo.example.",
    "In the months since the review familys who returned asked most for civil documents and for safe roads.\n\n"
    "Three families from Tamarind village asked for help after a dispute over land; the place and the number would "
    "lead to them.",
    "Publish the plan for return, with dates.\n\nBring mobile registration to the places of return.",
)


def load_clearing():
    """Bring one text of the demonstration to sign-off, once. Returns how many texts were added."""
    lead, other = _person("coordinator"), _person("cocoordinator")
    line = PlanLine.objects.visible_to(lead).filter(title="Follow up the UPR with members").first()
    if line is None or Submission.objects.visible_to(lead).filter(plan_line=line, title=TITLE).exists():
        return 0
    decide_risk(line, RISK_EN, lead)
    submission = create_submission(
        plan_line=line,
        kind=SubmissionKind.BRIEFING,
        title=TITLE,
        language="en",
        exposure=Exposure.MEMBERS,
        required_sign_offs=[SignRole.COORDINATOR, SignRole.SAG],
        by=lead,
    )
    sections = list(Section.objects.visible_to(lead).filter(submission=submission).order_by("position"))
    for section, body in zip(sections, _BODIES, strict=False):
        _write(submission, section, body, lead)
    submission = submission_detail(lead, submission.pk)
    found, _void = harm_findings(lead, submission)
    for finding in found:
        if finding.kind == "email":
            reason = "The address of the cluster's own mailbox. It stands on its public page (demonstration)."
            justify_finding(submission=submission, fingerprint=finding.fingerprint, reason=reason, by=lead)
    submission = submission_detail(lead, submission.pk)
    advance(submission=submission, verb=Verb.REQUEST_SIGN_OFF, expected_version=submission.version, by=lead)
    version = newest_version(other, submission)
    sign_off(
        submission=submission_detail(other, submission.pk),
        version_id=version.pk,
        role=SignRole.COORDINATOR,
        decision="agreed",
        comment="Clear and short.",
        by=other,
    )
    _ask(line, version, lead)
    section = Section.objects.visible_to(lead).get(pk=sections[1].pk)
    _write(submission, section, section.body.replace("familys", "families"), lead)
    submission = submission_detail(lead, submission.pk)
    declare_spelling_only(
        submission=submission, expected_version=submission.version, reason="The plural of “family”.", by=lead
    )
    return 1


def _person(login):
    return User.objects.get(email=address(login, "NGA"))


def _write(submission, section, body, by):
    section.submission = submission_detail(by, submission.pk)
    save_section(section=section, heading=section.heading, body=body, expected_version=section.version, by=by)


def _ask(line, version, by):
    """Silence counts, once somebody has answered; one organisation has."""
    organisations = list(organisations_to_ask(line))
    version.submission = submission_detail(by, version.submission_id)
    ask_members(
        plan_line=line,
        organisations=organisations,
        due_on=clock.today() + dt.timedelta(days=9),
        who_decides="Country director",
        silence_counts=True,
        quorum=1,
        lists_on_cover=True,
        version=version,
        by=by,
    )
    member = _person("member")
    rows = MemberPosition.objects.visible_to(member).filter(request__version=version, answer="")
    for position in rows.select_related("request__plan_line__cluster", "request__version"):
        if policy.speaks_for(member, position.organisation_id, line.cluster):
            answer_position(
                position=position,
                answer=MemberAnswer.ENDORSED,
                decided_by="Country director",
                may_be_named=True,
                expected_version=position.row_version,
                by=member,
            )
