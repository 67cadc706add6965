"""The part of the walk's world that is about comments, shared drafts and contributions."""

import datetime as dt

from core import clock
from engagements.actions.comments import add_comment
from engagements.models import Comment, Section, SubmissionShare


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
    world.things["share"] = SubmissionShare.objects.create(
        submission=submission,
        reason=world.word("share", "reason"),
        ends_on=clock.today() + dt.timedelta(days=30),
        shared_by=world.owner,
        shared_at=clock.now(),
    )
