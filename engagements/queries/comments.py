"""Comments of one submission as threads, where in the text each stands, and the drafts that the Task Team was shown."""

from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from core.documents import nodes
from core.documents.markup import parse
from engagements import policy, rules
from engagements.models import Comment, SubmissionShare


@dataclass
class Thread:
    """A comment with its answers. `place` is where it stands now: "section" (about the whole), "here" (its paragraph is
    in the text), "gone" (it is no longer there); "text" where it is about the text as a whole."""

    comment: Comment
    answers: list = field(default_factory=list)
    place: str = "text"
    # Position of the paragraph among the blocks of its section.
    index: int | None = None
    number: int | None = None

    @property
    def is_open(self):
        return self.comment.resolved_at is None


def _rows(user, submission):
    return policy.comments_of(submission, user).select_related("by", "resolved_by").order_by("at", "pk")


def _threads(rows):
    """Roots with their answers, in order; a withdrawn one without answers is gone."""
    threads = {row.pk: Thread(row) for row in rows if row.thread_id is None}
    for row in rows:
        if row.thread_id in threads and row.withdrawn_at is None:
            threads[row.thread_id].answers.append(row)
    return [thread for thread in threads.values() if thread.comment.withdrawn_at is None or thread.answers]


def threads_of(user, submission, section, blocks):
    """Threads about one section, each placed among its `blocks` (as parsed, paragraphs numbered). For somebody who was
    let through to the submission. One query."""
    rows = _rows(user, submission)
    ids = rows.filter(section=section, thread=None).order_by().values("pk")
    threads = _threads(list(rows.filter(Q(pk__in=ids) | Q(thread__in=ids))))
    return place(threads, blocks)


def place(threads, blocks):
    """Say of threads about one section where they stand among its `blocks`."""
    quotes = quotes_of(blocks)
    for thread in threads:
        if not thread.comment.quote:
            thread.place = "section"
            continue
        thread.index = rules.place_of(thread.comment.quote, quotes)
        thread.place = "gone" if thread.index is None else "here"
        if thread.index is not None:
            thread.number = getattr(blocks[thread.index], "number", None)
    return threads


def quotes_of(blocks):
    """How each block begins, headings as "" (nobody comments on those); numbers of paragraphs left out."""
    quotes = []
    for block in blocks:
        if isinstance(block, nodes.Heading | nodes.PageBreak):
            quotes.append("")
        elif isinstance(block, nodes.Paragraph):
            quotes.append(rules.quote_of(nodes.inline_text(block.children)))
        else:
            quotes.append(rules.quote_of(nodes.plain_text(block)))
    return quotes


def all_threads(user, submission, sections, *, state=""):
    """[(section or None, threads)] of the whole submission in the order of the document, the text as a whole first and
    what stood in removed sections last. `sections` come with their text and with `first_paragraph`. `state` "open" or
    "resolved" narrows. One query."""
    threads = _threads(list(_rows(user, submission)))
    if state:
        threads = [thread for thread in threads if thread.is_open == (state == "open")]
    groups = []
    whole = [one for one in threads if one.comment.section_id is None and not one.comment.section_heading]
    if whole:
        groups.append((None, whole))
    for section in sections:
        here = [one for one in threads if one.comment.section_id == section.pk]
        if here:
            blocks = parse(section.body)
            if section.is_sent:
                blocks, _following = nodes.number_paragraphs(blocks, section.first_paragraph)
            groups.append((section, sorted(place(here, blocks), key=_order)))
    lost = [one for one in threads if one.comment.section_id is None and one.comment.section_heading]
    for one in lost:
        one.place = "removed"
    if lost:
        groups.append((None, lost))
    return groups


def _order(thread):
    return (thread.index is None, thread.index or 0, thread.comment.at)


def comment_detail(user, submission, pk):
    """One comment with the submission in hand, or 404."""
    comment = get_object_or_404(_rows(user, submission).select_related("section", "thread__section"), pk=pk)
    comment.submission = submission
    if comment.thread is not None:
        comment.thread.submission = submission
    return comment


def _count(rows):
    """The count of `rows` by submission as part of another question."""
    counted = rows.filter(submission=OuterRef("pk")).order_by().values("submission").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def with_talk(submissions, user):
    """Annotate a queryset of submissions that `user` sees with `open_comments` and, for those who hold the pen,
    `waiting_contributions`: paragraphs sent in that nobody has dealt with; `is_shared`: with the Task Team;
    `is_named_writer`: whether she is one. No question of its own."""
    comments = policy.open_comments(user)
    waiting = policy.waiting_paragraphs(user).filter(request__submission=OuterRef("pk"))
    counted = waiting.order_by().values("request__submission").annotate(n=Count("pk")).values("n")
    return submissions.annotate(
        open_comments=_count(comments),
        waiting_contributions=Coalesce(Subquery(counted), 0),
        is_shared=policy.share_on(),
        is_named_writer=policy.names_writer(user),
    )


def shares_of(user, submission):
    """Shares of a text with the Task Team, newest first; the running one says so."""
    rows = list(
        SubmissionShare.objects.visible_to(user)
        .filter(submission=submission)
        .select_related("shared_by", "ended_by")
        .annotate(is_running=policy.share_is_running())
    )
    for row in rows:
        row.submission = submission
    return rows


def share_detail(user, submission, pk):
    share = get_object_or_404(SubmissionShare.objects.visible_to(user).filter(submission=submission), pk=pk)
    share.submission = submission
    return share


def shared_drafts(user):
    """Every share of a text that `user` sees, running ones first: what the Task Team was asked for, and how many
    comments it has made. Two queries."""
    rows = list(
        SubmissionShare.objects.visible_to(user)
        .select_related("submission__plan_line__cluster__country", "submission__plan_line__mechanism", "shared_by")
        .annotate(is_running=policy.share_is_running())
        .order_by("-is_running", "-shared_at")[:100]
    )
    said = (
        Comment.objects.visible_to(user)
        .filter(submission__in=[row.submission_id for row in rows], is_private=False, withdrawn_at=None)
        .filter(by__in=policy.task_team_people())
        .order_by()
        .values("submission")
        .annotate(n=Count("pk"))
    )
    counts = {row["submission"]: row["n"] for row in said}
    for row in rows:
        row.comments = counts.get(row.submission_id, 0)
    return rows


def thread_of(user, submission, pk):
    """One thread by the key of the comment that began it, placed in its section; None when the reader sees none."""
    rows = _rows(user, submission).select_related("section")
    threads = _threads(list(rows.filter(Q(pk=pk) | Q(thread=pk))))
    if not threads:
        return None
    section = threads[0].comment.section
    if section is not None:
        place(threads, parse(section.body))
    elif threads[0].comment.section_heading:
        threads[0].place = "removed"
    return threads[0]
