"""The states of a submission and the moves between them: one table, no database, no clock.

Who (standing) and when (guard) both answer with sentences, so that the page shows beforehand what an attempt would be
told. `docs/workflow.md` is drawn from this table and compared with it in a test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagements.enums import SignRole, Status, Verb


class Standing(StrEnum):
    """In what capacity a person meets a submission; policy.standings says who has which."""

    READER = "reader"
    WRITER = "writer"
    AUTHOR = "author"
    LEAD = "lead"
    SIGNATORY = "signatory"


class Owner(StrEnum):
    """Whose turn it is."""

    AUTHOR = "author"
    CONSULTED = "consulted"
    SIGNATORIES = "signatories"
    LEADS = "leads"
    NOBODY = "nobody"


OWNER_OF = {
    Status.DRAFT: Owner.AUTHOR,
    Status.CONSULTATION: Owner.CONSULTED,
    Status.SIGN_OFF: Owner.SIGNATORIES,
    Status.CLEARED: Owner.LEADS,
    Status.SUBMITTED: Owner.NOBODY,
    Status.WITHDRAWN: Owner.NOBODY,
}
# While the text is open. An edit during sign-off voids what was signed.
WRITABLE = (Status.DRAFT, Status.CONSULTATION, Status.SIGN_OFF)
FINAL = (Status.SUBMITTED, Status.WITHDRAWN)
NEEDS_REASON = (Verb.RETURN, Verb.WITHDRAW)


@dataclass(frozen=True)
class Facts:
    """What a guard looks at, read beforehand by queries.facts."""

    words: int = 0
    empty_sections: int = 0
    # rules.GateState of each gate that applies, open or shut (queries.gates).
    gates: tuple = ()
    required_roles: tuple = ()
    # Roles that agreed to, and declined, the newest version.
    agreed_roles: tuple = ()
    declined_roles: tuple = ()
    # Number of the newest version, and whether the text still is that version.
    newest_version: int | None = None
    is_newest_current: bool = False
    is_by_author: bool = False
    # Until when a carried sign-off may be objected to, as text; None where nothing is waited for.
    objections_until: str | None = None


def has_text(facts):
    return [] if facts.words else [_("There is no text yet.")]


def ready_to_sign(facts):
    """A text, and the gates that come first: nobody should sign what may not go out at all."""
    missing = has_text(facts) + shut_by(facts.gates, before=Verb.REQUEST_SIGN_OFF)
    if not facts.required_roles:
        missing.append(_("Nobody is named to sign off."))
    return missing


def ready_to_clear(facts):
    """Every required role agreed to the very text that stands there, nobody may still object to what was carried over,
    and the gates that come before clearing are open: the first ones, and the do-no-harm check."""
    missing = ready_to_sign(facts)
    missing += [one for one in shut_by(facts.gates, before=Verb.CLEAR) if one not in missing]
    if not facts.is_newest_current:
        missing.append(_("The text was changed after it was put up for sign-off. Ask sign-off for the new version."))
        return missing
    for role in facts.required_roles:
        if role in facts.declined_roles:
            missing.append(_("%(role)s declined.") % {"role": SignRole(role).label})
        elif role not in facts.agreed_roles:
            missing.append(_("The sign-off of %(role)s is missing.") % {"role": SignRole(role).label})
    if facts.objections_until is not None:
        missing.append(
            _("Until %(instant)s a signatory may object to the spelling-only change. Signing anew ends the wait.")
            % {"instant": facts.objections_until}
        )
    if facts.is_by_author:
        missing.append(_("The author cannot clear her own text. Another coordinator does."))
    return missing


def ready_to_submit(facts):
    """The very text that was cleared, and every gate open at the moment of sending."""
    missing = [] if facts.is_newest_current else [_("The text differs from the version that was cleared.")]
    return missing + shut_by(facts.gates)


def shut_by(gates, *, before=Verb.SUBMIT):
    """The sentences of the gates that are shut and must be open before this move; all of them before sending."""
    shut = [gate for gate in gates if not gate.ok and _counts(gate, before)]
    return [sentence for gate in shut for sentence in gate.missing]


def _counts(gate, before):
    if before == Verb.SUBMIT:
        return True
    return gate.is_first or (before == Verb.CLEAR and gate.is_before_clearing)


def always(facts):
    return []


@dataclass(frozen=True)
class Transition:
    """One move. `guard(facts)` lists what stands in the way; `notify` is the kind of notice, or empty."""

    source: Status
    target: Status
    verb: Verb
    who: frozenset
    guard: Callable
    audit_verb: str
    notify: str = ""


_WRITERS = frozenset({Standing.WRITER})
_LEADS = frozenset({Standing.LEAD})
_RETURNERS = frozenset({Standing.LEAD, Standing.SIGNATORY})
_OWNERS = frozenset({Standing.AUTHOR, Standing.LEAD})

TRANSITIONS = (
    Transition(
        Status.DRAFT,
        Status.CONSULTATION,
        Verb.CONSULT,
        _WRITERS,
        has_text,
        "submission.consultation_opened",
        "consultation_opened",
    ),
    Transition(
        Status.DRAFT,
        Status.SIGN_OFF,
        Verb.REQUEST_SIGN_OFF,
        _WRITERS,
        ready_to_sign,
        "submission.sign_off_requested",
        "sign_off_requested",
    ),
    Transition(
        Status.CONSULTATION,
        Status.SIGN_OFF,
        Verb.REQUEST_SIGN_OFF,
        _WRITERS,
        ready_to_sign,
        "submission.sign_off_requested",
        "sign_off_requested",
    ),
    # The text was changed during sign-off: a new version goes round.
    Transition(
        Status.SIGN_OFF,
        Status.SIGN_OFF,
        Verb.REQUEST_SIGN_OFF,
        _WRITERS,
        ready_to_sign,
        "submission.sign_off_requested",
        "sign_off_requested",
    ),
    Transition(Status.SIGN_OFF, Status.CLEARED, Verb.CLEAR, _LEADS, ready_to_clear, "submission.cleared"),
    Transition(Status.CLEARED, Status.SUBMITTED, Verb.SUBMIT, _LEADS, ready_to_submit, "submission.submitted"),
    *(
        Transition(source, Status.DRAFT, Verb.RETURN, who, always, "submission.returned", "submission_returned")
        for source, who in (
            (Status.CONSULTATION, _LEADS),
            (Status.SIGN_OFF, _RETURNERS),
            (Status.CLEARED, _LEADS),
        )
    ),
    *(
        Transition(source, Status.WITHDRAWN, Verb.WITHDRAW, _OWNERS, always, "submission.withdrawn")
        for source in (Status.DRAFT, Status.CONSULTATION, Status.SIGN_OFF, Status.CLEARED)
    ),
)
_BY_MOVE = {(each.source, each.verb): each for each in TRANSITIONS}


def find(status, verb):
    """The move that `verb` makes from `status`, or None where there is none."""
    return _BY_MOVE.get((Status(status), Verb(verb)))


def moves_from(status):
    """The moves out of `status`, in the order of the table."""
    return [each for each in TRANSITIONS if each.source == status]


def limit_text(words, limit):
    """How far the text is from its limit, as a sentence."""
    left = limit - words
    if left >= 0:
        return ngettext("%(n)s word left", "%(n)s words left", left) % {"n": left}
    return ngettext("%(n)s word too many", "%(n)s words too many", -left) % {"n": -left}


def diagram():
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {each.source.value} --> {each.target.value}: {each.verb.value}" for each in TRANSITIONS]
    lines += [f"    {status.value} --> [*]" for status in FINAL]
    return "\n".join(lines)
