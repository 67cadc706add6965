"""What became of everything that a cluster has sent: inputs with their points, and how often the cluster sends."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from calendar_app.rules.arithmetic import shift_months
from core import clock
from engagements.enums import Status
from engagements.models import Dispatch, PointUptake, Submission, SubmissionClosing
from engagements.queries.submissions.results import Tally, uptake_by_submission
from recommendations.queries.used import Use, answers_used

_DAYS_A_MONTH = 30.4


@dataclass
class SentInput:
    """A sent input with what is known of it. `dispatch` is None for one that was entered without its record."""

    submission: Submission
    dispatch: object
    tally: Tally
    has_closing: bool


@dataclass(frozen=True)
class Frequency:
    """How often a cluster sends to one mechanism, computed from the records (MATRIX I007)."""

    mechanism: object
    number: int
    first: object
    last: object
    # Whole months between two sendings on average; None for fewer than two.
    months: int | None
    this_year: int


def sent_inputs(user, cluster):
    """The sent inputs of a cluster that `user` may see, latest first."""
    rows = Submission.objects.visible_to(user).filter(plan_line__cluster=cluster, status=Status.SUBMITTED)
    return rows.select_related("plan_line__mechanism", "plan_line__cluster__country").order_by("-updated_at", "-pk")


def dressed(user, submissions):
    """[SentInput] of these. Four queries whatever their number."""
    submissions = list(submissions)
    pks = [row.pk for row in submissions]
    dispatches = {row.submission_id: row for row in Dispatch.objects.visible_to(user).filter(submission__in=pks)}
    closed = set(
        SubmissionClosing.objects.visible_to(user).filter(submission__in=pks).values_list("submission_id", flat=True)
    )
    tallies = uptake_by_submission(user, submissions)
    return [SentInput(row, dispatches.get(row.pk), tallies[row.pk], row.pk in closed) for row in submissions]


def sum_of(inputs):
    """One Tally of all."""
    total = Tally()
    for row in inputs:
        for name in ("points", "reflected", "partly", "missing"):
            setattr(total, name, getattr(total, name) + getattr(row.tally, name))
    return total


def frequencies(user, cluster, today):
    """[Frequency] by mechanism, most sent first, from the sendings that `user` may see. One query."""
    rows = Dispatch.objects.visible_to(user).filter(submission__plan_line__cluster=cluster)
    days = defaultdict(list)
    for dispatch in rows.select_related("submission__plan_line__mechanism").order_by("sent_at"):
        days[dispatch.submission.plan_line.mechanism].append(clock.local_day(dispatch.sent_at, dispatch.time_zone))
    year_ago = shift_months(today, -12)
    found = []
    for mechanism, sent in days.items():
        span = (sent[-1] - sent[0]).days
        months = round(span / (len(sent) - 1) / _DAYS_A_MONTH) if len(sent) > 1 else None
        recent = sum(1 for day in sent if day > year_ago)
        found.append(Frequency(mechanism, len(sent), sent[0], sent[-1], months, recent))
    return sorted(found, key=lambda one: (-one.number, str(one.mechanism)))


@answers_used
def inputs_that_became(user, recommendation_ids):
    """{recommendation: [Use]}: sent inputs of which a point became it, as far as `user` sees them. One query."""
    rows = PointUptake.objects.visible_to(user).filter(
        Q(recommendation__in=recommendation_ids) & Q(point__submission__status=Status.SUBMITTED)
    )
    found = defaultdict(list)
    for pk, title, submission in rows.values_list(
        "recommendation_id", "point__submission__title", "point__submission_id"
    ).distinct():
        found[pk].append(Use(title, reverse("engagements:submission-result", args=[submission])))
    return dict(found)
