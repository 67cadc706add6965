"""Writes to a submission as a whole: begin it, say what it is, move it through the workflow.

Every act takes the submission's row first, so that two writers of different sections follow one another instead of
losing each other. The trail keeps states, marks and numbers, never text.
"""

import dataclasses
import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Precision
from core import audit, clock, files, outbox
from core.documents import nodes, pdf
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import documents, policy, workflow
from engagements.actions.plans import check_named
from engagements.enums import Exposure, SignRole, Status, SubmissionChannel, Verb
from engagements.models import Dispatch, Section, Submission, SubmissionReader, Version
from engagements.queries import submissions as queries
from engagements.templates_library import in_language, template_of

TARGET = "engagements.submission"
MAX_SENT_FILE = 20 * 1024 * 1024


def parent_of(submission):
    """How audit entries of sections, versions, readers and sign-offs name the submission they belong to."""
    return f"{TARGET}:{submission.pk}"


def record(verb, target, submission, *, by, before=None, after=None, reason=""):
    """One audit entry about `submission` or a part of it, with a neutral label; a reason is kept unless the text is
    confidential or restricted."""
    is_whole = isinstance(target, Submission)
    audit.record(
        verb=verb,
        target=target,
        by=by,
        cluster_id=submission.plan_line.cluster_id,
        parent="" if is_whole else parent_of(submission),
        before=before,
        after=after,
        reason="" if policy.is_veiled(submission) else reason,
        label=f"{target._meta.verbose_name} {target.pk}",
    )


def take(submission, by, *, expected_version=None, statuses=None, **changes):
    """Raise the version of the row and hold it until the transaction ends. With `expected_version`, `Stale` when
    somebody changed the submission since; with `statuses`, `Stale` when it moved on. A check comes first."""
    rows = policy.row_of(submission)
    if expected_version is not None:
        rows = rows.filter(version=expected_version)
    if statuses is not None:
        rows = rows.filter(status__in=statuses)
    changes = {"updated_at": clock.now(), "updated_by": by, **changes}
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale
    for name, value in changes.items():
        setattr(submission, name, value)
    # Not through visible_to: the move itself may have closed the text for whoever made it.
    submission.refresh_from_db(fields=["version"])


def note_text(submission):
    """Remember the hash of the text as it now stands. Call it with the row taken. Returns the sections."""
    sections = list(policy.rows_of(Section, submission))
    submission.text_hash = documents.text_hash(submission, sections)
    policy.row_of(submission).update(text_hash=submission.text_hash)
    return sections


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
    _check_can_be_named(plan_line, [*readers, *writers])
    if not required_sign_offs or set(required_sign_offs) - set(SignRole.values):
        raise ValidationError({"required_sign_offs": _("Choose who signs off.")})
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


def _check_can_be_named(plan_line, people):
    """People of the cluster who see the plan line: a text shows never more than its line, so naming anybody else
    would open nothing and nobody would notice."""
    check_named(plan_line.cluster, people)
    for person in people:
        if not type(plan_line).objects.visible_to(person).filter(pk=plan_line.pk).exists():
            raise ValidationError(
                {"readers": _("%(person)s does not see the plan line yet. Name her there first.") % {"person": person}}
            )


def _line_of(text):
    return " ".join(clean_text(text).split())


@transaction.atomic
def edit_submission(*, submission, expected_version, by, **changes):
    """Change title, language, requirement or the sign-offs needed, while the text is open. Writers; the sign-offs
    needed only coordinators, and not once sign-off has begun. `Stale` when somebody was quicker."""
    policy.check_can_write(by, submission)
    unknown = set(changes) - {"title", "language", "requirement", "required_sign_offs"}
    if unknown:
        raise TypeError(f"edit_submission does not change {', '.join(sorted(unknown))}")
    if "title" in changes:
        changes["title"] = _line_of(changes["title"])
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
    if not submission.required_sign_offs or set(submission.required_sign_offs) - set(SignRole.values):
        raise ValidationError({"required_sign_offs": _("Choose who signs off.")})
    submission.full_clean(exclude=["plan_line", "requirement", "author", "updated_by", "cleared_by"])
    take(submission, by, expected_version=expected_version, statuses=workflow.WRITABLE, **changes)
    note_text(submission)
    kept = [name for name in changes if name in ("language", "required_sign_offs")]
    record(
        "submission.changed",
        submission,
        submission,
        by=by,
        before={name: before[name] for name in kept} or None,
        after={"fields": sorted(changes)} | {name: changes[name] for name in kept},
    )
    return submission


@transaction.atomic
def change_submission_mark(*, submission, exposure, expected_version, by):
    """Change who may know. Coordinators who see it, until it has gone out. Whoever closes it is named; nobody shuts
    herself out. The mark stands on every page of the document, so a sign-off does not survive the change."""
    policy.check_can_lead_submission(by, submission)
    if exposure not in Exposure.values:
        raise ValidationError({"exposure": _("Choose who may know.")})
    before = submission.exposure
    if exposure == before:
        return submission
    if exposure in policy.NAMED_MARKS:
        SubmissionReader.objects.visible_to(by).get_or_create(
            submission=submission, user=by, defaults={"added_by": by, "may_write": True}
        )
    take(submission, by, expected_version=expected_version, statuses=workflow.WRITABLE, exposure=exposure)
    policy.check_still_visible(submission, by)
    note_text(submission)
    record(
        "submission.mark",
        submission,
        submission,
        by=by,
        before={"exposure": str(before)},
        after={"exposure": str(exposure)},
    )
    return submission


@transaction.atomic
def name_submission_person(*, submission, person, may_write=False, by):
    """Let `person` see (and perhaps write) the text. Coordinators; people of the cluster and its OHCHR partner. Naming
    again only changes whether she may write."""
    policy.check_can_lead_submission(by, submission)
    _check_can_be_named(submission.plan_line, [person])
    reader, is_new = SubmissionReader.objects.visible_to(by).get_or_create(
        submission=submission, user=person, defaults={"added_by": by, "may_write": may_write}
    )
    if not is_new and reader.may_write == may_write:
        return reader
    if not is_new:
        reader.may_write = may_write
        reader.save(update_fields=["may_write"])
    record("submission.named", reader, submission, by=by, after={"user_id": person.pk, "may_write": may_write})
    return reader


@transaction.atomic
def unname_submission_person(*, submission, person, by):
    """Take a name off. Coordinators; never the author's, and never so that the person who asks loses sight herself."""
    policy.check_can_lead_submission(by, submission)
    if person.pk == submission.author_id:
        raise Refused(_("The author stays named."))
    named = SubmissionReader.objects.visible_to(by).filter(submission=submission)
    reader = named.filter(user=person).first()
    if reader is None:
        raise Refused(_("This person is not named here."))
    reader_id = reader.pk
    named.filter(pk=reader_id).delete()
    policy.check_still_visible(submission, by)
    reader.pk = reader_id
    record("submission.unnamed", reader, submission, by=by, before={"user_id": person.pk})


# --- The workflow ---------------------------------------------------------------------------------------------


@transaction.atomic
def advance(*, submission, verb, by, reason="", expected_version, **details):
    """Make one move of `workflow.TRANSITIONS`; returns the submission.

    Who may, by `workflow`; when, by its guard: both refuse with a sentence. `Stale` when the submission was changed
    since `expected_version`. Entering sign-off freezes a version (or takes the newest if the text is unchanged).
    `submit` takes channel, sent_at (aware), time_zone, receipt and, when it was not the portal's own PDF, file and
    file_name; lateness is noted, never refused. Side rows, audit entry and notices are one transaction. A second
    identical call finds the submission moved on and is `Stale`.
    """
    transition = workflow.find(submission.status, verb)
    if transition is None:
        raise Refused(
            _("“%(verb)s” is not possible: this submission is %(status)s.")
            % {"verb": Verb(verb).label, "status": submission.get_status_display().lower()}
        )
    policy.check_standing(by, submission, transition)
    reason = reason.strip()
    if verb in workflow.NEEDS_REASON and not reason:
        raise ValidationError({"reason": _("Say why.")})
    changes = {"status": transition.target}
    if verb == Verb.CLEAR:
        changes |= {"cleared_by": by, "cleared_at": clock.now()}
    elif verb in (Verb.RETURN, Verb.WITHDRAW):
        changes |= {"cleared_by": None, "cleared_at": None}
        if verb == Verb.RETURN:
            changes["returned_reason"] = reason
    elif verb == Verb.CONSULT:
        changes |= {"returned_reason": "", "consulted_at": clock.now()}
    elif verb == Verb.REQUEST_SIGN_OFF:
        changes["returned_reason"] = ""
    if verb == Verb.CLEAR:
        # Before the database refuses an author who clears, with less of a sentence.
        _check_guard(transition, by, submission)
    take(submission, by, expected_version=expected_version, statuses=[transition.source], **changes)
    # Guard and side rows look at what nobody can change any more, because the row is held.
    _check_guard(transition, by, submission)
    after = {"status": str(transition.target)}
    if verb == Verb.REQUEST_SIGN_OFF:
        after["version"] = _freeze_for_sign_off(submission, by).number
    elif verb == Verb.SUBMIT:
        after |= _dispatch(submission, by, **details)
    record(
        transition.audit_verb,
        submission,
        submission,
        by=by,
        before={"status": str(transition.source)},
        after=after,
        reason=reason,
    )
    _notify(transition, submission, by)
    return submission


def _check_guard(transition, by, submission):
    if transition.guard is workflow.always:
        return
    missing = transition.guard(queries.facts(by, submission))
    if missing:
        raise Refused(" ".join(str(sentence) for sentence in missing))


def _freeze_for_sign_off(submission, by):
    newest = queries.newest_version(by, submission)
    if newest is not None and newest.text_hash == submission.text_hash:
        return newest
    return freeze(submission, by, note="")


def freeze(submission, by, *, note):
    """A new Version of the text as it stands. Call it with the row taken."""
    sections = note_text(submission)
    tree = documents.build_tree(submission, sections)
    newest = queries.newest_version(by, submission)
    version = Version.objects.create(
        submission=submission,
        number=(newest.number if newest else 0) + 1,
        tree=nodes.to_json(tree),
        sections=[
            {
                "section": section.pk,
                "key": section.key,
                "heading": section.heading,
                "body": section.body,
                "guidance": section.guidance,
                "is_sent": section.is_sent,
            }
            for section in sections
        ],
        sha256=nodes.fingerprint(tree),
        text_hash=submission.text_hash,
        words=sum(section.words + section.note_words for section in sections if section.is_sent),
        note=note[:200],
        created_by=by,
    )
    record("version.frozen", version, submission, by=by, after={"number": version.number, "sha256": version.sha256})
    return version


def _dispatch(submission, by, *, channel, sent_at, time_zone, receipt="", file=None, file_name=""):
    if channel not in SubmissionChannel.values:
        raise ValidationError({"channel": _("Choose how it was sent.")})
    if sent_at > clock.now() + dt.timedelta(minutes=5):
        raise ValidationError({"sent_at": _("This moment lies in the future.")})
    version = queries.newest_version(by, submission)
    cluster_id = submission.plan_line.cluster_id
    if file is None:
        file = render_version(version, status=nodes.FINAL)
        file_name, media_type = file_name_of(submission), "application/pdf"
    else:
        if len(file) > MAX_SENT_FILE:
            raise ValidationError({"file": _("This file is larger than 20 MB.")})
        file_name, media_type = file_name_of(submission, file_name), "application/octet-stream"
    dispatch = Dispatch.objects.create(
        submission=submission,
        version=version,
        channel=channel,
        sent_at=sent_at,
        time_zone=time_zone,
        receipt=clean_text(receipt).strip(),
        is_late=is_late(submission.plan_line.entry, sent_at),
        file_sha256=hashlib.sha256(file).hexdigest(),
        by=by,
    )
    dispatch.file = files.store(
        content=file,
        file_name=file_name,
        media_type=media_type,
        parent=f"engagements.dispatch:{dispatch.pk}",
        cluster_id=cluster_id,
        by=by,
    )
    dispatch.save(update_fields=["file"])
    return {
        "channel": str(channel),
        "sent_at": sent_at.isoformat(timespec="minutes"),
        "late": dispatch.is_late,
        "version": version.number,
        "file_sha256": dispatch.file_sha256,
    }


def is_late(entry, sent_at):
    """Whether `sent_at` lies after the date: its hour, or the end of its day in its own zone. Dates known only by month
    or estimate are never missed."""
    if entry is None or entry.due_on is None:
        return False
    if entry.due_at is not None:
        return sent_at > entry.due_at
    if entry.precision not in (Precision.DAY, Precision.INSTANT):
        return False
    return sent_at.astimezone(ZoneInfo(entry.time_zone)).date() > entry.due_on


def tree_of(version, *, status=nodes.DRAFT):
    """The document tree that was frozen."""
    return dataclasses.replace(nodes.from_json(version.tree), status=status)


def render_version(version, *, status=nodes.DRAFT):
    """The PDF of a frozen version. Raises pdf.PdfError with a sentence."""
    return pdf.render_pdf(tree_of(version, status=status))


def file_name_of(submission, original=""):
    """A name for the file that leaves the portal: a neutral one when restricted or confidential."""
    suffix = "pdf"
    if original and "." in original:
        suffix = slugify(original.rsplit(".", 1)[1])[:8] or "bin"
    elif original:
        suffix = "bin"
    if policy.is_veiled(submission):
        return f"document-{submission.pk}.{suffix}"
    name = slugify(submission.title, allow_unicode=True)[:80] or f"document-{submission.pk}"
    return f"{name}.{suffix}"


def _notify(transition, submission, by):
    if not transition.notify:
        return
    if transition.verb == Verb.RETURN:
        people = {submission.author_id}
    else:
        people = policy.people_told(submission)
        if transition.verb == Verb.REQUEST_SIGN_OFF:
            roles = frozenset().union(*(policy.HOLDERS_OF[SignRole(role)] for role in submission.required_sign_offs))
            signatories = policy.holders(submission.plan_line.cluster, roles)
            people &= set(signatories.values_list("pk", flat=True))
    outbox.queue(
        kind=transition.notify,
        subject_type=TARGET,
        # The version is part of the name: the same move may rightly be told again on one day.
        subject_id=f"{submission.pk}:{submission.version}",
        recipients=sorted(people - {by.pk}),
        due_on=clock.today(),
    )
