"""The do-no-harm check: every finding is dealt with (the words are gone) or justified before the text is cleared."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagements.queries.harm import harm_counts
from engagements.rules import GATE_LABELS, GateState


def gate(user, line, submission, version):
    if submission is None:
        return None
    waiting, justified = harm_counts(submission)
    url = reverse("engagements:finding-list", args=[submission.pk])
    facts = {"key": "harm", "label": GATE_LABELS["harm"], "url": url, "is_before_clearing": True}
    if waiting:
        sentence = ngettext(
            "%(n)s finding of the do-no-harm check is neither changed nor justified.",
            "%(n)s findings of the do-no-harm check are neither changed nor justified.",
            waiting,
        )
        return GateState(False, [sentence % {"n": waiting}], **facts)
    if not justified:
        return GateState(True, note=_("nothing found"), **facts)
    note = ngettext("%(n)s finding is justified", "%(n)s findings are justified", justified) % {"n": justified}
    return GateState(True, note=note, **facts)
