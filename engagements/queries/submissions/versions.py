"""Frozen versions, the sign-offs that bind to them, what the guards of the workflow look at, the record of sending."""

from dataclasses import dataclass

from django.db.models import F, Sum
from django.shortcuts import get_object_or_404

from core import clock
from core.dates import instant_text
from engagements import policy, workflow
from engagements.enums import Decision, SignRole
from engagements.models import Dispatch, Section, SignOff, Version
from engagements.queries.gates import gates_of


def version_detail(user, submission, pk):
    versions = (
        Version.objects.visible_to(user).filter(submission=submission).select_related("pdf", "docx", "created_by")
    )
    version = get_object_or_404(versions, pk=pk)
    version.submission = submission
    return version


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
class Newest:
    """What gates look at of the newest version."""

    pk: int
    number: int
    text_hash: str


def newest_from(submission):
    """The newest version of a submission that was read through `policy.with_newest`, or None. Asks nobody."""
    if submission.newest_pk is None:
        return None
    return Newest(submission.newest_pk, submission.newest_number, submission.newest_hash)


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

    @property
    def carried(self):
        """The spelling-only change by which it counts, or None where it was given for this very version."""
        return self.sign_off.carried if self.sign_off is not None and self.sign_off.carried_id else None

    @property
    def may_be_objected(self):
        return self.counts and self.carried is not None and self.carried.object_until > clock.now()


def sign_offs(user, submission):
    """All sign-offs of a submission, oldest version first. One query."""
    given = SignOff.objects.visible_to(user).filter(version__submission=submission)
    given = given.select_related("by", "carried__by").annotate(
        given_number=F("given_for__number"), number=F("version__number"), hash_then=F("version__text_hash")
    )
    return list(given.order_by("version__number"))


def sign_states(user, submission, given=None):
    """For each required role its latest sign-off; one given for another text is void. One query, none with all that
    were `given` at hand."""
    latest = {sign_off.role: sign_off for sign_off in (sign_offs(user, submission) if given is None else given)}
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


def facts_from(user, submission, words, newest, states, sections=None, gates=None):
    """The same from what a page has read already. The gates are asked for unless they are given: a page that shows
    them apart gives none."""
    if gates is None:
        gates = gates_of(user, submission.plan_line, submission, newest)
    standing = {state.role: state.sign_off.decision for state in states if state.counts}
    return workflow.Facts(
        words=words,
        gates=tuple(gates),
        required_roles=tuple(submission.required_sign_offs),
        agreed_roles=tuple(role for role, decision in standing.items() if decision == Decision.AGREED),
        declined_roles=tuple(role for role, decision in standing.items() if decision == Decision.DECLINED),
        newest_version=newest.number if newest else None,
        is_newest_current=newest is not None and newest.text_hash == submission.text_hash,
        is_by_author=policy.wrote_it(user, submission, sections),
        objections_until=_objections_until(user, states),
    )


def _objections_until(user, states):
    """Until when the last of the carried sign-offs may be objected to, in the reader's own time; None for none."""
    until = [state.carried.object_until for state in states if state.may_be_objected]
    return instant_text(max(until), user.time_zone) if until else None


def dispatch_of(user, submission):
    rows = Dispatch.objects.visible_to(user).filter(submission=submission)
    return rows.select_related("version", "file", "by").first()
