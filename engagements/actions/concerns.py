"""Writes to concerns: raised by anybody of the cluster, answered by its coordinators, in a sentence or by a plan line
(MATRIX A018). A plan line takes one up through `create_plan_line(answers=...)`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.errors import Refused
from core.saving import save_version
from engagements import policy
from engagements.actions.line_checks import known_groups
from engagements.models import PlanConcern

MOST_ANSWER = 2000


@transaction.atomic
def raise_concern(*, cluster, text, groups=(), by):
    """Raise a concern for the plan of `cluster`: the circle of the cluster. `groups`: keys of themes of the kind
    "group". Returns it; twice raises two."""
    policy.check_can_raise_concern(by, cluster.pk)
    if not text.strip():
        raise ValidationError({"text": _("Say what the concern is.")})
    if set(groups) - known_groups(groups):
        raise ValidationError({"groups": _("Choose groups from the list: groups of people, never persons.")})
    concern = PlanConcern(cluster=cluster, text=text.strip(), groups=list(groups), raised_by=by)
    concern.full_clean(exclude=["cluster", "raised_by"])
    concern.save(force_insert=True)
    _record("concern.raised", concern, by=by, after={"groups": list(groups)})
    return concern


@transaction.atomic
def answer_concern(*, concern, answer, expected_version, by):
    """Answer a concern in a sentence. Coordinators only; an answered one is refused. `Stale` when it changed since."""
    policy.check_can_plan(by, concern.cluster_id)
    if concern.answered_at is not None:
        raise Refused(_("This concern has an answer already."))
    if not answer.strip():
        raise ValidationError({"answer": _("Write the answer.")})
    if len(answer.strip()) > MOST_ANSWER:
        raise ValidationError({"answer": _("Use at most %(most)s characters.") % {"most": MOST_ANSWER}})
    save_version(concern, expected_version, by, answer=answer.strip(), answered_by=by, answered_at=clock.now())
    _record("concern.answered", concern, by=by)
    return concern


def _record(verb, concern, *, by, after=None):
    audit.record(
        verb=verb,
        target=concern,
        by=by,
        cluster_id=concern.cluster_id,
        after=after,
        label=audit.neutral_label(concern),
    )
