"""What came of a submission: its points, where each was taken up, the four closing words.

The coordinators and the author, once the text went out. The trail keeps stages, how far, and ids, never a point or a
quotation.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Publication
from core import clock
from core.documents.markup import clean_text
from core.errors import Refused
from core.saving import save_version
from engagements import policy
from engagements.actions.exporting import record_taken_along
from engagements.actions.submissions.common import hold, record
from engagements.enums import Stage, Taken
from engagements.models import PointUptake, SubmissionClosing, SubmissionPoint

MAX_POINTS = 100
CLOSING = ("challenges", "openings", "outcome", "impact")
UPTAKE_TEXTS = ("symbol", "citation", "link", "quote")


def _clean(row, *, leave=()):
    relations = [field.name for field in row._meta.fields if field.is_relation]
    row.full_clean(exclude=[*relations, *leave])


@transaction.atomic
def add_points(*, submission, points, by):
    """Add points, each (text, place) or (text, place, proposed recommendation): what we want to find again in what the
    mechanism says. One without text, and one that stands there word for word, is left out. At most a hundred for a
    submission. Returns those added."""
    policy.check_can_trace(by, submission)
    known = list(SubmissionPoint.objects.visible_to(by).filter(submission=submission))
    texts = {row.text for row in known}
    position = max((row.position for row in known), default=0)
    added = []
    for text, place, *proposal in points:
        text, place = clean_text(text).strip(), clean_text(place).strip()
        if not text or text in texts:
            continue
        if len(known) + len(added) >= MAX_POINTS:
            raise Refused(_("There are a hundred points already."))
        position += 1
        row = SubmissionPoint(submission=submission, text=text, place=place, position=position, created_by=by)
        row.proposal = proposal[0] if proposal else None
        _clean(row)
        row.save(force_insert=True)
        texts.add(text)
        added.append(row)
    if added:
        record("submission.points_added", submission, submission, by=by, after={"number": len(added)})
    return added


@transaction.atomic
def change_point(*, point, text, place, expected_version, by):
    """Other words for a point, or another place. `Stale` when somebody changed it since. Returns the point."""
    policy.check_can_trace(by, point.submission)
    changes = {"text": clean_text(text).strip(), "place": clean_text(place).strip()}
    for name, value in changes.items():
        setattr(point, name, value)
    _clean(point)
    save_version(point, expected_version, by, **changes)
    record("submission.point_changed", point, point.submission, by=by)
    return point


@transaction.atomic
def remove_point(*, point, expected_version, by):
    """Take a point out with nothing noted about it; one that was looked for stays. `Stale` when somebody changed it
    since."""
    policy.check_can_trace(by, point.submission)
    if PointUptake.objects.visible_to(by).filter(point=point).exists():
        raise Refused(_("Something is noted about this point already. It stays."))
    save_version(point, expected_version, by)
    record("submission.point_removed", point, point.submission, by=by)
    SubmissionPoint.objects.visible_to(by).filter(pk=point.pk).delete()


@transaction.atomic
def note_uptake(
    *, point, stage, taken, document=None, outcome=None, recommendation=None, expected_version=0, by, **texts
):
    """Note whether `point` shows at `stage`, and where: `texts` are symbol, citation, link and quote. One note for a
    stage: noted already, it is changed, and `expected_version` must be that of the note (0 for a new one), otherwise
    `Stale`. A missing point has no words and became no `recommendation`, which is one to the same State.
    Raises ValidationError by field. Returns the note."""
    submission = point.submission
    policy.check_can_trace(by, submission)
    if stage not in Stage.values:
        raise ValidationError({"stage": _("Choose where you looked.")})
    if taken not in Taken.values:
        raise ValidationError({"taken": _("Choose how far it was taken up.")})
    if outcome is not None and outcome.publication != Publication.PUBLISHED:
        raise ValidationError({"outcome": _("This outcome does not exist.")})
    if recommendation is not None and recommendation.country_id != submission.plan_line.cluster.country_id:
        raise ValidationError({"recommendation": _("This recommendation is to another State.")})
    unknown = set(texts) - set(UPTAKE_TEXTS)
    if unknown:
        raise TypeError(f"An uptake has no {', '.join(sorted(unknown))}")
    changes = {name: clean_text(value).strip() for name, value in texts.items()}
    changes |= {
        "taken": taken,
        "document": document,
        "outcome": outcome,
        "recommendation": recommendation,
        "noted_by": by,
    }
    # Of two who note it first at one moment the second finds the other's note.
    hold(submission)
    row = PointUptake.objects.visible_to(by).filter(point=point, stage=stage).first()
    before = None
    if row is None:
        row = PointUptake(point=point, stage=stage, **changes)
    else:
        before = {"taken": row.taken}
        for name, value in changes.items():
            setattr(row, name, value)
    if row.taken == Taken.MISSING and row.quote:
        raise ValidationError({"quote": _("A point that is missing has no words to quote.")})
    if row.taken == Taken.MISSING and row.recommendation is not None:
        raise ValidationError({"recommendation": _("A point that is missing became no recommendation.")})
    _clean(row)
    if before is None:
        row.save(force_insert=True)
    else:
        save_version(row, expected_version, by, noted_at=clock.now(), **changes)
    record(
        "submission.uptake_noted",
        row,
        submission,
        by=by,
        before=before,
        after={"point": point.pk, "stage": str(stage), "taken": str(taken), "recommendation": row.recommendation_id},
    )
    return row


@transaction.atomic
def write_closing(*, submission, expected_version, by, **texts):
    """The four closing words (`CLOSING`) of an input that was sent: challenges, openings, outcome, impact. Empty ones
    may stay empty. `expected_version` 0 for the first time; `Stale` when somebody was quicker. Returns them."""
    policy.check_can_trace(by, submission)
    unknown = set(texts) - set(CLOSING)
    if unknown:
        raise TypeError(f"Closing words have no {', '.join(sorted(unknown))}")
    texts = {name: clean_text(value).strip() for name, value in texts.items()}
    hold(submission)
    row = SubmissionClosing.objects.visible_to(by).filter(submission=submission).first()
    is_new = row is None
    if is_new:
        row = SubmissionClosing(submission=submission, updated_by=by)
    changed = sorted(name for name, value in texts.items() if value != getattr(row, name))
    if not changed:
        return row
    for name, value in texts.items():
        setattr(row, name, value)
    _clean(row, leave=("submission",))
    if is_new:
        row.save(force_insert=True)
    else:
        save_version(row, expected_version, by, updated_by=by, updated_at=clock.now(), **texts)
    record("submission.closing_written", row, submission, by=by, after={"texts": changed})
    return row


def record_results_export(*, cluster, rows, by):
    """That somebody took closed texts of a table along."""
    closed = [row.submission for row in rows if policy.is_veiled(row.submission)]
    record_taken_along(verb="results.exported", things=closed, cluster=cluster, by=by)
