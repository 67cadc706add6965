"""What a submission's page says beside the text: gates, moves, who can see it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagements import policy, workflow
from engagements.enums import Decision, Exposure, SignRole, Status, Verb
from engagements.models import SubmissionReader


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
    # Where it is settled.
    url: str = ""


def gates_before(submission, gates):
    """What the protocol and the safety of people ask before the text goes out, from the `gates` that were asked for,
    and the consultation of the members."""
    reached = list(Status)
    at = reached.index(Status(submission.status)) if submission.status != Status.WITHDRAWN else 0
    lines, has_members = [], False
    for gate in gates:
        note = gate.note if gate.ok else " ".join(str(one) for one in gate.missing[:1])
        if gate.key == "sag" and SignRole.SAG in submission.required_sign_offs:
            # Its sign-off stands among the others.
            continue
        if gate.key == "members":
            has_members = True
            lines.append(_members_gate(submission, gate, note))
            continue
        lines.append(Gate(gate.label, "done" if gate.ok else "open", note, url="" if gate.ok else gate.url))
    if not has_members:
        lines.append(_consultation_gate(submission, at > reached.index(Status.CONSULTATION)))
    return lines


def gates_of_text(submission, found, states, limits):
    """What the page of a text knows itself: its length, who signed, who cleared it."""
    lines = [_text_gate(found, limits), *(_sign_gate(state) for state in states)]
    cleared = submission.cleared_by is not None
    note = submission.cleared_by if cleared else _("by a coordinator who is not the author")
    lines.append(Gate(_("Clearance"), "done" if cleared else "open", note, submission.cleared_at))
    return lines


def _members_gate(submission, gate, note):
    """What the protocol asks of the members, and their consultation on the text, in one line."""
    if gate.ok:
        return Gate(gate.label, "done", note, submission.consulted_at)
    if submission.status == Status.CONSULTATION:
        return Gate(gate.label, "part", _("consultation under way"), submission.consulted_at, url=gate.url)
    return Gate(gate.label, "open", note, submission.consulted_at, url=gate.url)


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
    """Who can see this, in a sentence: by its own mark, and never more than see its plan line."""
    people = _seen_by_own_mark(submission, named)
    if submission.mark == submission.exposure:
        return people
    return _("%(people)s, as far as they see its plan line") % {"people": people}


def _seen_by_own_mark(submission, named):
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
