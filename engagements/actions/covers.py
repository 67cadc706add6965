"""What stands on the cover of a text besides its words: for whom it speaks, who endorsed it, and who may know."""

from core import clock
from engagements import policy
from engagements.enums import RenderState
from engagements.models import Rendering, Version


def forget_files(versions):
    """The kept files of `versions` (a queryset that the writer was let through to) say another thing on their covers
    now: they are made anew at the next call. The final file too, as long as it has not gone out: what is on record as
    sent stays as it is. Inside the caller's transaction, with the plan line held."""
    policy.unsent_final_files(versions).delete()
    versions.update(pdf=None, docx=None)


def forget_files_of(submission):
    """The same for all that was made of one text, whose mark has changed: the files that somebody asked for are gone
    for her too, and asked for again."""
    forget_files(policy.rows_of(Version, submission))
    _expire(policy.rows_of(Rendering, submission))


def forget_files_on(plan_line):
    """The same for every text on a line whose mark has changed, whoever sees them."""
    forget_files(policy.versions_on(plan_line))
    _expire(policy.renderings_on(plan_line))


def _expire(renderings):
    # What is being made may have read the mark of before.
    renderings.exclude(state=RenderState.QUEUED).filter(expires_at__gt=clock.now()).update(expires_at=clock.now())
