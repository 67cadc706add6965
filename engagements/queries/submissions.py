"""Reads of submissions: lists, one with all that its page shows, gates, versions."""

from dataclasses import dataclass, field

from django.db.models import F, Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.enums import Confidence
from engagements import policy, workflow
from engagements.enums import Decision, Exposure, SignRole, Status, SubmissionKind, Verb
from engagements.models import Dispatch, PlanLine, Section, SignOff, Submission, SubmissionReader, Version
from engagements.queries.risk import risk_gate
from mechanisms.enums import AuthorType, LimitUnit
from mechanisms.models import SubmissionRequirement

_WITH = (
    "plan_line__cluster__country",
    "plan_line__mechanism",
    "plan_line__entry",
    "requirement",
    "author",
    "updated_by",
    "cleared_by",
)


# --- Lists and one --------------------------------------------------------------------------------------------


def submission_list(user, *, status="", cluster_id=None, plan_line=None, mine=False):
    """The submissions that `user` sees, newest change first, with what a row shows. `status` "open" leaves out what is
    over; call `with_words` on the page that is shown."""
    rows = Submission.objects.visible_to(user).select_related(
        "plan_line__cluster__country", "plan_line__mechanism", "plan_line__entry", "requirement", "author"
    )
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
    """One submission with what its page needs, or 404."""
    return get_object_or_404(Submission.objects.visible_to(user).select_related(*_WITH), pk=pk)


def section_detail(user, submission, pk):
    section = get_object_or_404(Section.objects.visible_to(user).filter(submission=submission), pk=pk)
    # The same object, so that nothing is asked twice.
    section.submission = submission
    return section


def version_detail(user, submission, pk):
    versions = Version.objects.visible_to(user).filter(submission=submission).select_related("pdf", "created_by")
    version = get_object_or_404(versions, pk=pk)
    version.submission = submission
    return version


def lines_for_submissions(user):
    """Plan lines on which `user` may begin a submission."""
    lines = PlanLine.objects.visible_to(user).select_related("cluster__country", "mechanism", "entry")
    return lines.filter(cluster__in=policy.led_cluster_ids(user)).order_by("-year", "title")


# --- The outline ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limit:
    """What a mechanism takes. `binds` only when the limit's source is good enough; otherwise it warns at most."""

    number: int | None = None
    unit: str = ""
    counts_notes: bool = True
    binds: bool = False
    note: object = ""

    @property
    def in_words(self):
        return self.number if self.unit == LimitUnit.WORDS else None


def limit_of(requirement):
    if requirement is None:
        return Limit(note=_("No limit is known. Ask the mechanism before you send."))
    known = Confidence(requirement.limit_confidence)
    counts = requirement.counts_footnotes
    if requirement.limit is None or known == Confidence.NONE:
        return Limit(counts_notes=counts, note=_("No limit was found. Look into the guide of the mechanism."))
    if known not in Confidence.usable():
        note = _("Limit to be verified in the guide of the mechanism: it warns, it does not stop.")
        return Limit(requirement.limit, requirement.unit, counts, False, note)
    note = "" if counts else _("Footnotes do not count.")
    return Limit(requirement.limit, requirement.unit, counts, True, note)


@dataclass
class Outline:
    """The sections in order with numbers, and the words of what is sent."""

    sections: list
    limit: Limit
    words: int = 0
    text_words: int = 0
    note_words: int = 0
    paragraphs: int = 0

    @property
    def is_over(self):
        return self.limit.in_words is not None and self.words > self.limit.in_words

    @property
    def left(self):
        return workflow.limit_text(self.words, self.limit.in_words) if self.limit.in_words is not None else ""

    @property
    def limit_unit(self):
        return LimitUnit(self.limit.unit).label if self.limit.unit else ""


def outline(user, submission):
    """Sections without their text. One query."""
    rows = Section.objects.visible_to(user).filter(submission=submission).defer("body", "guidance")
    sections = list(rows.order_by("position"))
    limit = limit_of(submission.requirement)
    made = Outline(sections, limit)
    number = 0
    for section in sections:
        section.count = section.words + (section.note_words if limit.counts_notes else 0)
        section.first_paragraph = made.paragraphs + 1
        section.number = ""
        if section.is_sent:
            number += 1
            section.number = number
            made.text_words += section.words
            made.note_words += section.note_words
            made.words += section.count
            made.paragraphs += section.paragraphs
    return made


def sections_with_text(user, submission):
    return list(Section.objects.visible_to(user).filter(submission=submission).order_by("position"))


# How the reference data name what fits a kind of submission best.
_FITS = {
    SubmissionKind.UPR_MID_TERM: (AuthorType.ANY, "mid-term"),
    SubmissionKind.UPR_SINGLE: (AuthorType.SINGLE, ""),
    SubmissionKind.UPR_JOINT: (AuthorType.JOINT, ""),
}


def requirements_for(mechanism, kind):
    """What the mechanism takes from others than States, what fits `kind` first, limits in words before others."""
    rows = SubmissionRequirement.objects.filter(mechanism=mechanism).exclude(author_type=AuthorType.STATE)
    author, word = _FITS.get(kind, ("", ""))

    def fits(row):
        return (bool(word) and word in row.key) or (bool(author) and not word and row.author_type == author)

    return sorted(rows, key=lambda row: (not fits(row), row.unit != LimitUnit.WORDS, row.key))


# --- Versions and sign-offs -----------------------------------------------------------------------------------


def version_list(user, submission):
    """Frozen versions, newest first, without their text; each says whether it `is_current`."""
    rows = Version.objects.visible_to(user).filter(submission=submission).defer("tree", "sections")
    versions = list(rows.select_related("created_by").order_by("-number"))
    for version in versions:
        version.is_current = version.text_hash == submission.text_hash
    return versions


def newest_version(user, submission):
    return Version.objects.visible_to(user).filter(submission=submission).order_by("-number").first()


@dataclass(frozen=True)
class SignState:
    """What one role said, and whether it still counts."""

    role: str
    label: object
    sign_off: object = None
    version_number: int | None = None
    counts: bool = False

    @property
    def is_void(self):
        return self.sign_off is not None and not self.counts


def sign_states(user, submission):
    """For each required role its latest sign-off; one given for another text is void. One query."""
    given = SignOff.objects.visible_to(user).filter(version__submission=submission)
    latest = {}
    newest = 0
    for sign_off in (
        given.select_related("by")
        .annotate(number=F("version__number"), hash_then=F("version__text_hash"))
        .order_by("version__number")
    ):
        latest[sign_off.role] = sign_off
        newest = max(newest, sign_off.number)
    states = []
    for role in submission.required_sign_offs:
        sign_off = latest.get(role)
        states.append(
            SignState(
                role,
                SignRole(role).label,
                sign_off,
                sign_off.number if sign_off else None,
                sign_off is not None and sign_off.hash_then == submission.text_hash,
            )
        )
    return states


def facts(user, submission):
    """What the guards of the workflow look at. Five queries."""
    sent = Section.objects.visible_to(user).filter(submission=submission, is_sent=True)
    sums = sent.aggregate(text=Sum("words"), notes=Sum("note_words"))
    words = (sums["text"] or 0) + (sums["notes"] or 0)
    return facts_from(user, submission, words, newest_version(user, submission), sign_states(user, submission))


def facts_from(user, submission, words, newest, states):
    """The same from what a page has read already; only the risk form is asked for."""
    risk = risk_gate(submission.plan_line, user)
    standing = {state.role: state.sign_off.decision for state in states if state.counts}
    return workflow.Facts(
        words=words,
        risk_ok=risk.ok,
        risk_missing=tuple(risk.missing),
        required_roles=tuple(submission.required_sign_offs),
        agreed_roles=tuple(role for role, decision in standing.items() if decision == Decision.AGREED),
        declined_roles=tuple(role for role, decision in standing.items() if decision == Decision.DECLINED),
        newest_version=newest.number if newest else None,
        is_newest_current=newest is not None and newest.text_hash == submission.text_hash,
        is_by_author=submission.author_id == user.pk,
    )


# --- What the page says beside the text -----------------------------------------------------------------------


@dataclass(frozen=True)
class Gate:
    """One line of "Before this can be sent": `state` is done, part or open."""

    label: object
    state: str
    note: object = ""
    day: object = None
    # Who said what when signing.
    who: object = None
    comment: str = ""


def gates(submission, found, states, limits):
    """The gates in the order of the work, from facts that were read already."""
    reached = list(Status)
    at = reached.index(Status(submission.status)) if submission.status != Status.WITHDRAWN else 0
    lines = []
    if found.risk_ok:
        lines.append(Gate(_("Risk form"), "done", _("decided")))
    else:
        lines.append(Gate(_("Risk form"), "open", " ".join(str(one) for one in found.risk_missing[:1])))
    lines.append(_text_gate(found, limits))
    lines.append(_consultation_gate(submission, at > reached.index(Status.CONSULTATION)))
    for state in states:
        lines.append(_sign_gate(state))
    cleared = submission.cleared_by is not None
    note = submission.cleared_by if cleared else _("by a coordinator who is not the author")
    lines.append(Gate(_("Clearance"), "done" if cleared else "open", note, submission.cleared_at))
    return lines


def _consultation_gate(submission, is_past):
    label, asked = _("Members’ consultation"), submission.consulted_at
    if submission.status == Status.CONSULTATION:
        return Gate(label, "part", _("under way"), asked)
    if asked is not None:
        return Gate(label, "done", "" if is_past else _("was opened earlier"), asked)
    return Gate(label, "open", _("left out") if is_past else _("not opened; you may go on without it"))


def _text_gate(found, limits):
    if not found.words:
        return Gate(_("Text"), "open", _("no text yet"))
    if limits.is_over:
        return Gate(_("Text"), "part", limits.left)
    empty = [section for section in limits.sections if section.is_sent and not section.words]
    if empty:
        note = ngettext(
            "%(n)s section is empty and will be left out", "%(n)s sections are empty and will be left out", len(empty)
        )
        return Gate(_("Text"), "part", note % {"n": len(empty)})
    return Gate(_("Text"), "done", limits.left)


def _sign_gate(state):
    label = _("Sign-off: %(role)s") % {"role": state.label}
    given = state.sign_off
    if given is None:
        return Gate(label, "open", _("not given"))
    number = {"n": state.version_number}
    if state.is_void:
        note = _("given for version %(n)s; the text has changed since") % number
    elif given.decision == Decision.DECLINED:
        note = _("declined for version %(n)s") % number
    else:
        return Gate(label, "done", _("for version %(n)s") % number, given.at, given.by, given.comment)
    return Gate(label, "open", note, None, given.by, given.comment)


@dataclass(frozen=True)
class Move:
    """A move that the reader could make now; `missing` says why not yet."""

    verb: str
    label: object
    missing: list = field(default_factory=list)
    needs_reason: bool = False

    @property
    def is_open(self):
        return not self.missing


def moves(submission, standings, found):
    """The moves that belong to whoever has `standings`, with what stands in their way."""
    made = []
    for transition in workflow.moves_from(submission.status):
        if not standings & transition.who:
            continue
        if transition.source == transition.target and found.is_newest_current:
            continue
        missing = transition.guard(found)
        # A version that is frozen only by the move itself cannot be missing before it.
        made.append(
            Move(
                transition.verb.value,
                transition.verb.label,
                [str(sentence) for sentence in missing],
                transition.verb in workflow.NEEDS_REASON,
            )
        )
    return made


MAIN_MOVE = {
    Status.DRAFT: Verb.REQUEST_SIGN_OFF,
    Status.CONSULTATION: Verb.REQUEST_SIGN_OFF,
    Status.SIGN_OFF: Verb.CLEAR,
    Status.CLEARED: Verb.SUBMIT,
}


def readers(user, submission):
    """Named people, first the author."""
    rows = SubmissionReader.objects.visible_to(user).filter(submission=submission).select_related("user")
    return sorted(rows, key=lambda row: (row.user_id != submission.author_id, row.user.name))


def seen_by_text(submission, named):
    """Who can see this, in a sentence."""
    count = len(named)
    people = ngettext("%(n)s person by name", "%(n)s people by name", count) % {"n": count}
    match Exposure(submission.exposure):
        case Exposure.CONFIDENTIAL:
            return people
        case Exposure.RESTRICTED:
            return _("the coordinators and %(people)s") % {"people": people}
        case _ if submission.status in policy.WRITERS_ONLY:
            return _("the coordinators and %(people)s until it is shared") % {"people": people}
        case Exposure.MEMBERS:
            return _("all members of the cluster")
        case Exposure.OPEN:
            return _("all members of the cluster and the Task Team")


def dispatch_of(user, submission):
    rows = Dispatch.objects.visible_to(user).filter(submission=submission)
    return rows.select_related("version", "file", "by").first()
