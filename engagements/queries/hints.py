"""The do's and don'ts beside the message editor: the portal's own, as the Task Team keeps them."""

from engagements.enums import HintKind
from engagements.models import MessageHint
from engagements.rules.hints import OWN_HINTS


def all_hints():
    """Every hint in order, hidden ones too: the portal's own (in the reader's language) unless a row stands in its
    place, then those that the Task Team added. One query."""
    rows = {row.key: row for row in MessageHint.objects.all()}
    own = [rows.pop(hint.key, hint) for hint in OWN_HINTS]
    return [*own, *rows.values()]


def shown_hints():
    """(do's, don'ts) that stand beside the editor."""
    shown = [hint for hint in all_hints() if hint.is_shown]
    return [one for one in shown if one.kind == HintKind.DO], [one for one in shown if one.kind == HintKind.DONT]


def hint(key):
    """One hint, or None."""
    return next((one for one in all_hints() if one.key == key), None)
