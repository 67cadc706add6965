"""The part of the walk's world that is about comments, shared drafts and contributions."""

import datetime as dt

from core import clock
from engagements.actions.comments import add_comment
from engagements.enums import AskedBy, ParagraphState
from engagements.models import Comment, ContributionParagraph, ContributionRequest, Section, SubmissionShare
from tests.factories import make_organisation


def add_talk(world):
    """On the confidential text: what was said, to whom it is wrongly shared, what was asked and came in."""
    submission = world.things["submission"]
    section = Section.objects.visible_to(world.owner).filter(submission=submission).first()
    world.things["comment"] = add_comment(
        submission=submission, text=world.word("comment", "text"), section=section, by=world.owner
    )
    add_comment(submission=submission, text=world.word("comment", "private"), is_private=True, by=world.owner)
    # On a paragraph that is gone, of a section that is gone: both stay readable in the room.
    Comment.objects.create(
        submission=submission,
        section_heading=world.word("comment", "heading"),
        quote=world.word("comment", "quote"),
        text="A remark",
        by=world.owner,
        at=clock.now(),
    )
    # No act makes such a share; even if one stood there it would open nothing.
    world.things["draft_share"] = SubmissionShare.objects.create(
        submission=submission,
        reason=world.word("shared_draft", "reason"),
        ends_on=clock.today() + dt.timedelta(days=30),
        shared_by=world.owner,
        shared_at=clock.now(),
    )
    _contributions(world, submission, section)


def _contributions(world, submission, section):
    """The organisation asked is that of somebody inside the cluster who is not named: of a confidential text she must
    learn nothing even so."""
    their_member = world.viewers["their_member"]
    membership = their_member.memberships.get()
    membership.organisation = membership.organisation or make_organisation("An organisation that was asked")
    membership.save()
    request = ContributionRequest.objects.create(
        submission=submission,
        organisation=membership.organisation,
        way=AskedBy.ACCOUNT,
        sections=[{"section": section.pk, "heading": section.heading}],
        question=world.word("contribution", "question"),
        due_on=clock.today(),
        asked_by=world.owner,
        asked_at=clock.now(),
        sent_at=clock.now(),
        has_consent=True,
        may_acknowledge=True,
        credit_name=world.word("contribution", "credit_name"),
    )
    link = ContributionRequest.objects.create(
        submission=submission,
        organisation=membership.organisation,
        way=AskedBy.LINK,
        sections=[],
        question="A question",
        due_on=clock.today(),
        asked_by=world.owner,
        asked_at=clock.now(),
        expires_at=clock.now() + dt.timedelta(days=9),
        email=f"{world.word('contribution', 'email')}@test.example",
    )
    states = (
        (ParagraphState.WAITING, {"text": world.word("contribution", "text")}),
        (ParagraphState.MERGED, {"text": "Taken", "merged_heading": world.word("contribution", "merged_heading")}),
        (ParagraphState.SET_ASIDE, {"text": "Left", "reason": world.word("contribution", "reason")}),
    )
    rows = [
        ContributionParagraph.objects.create(request=request, position=n, section=section, state=state, **fields)
        for n, (state, fields) in enumerate(states, start=1)
    ]
    world.things |= {"contribution_request": request, "contribution_link": link, "contribution_paragraph": rows[0]}
