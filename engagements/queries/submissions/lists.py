"""Lists of submissions, one submission, and the plan lines on which one may begin."""

from django.db.models import Exists, OuterRef, Subquery, Sum
from django.shortcuts import get_object_or_404

from calendar_app.models import Entry
from engagements import policy, workflow
from engagements.models import PlanLine, Section, Submission
from engagements.queries.comments import with_talk
from engagements.queries.submissions.limits import limit_of

_WITH = (
    "plan_line__cluster__country",
    "plan_line__mechanism",
    "plan_line__entry",
    "requirement",
    "author",
    "updated_by",
    "cleared_by",
)


def _day_of(user):
    """The date towards which a submission's line is planned, where the reader sees that date: the line may be for more
    people than the date is."""
    dates = Entry.objects.visible_to(user).filter(pk=OuterRef("plan_line__entry")).order_by()
    return Subquery(dates.values("due_on")[:1])


def submission_list(user, *, status="", cluster_id=None, plan_line=None, mine=False):
    """The submissions that `user` sees, newest change first, with what a row shows. `status` "open" leaves out what is
    over; call `with_words` on the page that is shown."""
    rows = Submission.objects.visible_to(user).select_related(
        "plan_line__cluster__country", "plan_line__mechanism", "requirement", "author"
    )
    rows = rows.annotate(due_on=_day_of(user))
    if status == "open":
        rows = rows.exclude(status__in=workflow.FINAL)
    elif status:
        rows = rows.filter(status=status)
    if cluster_id is not None:
        rows = rows.filter(plan_line__cluster_id=cluster_id)
    if plan_line is not None:
        rows = rows.filter(plan_line=plan_line)
    if mine:
        rows = rows.filter(author=user)
    return rows.order_by("-updated_at", "-pk")


def with_words(user, submissions):
    """The same submissions as a list, each with `words` (of what is sent, notes by rule) and `limit`. One query."""
    submissions = list(submissions)
    sent = Section.objects.visible_to(user).filter(submission__in=[row.pk for row in submissions], is_sent=True)
    sums = {
        row["submission"]: (row["text"], row["notes"])
        for row in sent.order_by().values("submission").annotate(text=Sum("words"), notes=Sum("note_words"))
    }
    for submission in submissions:
        text, notes = sums.get(submission.pk, (0, 0))
        submission.limit = limit_of(submission.requirement)
        submission.words = text + (notes if submission.limit.counts_notes else 0)
    return submissions


def submission_detail(user, pk):
    """One submission with what its pages need, or 404: the number of open comments and of waiting contributions, and
    whether the reader sees the date of its line (`sees_date`)."""
    dates = Entry.objects.visible_to(user).filter(pk=OuterRef("plan_line__entry")).order_by()
    rows = with_talk(Submission.objects.visible_to(user).select_related(*_WITH), user)
    return get_object_or_404(rows.annotate(sees_date=Exists(dates)), pk=pk)


def lines_for_submissions(user):
    """Plan lines on which `user` may begin a submission."""
    lines = PlanLine.objects.visible_to(user).select_related("cluster__country", "mechanism", "entry")
    return lines.filter(cluster__in=policy.led_cluster_ids(user)).order_by("-year", "title")
