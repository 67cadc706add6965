"""How much room human rights have on an agenda, and in which order actors are invited."""

from dataclasses import dataclass

from engagements.enums import EXPOSURE_RANK, InvitationAnswer
from stakeholders.enums import Level, StakeholderKind

# The step of the coordinator's letter that an agenda shows (003:53).
AGENDA_STEP = "letter.1a_agenda"
MOST_ITEMS = 60
# As long as a line of an action plan may be: a point becomes one.
POINT_CHARACTERS = 300
# Local and national actors first (003:54); where nobody said, before those from abroad.
LEVEL_ORDER = {Level.LOCAL: 0, Level.NATIONAL: 1, "": 2, Level.INTERNATIONAL: 3}
# Whom the letter wants at workshops (003:56).
ADVISERS = (StakeholderKind.OHCHR, StakeholderKind.ADVISER)


@dataclass(frozen=True, slots=True)
class AgendaShare:
    """Of `total` items so many on human rights; in so many of them findings were presented."""

    total: int
    rights: int
    findings: int

    @property
    def percent(self):
        """Rounded to whole per cent; None where there is no agenda."""
        return round(100 * self.rights / self.total) if self.total else None


def agenda_share(items):
    """The `AgendaShare` of rows with `is_rights` and `has_findings`."""
    items = list(items)
    return AgendaShare(len(items), sum(item.is_rights for item in items), sum(item.has_findings for item in items))


def invitation_order(stakeholder):
    """Sort key: local, national, not said, international; then by what they are called."""
    return LEVEL_ORDER[stakeholder.level], stakeholder.called.casefold(), stakeholder.pk


def counts_as_invited(answer):
    return answer != InvitationAnswer.WITHDRAWN


def is_no_wider(mark, other):
    """Whether what carries `mark` is for no more people than what carries `other`."""
    return EXPOSURE_RANK[mark] >= EXPOSURE_RANK[other]
