"""Files of a submission: what can be had, and what the worker is making for a person."""

from dataclasses import dataclass, field

from django.shortcuts import get_object_or_404

from core import clock
from core.documents.count import estimated_pages
from engagements.enums import RenderState
from engagements.models import Rendering, Section
from engagements.queries.submissions.versions import version_list

# A line of print, counted from the words that are kept with each section: exact enough to say "this takes a while".
_WORDS_A_PAGE = 450
LONG_PAGES = 25


def is_long(tree):
    """Whether making a PDF of `tree` would keep a person and the web process waiting."""
    return estimated_pages(tree) > LONG_PAGES


def is_long_by_words(words):
    """Whether a text of so many words is made into a file by the worker instead of while somebody waits."""
    return words > _WORDS_A_PAGE * LONG_PAGES


def waiting_of(user):
    """What is still being made for `user`, oldest first."""
    rows = Rendering.objects.visible_to(user).filter(state__in=[RenderState.QUEUED, RenderState.RUNNING])
    return list(rows.filter(expires_at__gt=clock.now()).order_by("asked_at"))


def renderings_of(user, submission):
    """Files that `user` asked for and that have not expired, newest first. One query."""
    rows = Rendering.objects.visible_to(user).filter(submission=submission, expires_at__gt=clock.now())
    return list(rows.select_related("version", "file").defer("version__tree", "version__sections"))


def rendering_detail(user, submission, pk):
    """One of them, or 404 where it is another person's or of another text. It may have expired."""
    rows = Rendering.objects.visible_to(user).filter(submission=submission)
    return get_object_or_404(rows.select_related("version", "file").defer("version__tree", "version__sections"), pk=pk)


@dataclass
class Room:
    """What the files room shows."""

    versions: list = field(default_factory=list)
    renderings: list = field(default_factory=list)
    words: int = 0
    changed_at: object = None

    @property
    def is_long(self):
        return is_long_by_words(self.words)

    @property
    def is_waiting(self):
        return any(row.is_waiting for row in self.renderings)


def files_room(user, submission):
    """The files of `submission` for `user`; three queries."""
    sent = Section.objects.visible_to(user).filter(submission=submission, is_sent=True)
    rows = list(sent.order_by("position").values_list("words", "note_words", "updated_at"))
    versions = version_list(user, submission)
    for version in versions:
        version.is_long = is_long_by_words(version.words) and version.pdf_id is None
    return Room(
        versions=versions,
        renderings=renderings_of(user, submission),
        words=sum(text + notes for text, notes, _at in rows),
        changed_at=max((at for _text, _notes, at in rows), default=None),
    )
