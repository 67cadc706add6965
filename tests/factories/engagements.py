import datetime as dt
import itertools

from core import clock
from engagements.documents import count_section, text_hash
from engagements.enums import Exposure, InteractionKind, InteractionState, SignRole, Status, StepOwner, SubmissionKind
from engagements.models import (
    EngagementStep,
    Interaction,
    InteractionSeries,
    PlanLine,
    PlanLineReader,
    Section,
    Submission,
    SubmissionReader,
)
from tests.factories.clusters import make_cluster, make_user
from tests.factories.mechanisms import make_mechanism

_number = itertools.count(1)


def make_plan_line(*, readers=(), **fields):
    n = next(_number)
    defaults = {
        "cluster": fields.pop("cluster", None) or make_cluster(),
        "mechanism": fields.pop("mechanism", None) or make_mechanism(),
        "year": 2027,
        "title": f"Plan line {n}",
        "exposure": Exposure.MEMBERS,
        "lead_role": StepOwner.COORDINATOR,
    }
    line = PlanLine.objects.create(**{**defaults, **fields})
    PlanLineReader.objects.bulk_create([PlanLineReader(plan_line=line, user=user) for user in readers])
    return line


def make_step(**fields):
    n = next(_number)
    defaults = {"plan_line": fields.pop("plan_line", None) or make_plan_line(), "title": f"Step {n}", "position": n}
    return EngagementStep.objects.create(**{**defaults, **fields})


def make_submission(*, readers=(), writers=(), **fields):
    n = next(_number)
    defaults = {
        "plan_line": fields.pop("plan_line", None) or make_plan_line(),
        "kind": SubmissionKind.UPR_MID_TERM,
        "title": f"Submission {n}",
        "exposure": Exposure.RESTRICTED,
        "author": fields.pop("author", None) or make_user(),
        "required_sign_offs": [SignRole.COORDINATOR],
    }
    if fields.get("status") in (Status.CLEARED, Status.SUBMITTED):
        defaults["cleared_by"] = make_user()
        defaults["cleared_at"] = clock.now()
    submission = Submission.objects.create(**{**defaults, **fields})
    SubmissionReader.objects.bulk_create(
        [SubmissionReader(submission=submission, user=user) for user in readers]
        + [SubmissionReader(submission=submission, user=user, may_write=True) for user in writers]
    )
    return submission


def make_section(**fields):
    n = next(_number)
    submission = fields.pop("submission", None) or make_submission()
    fields = {"submission": submission, "heading": f"Section {n}", "body": "One paragraph.", "position": n, **fields}
    counted = count_section(fields["heading"], fields["body"])
    section = Section.objects.create(
        words=counted.text, note_words=counted.notes, paragraphs=counted.paragraphs, **fields
    )
    sections = Section.objects.unscoped("factory").filter(submission=submission)
    submission.text_hash = text_hash(submission, sections)
    submission.save(update_fields=["text_hash"])
    return section


def make_interaction(**fields):
    n = next(_number)
    defaults = {
        "cluster": fields.pop("cluster", None) or make_cluster(),
        "kind": InteractionKind.MEETING,
        "state": InteractionState.HELD,
        "on": clock.today(),
        "with_whom": f"Function {n}",
        "topic": f"Interaction {n}",
        "exposure": Exposure.MEMBERS,
    }
    return Interaction.objects.create(**{**defaults, **fields})


def make_series(**fields):
    n = next(_number)
    starts_on = fields.pop("starts_on", None) or clock.today() + dt.timedelta(days=5)
    defaults = {
        "cluster": fields.pop("cluster", None) or make_cluster(),
        "kind": InteractionKind.MEETING,
        "topic": f"Series {n}",
        "starts_on": starts_on,
        "next_on": starts_on,
        "exposure": Exposure.MEMBERS,
    }
    return InteractionSeries.objects.create(**{**defaults, **fields})
