"""Asking the gates of a plan line at the moment something goes out on it, whatever it is: a text, an input of the
package for a visit, a press proposal. What is only recorded after the event is told apart: see `shut_keys`."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from engagements.enums import Status
from engagements.queries.gates import gates_of, missing_of


class GatesShut(Refused):
    """Sending was tried while gates were shut; `keys` names them."""

    def __init__(self, sentence, keys):
        super().__init__(sentence)
        self.keys = keys


def check_gates(line, by, submission=None):
    """Raise `GatesShut` unless everything that the line needs is settled. Call it with the line held. `submission`: the
    text that goes out with it, which must be on record as sent; its own gates were asked then, on the very version."""
    if submission is None:
        gates = gates_of(by, line)
        missing = missing_of(gates)
        if missing:
            sentence = " ".join(str(one) for one in missing)
            raise GatesShut(sentence, [state.key for state in gates if not state.ok])
    elif submission.status != Status.SUBMITTED:
        raise GatesShut(_("The text that belongs to it is not on record as sent."), ["text"])


def shut_keys(line, by):
    """The keys of the shut gates of the line as a whole, in order; none without a line."""
    return [state.key for state in gates_of(by, line) if not state.ok] if line is not None else []
