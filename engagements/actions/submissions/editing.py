"""Begin a submission on a plan line, and change what it is."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.documents.markup import clean_text
from core.errors import Refused
from engagements import policy, rules, workflow
from engagements.actions.submissions.common import note_text, record, take
from engagements.actions.submissions.readers import check_can_be_named, check_shared
from engagements.enums import Exposure, SignRole, Status, SubmissionKind
from engagements.models import Section, Submission, SubmissionReader
from engagements.queries import approval
from engagements.queries.gates import doors
from engagements.templates_library import in_language, template_of


@transaction.atomic
def create_submission(
    *,
    plan_line,
    kind,
    title,
    language,
    exposure=Exposure.RESTRICTED,
    readers=(),
    writers=(),
    required_sign_offs=(SignRole.COORDINATOR,),
    requirement=None,
    by,
):
    """Begin a submission on a plan line, with the outline of its kind in the document's language. Coordinators who see
    the line. The author is always named. Raises ValidationError by field; twice begins two submissions."""
    policy.check_can_plan(by, plan_line.cluster_id)
    policy.check_still_visible(plan_line, by)
    check_can_be_named(plan_line, [*readers, *writers])
    if not required_sign_offs or set(required_sign_offs) - set(SignRole.values):
        raise ValidationError({"required_sign_offs": _("Choose who signs off.")})
    _check_kind(plan_line, kind, by)
    exposure = rules.fixed_mark(kind, plan_line.mechanism.family) or exposure
    if approval.demands_on(plan_line).sag:
        required_sign_offs = {*required_sign_offs, SignRole.SAG}
    if requirement is not None and requirement.mechanism_id != plan_line.mechanism_id:
        raise ValidationError({"requirement": _("This belongs to another mechanism.")})
    submission = Submission(
        plan_line=plan_line,
        kind=kind,
        title=_line_of(title),
        language=language,
        exposure=exposure,
        requirement=requirement,
        required_sign_offs=sorted(required_sign_offs),
        author=by,
        updated_by=by,
    )
    submission.full_clean(exclude=["plan_line", "requirement", "author", "updated_by", "cleared_by"])
    check_shared(submission, [*readers, *writers])
    submission.save(force_insert=True)
    named = {person.pk: False for person in readers} | {person.pk: True for person in writers} | {by.pk: True}
    SubmissionReader.objects.bulk_create(
        [
            SubmissionReader(submission=submission, user_id=user_id, may_write=may_write, added_by=by)
            for user_id, may_write in named.items()
        ]
    )
    Section.objects.bulk_create(
        [
            Section(
                submission=submission,
                key=section.key,
                heading=in_language(section.headings, language),
                is_sent=section.is_sent,
                position=position,
                updated_by=by,
            )
            for position, section in enumerate(template_of(kind).sections, start=1)
        ]
    )
    policy.check_still_visible(submission, by)
    note_text(submission)
    record(
        "submission.created",
        submission,
        submission,
        by=by,
        after={
            "plan_line": plan_line.pk,
            "kind": str(kind),
            "language": language,
            "exposure": str(exposure),
            "required_sign_offs": submission.required_sign_offs,
            "named": len(named),
        },
    )
    return submission


def _check_kind(plan_line, kind, by):
    """A kind that fits the mechanism; an inquiry is not even begun while its door is shut (MATRIX D029)."""
    if kind not in SubmissionKind.values:
        raise ValidationError({"kind": _("Choose a kind.")})
    if not rules.kind_fits(kind, plan_line.mechanism.family):
        raise ValidationError({"kind": _("This kind does not go to this mechanism.")})
    if kind == SubmissionKind.INQUIRY:
        missing = doors.inquiry_missing(plan_line)
    elif kind == SubmissionKind.INVESTIGATION:
        missing = doors.investigation_missing(by, plan_line, Exposure.CONFIDENTIAL)
    else:
        missing = []
    if missing:
        raise ValidationError({"kind": [str(sentence) for sentence in missing]})


def _line_of(text):
    return " ".join(clean_text(text).split())


_EDITABLE = frozenset(
    {
        "title",
        "language",
        "requirement",
        "required_sign_offs",
        "drafting",
        "draft_of",
        "names_authors",
        "speaking_minutes",
    }
)
# What the trail keeps in full: the rest is text.
_KEPT = ("language", "required_sign_offs", "drafting", "names_authors")


@transaction.atomic
def edit_submission(*, submission, expected_version, by, **changes):
    """Change title, language, requirement, whose draft it is, the time to speak, whether authors are named, or the
    sign-offs needed, while the text is open. Writers; the sign-offs
    needed only coordinators, and not once sign-off has begun. `Stale` when somebody was quicker."""
    policy.check_can_write(by, submission)
    unknown = set(changes) - _EDITABLE
    if unknown:
        raise TypeError(f"edit_submission does not change {', '.join(sorted(unknown))}")
    if "title" in changes:
        changes["title"] = _line_of(changes["title"])
    if "draft_of" in changes:
        changes["draft_of"] = _line_of(changes["draft_of"])
    if "required_sign_offs" in changes:
        changes["required_sign_offs"] = sorted(changes["required_sign_offs"])
        if changes["required_sign_offs"] != submission.required_sign_offs:
            policy.check_can_lead_submission(by, submission)
            if submission.status == Status.SIGN_OFF:
                raise Refused(_("Sign-off has begun. Return the text first to change who signs."))
    changes = {name: value for name, value in changes.items() if value != getattr(submission, name)}
    if not changes:
        return submission
    before = {name: getattr(submission, name) for name in changes}
    for name, value in changes.items():
        setattr(submission, name, value)
    if SignRole.SAG not in submission.required_sign_offs and approval.demands_on(submission.plan_line, submission).sag:
        raise ValidationError({"required_sign_offs": _("The cluster's protocol asks for the sign-off of the SAG.")})
    if not submission.required_sign_offs or set(submission.required_sign_offs) - set(SignRole.values):
        raise ValidationError({"required_sign_offs": _("Choose who signs off.")})
    submission.full_clean(exclude=["plan_line", "requirement", "author", "updated_by", "cleared_by"])
    take(submission, by, expected_version=expected_version, statuses=workflow.WRITABLE, **changes)
    note_text(submission)
    kept = [name for name in changes if name in _KEPT]
    record(
        "submission.changed",
        submission,
        submission,
        by=by,
        before={name: before[name] for name in kept} or None,
        after={"fields": sorted(changes)} | {name: changes[name] for name in kept},
    )
    return submission
