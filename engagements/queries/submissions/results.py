"""What a mechanism made of a submission: points and where each shows, closing words, news of the session."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Publication
from calendar_app.models import Outcome
from core.documents import nodes
from engagements.enums import Raised, Stage, Taken
from engagements.models import (
    LineReport,
    PointUptake,
    ProposedRecommendation,
    SessionConcern,
    SubmissionClosing,
    SubmissionPoint,
)

# From the best to the least; a point counts as what the best of its notes says.
_BEST = (Taken.REFLECTED, Taken.PARTLY, Taken.MISSING)
TAKEN_TONES = {Taken.REFLECTED: "ok", Taken.PARTLY: "warn", Taken.MISSING: "danger"}
# Of what is written down of a session, the Task Team's or our own.
_SHOWN_OF_PARAGRAPH = 240


@dataclass
class Point:
    """A point with its notes in the order of the stages, and how far it was taken up in all, "" while nobody looked."""

    row: SubmissionPoint
    notes: list = field(default_factory=list)

    @property
    def taken(self):
        return best_of(note.taken for note in self.notes)

    @property
    def tone(self):
        return TAKEN_TONES.get(self.taken, "neutral")

    @property
    def label(self):
        return Taken(self.taken).label if self.taken else _("Not looked for yet")


@dataclass
class Tally:
    """How many points were made, and of how many we know what became of them."""

    points: int = 0
    reflected: int = 0
    partly: int = 0
    missing: int = 0

    @property
    def open(self):
        return self.points - self.reflected - self.partly - self.missing

    def add(self, taken):
        self.points += 1
        if taken:
            setattr(self, taken, getattr(self, taken) + 1)


def best_of(values):
    """The best of several answers, or "" where there is none."""
    values = set(values)
    return next((str(taken) for taken in _BEST if taken in values), "")


def points_of(user, submission):
    """The points of a submission, each with its notes. Two queries."""
    rows = SubmissionPoint.objects.visible_to(user).filter(submission=submission)
    points = {row.pk: Point(row) for row in rows}
    order = {stage: number for number, stage in enumerate(Stage)}
    notes = PointUptake.objects.visible_to(user).filter(point__submission=submission)
    for note in sorted(
        notes.select_related("document", "outcome", "recommendation__mechanism"), key=lambda one: order[one.stage]
    ):
        note.tone = TAKEN_TONES[note.taken]
        points[note.point_id].notes.append(note)
    return list(points.values())


def tally_of(points):
    found = Tally()
    for point in points:
        found.add(point.taken)
    return found


def point_of(user, submission, pk):
    """One point of that submission, or None."""
    row = SubmissionPoint.objects.visible_to(user).filter(submission=submission, pk=pk).first()
    if row is not None:
        row.submission = submission
    return row


def uptake_of(user, point, stage):
    """What is noted about a point at a stage, or None."""
    return (
        PointUptake.objects.visible_to(user)
        .filter(point=point, stage=stage)
        .select_related("recommendation__mechanism")
        .first()
    )


def closing_of(user, submission):
    return SubmissionClosing.objects.visible_to(user).filter(submission=submission).first()


@dataclass(frozen=True)
class News:
    """What is written down of the session on the plan line (the report of MATRIX I012): words, and how many of our
    concerns were raised."""

    report: object
    concerns: int = 0
    raised: int = 0
    partly: int = 0
    not_raised: int = 0


def news_of(user, line):
    """The report of the line's session or visit and the answers on its concerns. Two queries."""
    report = LineReport.objects.visible_to(user).filter(plan_line=line).select_related("updated_by").first()
    answers = Counter(
        SessionConcern.objects.visible_to(user).filter(plan_line=line).order_by().values_list("raised", flat=True)
    )
    return News(report, sum(answers.values()), answers[Raised.YES], answers[Raised.PARTLY], answers[Raised.NO])


def outcomes_for(submission):
    """Published outcomes of the mechanism that concern the country, or no country by name; newest first."""
    line = submission.plan_line
    rows = Outcome.objects.filter(publication=Publication.PUBLISHED, mechanism=line.mechanism_id)
    return (rows.filter(countries=line.cluster.country_id) | rows.filter(countries=None)).distinct()


def proposals_of(user, submission):
    """The recommendations that the cluster proposed in this submission. One query."""
    return list(ProposedRecommendation.objects.visible_to(user).filter(submission=submission))


def paragraphs_of(version):
    """[(place, heading, text)] of the numbered paragraphs of the version that went out: what points are made of."""
    found, heading = [], ""
    for block in nodes.from_json(version.tree).children:
        if isinstance(block, nodes.Heading):
            heading = nodes.inline_text(block.children)
        elif isinstance(block, nodes.Paragraph) and block.number is not None:
            text = " ".join(nodes.inline_text(block.children).split())
            if len(text) > _SHOWN_OF_PARAGRAPH:
                text = text[:_SHOWN_OF_PARAGRAPH].rsplit(" ", 1)[0] + "…"
            found.append((str(block.number), heading, text))
    return found


def uptake_by_submission(user, submissions):
    """{submission: Tally} of many submissions. Two queries whatever their number."""
    pks = [row.pk for row in submissions]
    points = dict(
        SubmissionPoint.objects.visible_to(user).filter(submission__in=pks).values_list("pk", "submission_id")
    )
    notes = defaultdict(set)
    answered = PointUptake.objects.visible_to(user).filter(point__submission__in=pks).order_by()
    for point, taken in answered.values_list("point_id", "taken"):
        notes[point].add(taken)
    tallies = {pk: Tally() for pk in pks}
    for point, submission in points.items():
        tallies[submission].add(best_of(notes[point]))
    return tallies
