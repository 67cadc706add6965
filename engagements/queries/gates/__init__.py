"""All gates of a plan line or of a text that goes out on it. The order is of no meaning: any may be settled first.

A gate is a function `gate(user, line, submission, version)` that returns a `rules.GateState` with its key, label and
address, or None where it does not apply. The answer (`ok`) is the same whoever asks; the sentences tell only what the
asker may know. `submission` and `version` are None when the question is about the engagement as a whole; `version` is
the newest one, which may be older than the text.
"""

from engagements import policy
from engagements.queries.gates import channel, doors, harm, hct, lead_agency, members, readers, risk, sag, sharing

GATES = (
    risk.gate,
    harm.gate,
    doors.gate,
    channel.gate,
    members.gate,
    hct.gate,
    lead_agency.gate,
    sag.gate,
    readers.gate,
    sharing.gate,
)


def gates_of(user, line, submission=None, version=None):
    """The gates that apply, open and shut ones."""
    # Each asking looks anew who is named and for whom she works.
    policy.forget_named(line)
    found = [gate(user, line, submission, version) for gate in GATES]
    return [state for state in found if state is not None]


def missing_of(gates):
    """The sentences of all shut gates, in one list."""
    return [sentence for state in gates if not state.ok for sentence in state.missing]
