"""Writes to the recommendations that a text proposes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from core import clock
from core.documents.markup import clean_text
from core.errors import Refused, Stale
from engagements import policy
from engagements.actions.sections import save_section
from engagements.actions.submissions import record
from engagements.enums import DetailLevel
from engagements.models import ProposedRecommendation

MOST_PROPOSALS = 60
MOST_CHARACTERS = 1000


def _checked(text, detail):
    text = " ".join(clean_text(text).split())
    if not text:
        raise ValidationError({"text": _("Write the recommendation as you would like to read it.")})
    if len(text) > MOST_CHARACTERS:
        raise ValidationError({"text": _("At most %(most)s characters.") % {"most": MOST_CHARACTERS}})
    if detail not in DetailLevel.values:
        raise ValidationError({"detail": _("Choose how detailed it is.")})
    return text


def _rows(submission):
    return policy.rows_of(ProposedRecommendation, submission)


@transaction.atomic
def add_proposal(*, submission, text, detail, by):
    """Propose a recommendation at the end of the list. Writers, while the text is open. Twice makes two."""
    policy.check_can_write(by, submission)
    text = _checked(text, detail)
    rows = _rows(submission)
    if rows.count() >= MOST_PROPOSALS:
        raise ValidationError({"text": _("A text proposes at most %(most)s.") % {"most": MOST_PROPOSALS}})
    last = rows.aggregate(last=Max("position"))["last"] or 0
    proposal = ProposedRecommendation.objects.create(
        submission=submission, text=text, detail=detail, position=last + 1, proposed_by=by
    )
    record("proposal.added", proposal, submission, by=by, after={"detail": str(detail)})
    return proposal


@transaction.atomic
def change_proposal(*, proposal, text, detail, expected_version, by):
    """Change its words. Writers, while the text is open; somebody quicker: `Stale`. Text that was put into a section
    already stays as it is."""
    policy.check_can_write(by, proposal.submission)
    changes = {"text": _checked(text, detail), "detail": detail, "updated_at": clock.now()}
    rows = _rows(proposal.submission).filter(pk=proposal.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **changes):
        raise Stale
    record("proposal.changed", proposal, proposal.submission, by=by, after={"detail": str(detail)})


@transaction.atomic
def move_proposal(*, proposal, direction, by):
    """Change places with the neighbour: "up" or "down". At the edge nothing happens."""
    policy.check_can_write(by, proposal.submission)
    rows = list(_rows(proposal.submission).order_by("position", "pk"))
    at = next(index for index, row in enumerate(rows) if row.pk == proposal.pk)
    to = at + {"up": -1, "down": 1}.get(direction, 0)
    if to == at:
        raise ValidationError(_("Proposals move up or down."))
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for position, row in enumerate(rows, start=1):
        _rows(proposal.submission).filter(pk=row.pk).update(position=position)
    record("proposal.moved", proposal, proposal.submission, by=by, after={"position": to + 1})


@transaction.atomic
def remove_proposal(*, proposal, expected_version, by):
    """Take it off the list. Writers, while the text is open; `Stale` when somebody changed it since."""
    policy.check_can_write(by, proposal.submission)
    rows = _rows(proposal.submission).filter(pk=proposal.pk, version=expected_version)
    if not rows.exists():
        raise Stale
    record("proposal.removed", proposal, proposal.submission, by=by)
    rows.delete()


@transaction.atomic
def write_proposals(*, section, by):
    """Put the proposals that do not stand in `section` yet below its text, as a numbered list. Writers, while the text
    is open; refused when there is nothing to put. The section is saved as by hand, with all that follows from it."""
    submission = section.submission
    policy.check_can_write(by, submission)
    texts = [row.text for row in _rows(submission).order_by("position", "pk") if row.text not in section.body]
    if not texts:
        raise Refused(_("All of them stand in this section already."))
    listed = "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))
    body = f"{section.body.rstrip()}\n\n{listed}".strip()
    return save_section(section=section, heading=section.heading, body=body, expected_version=section.version, by=by)
