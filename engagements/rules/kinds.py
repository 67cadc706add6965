"""What follows from the kind of a submission: to whom it may go, and marks that are fixed. Pure."""

from engagements.enums import Exposure, SubmissionKind
from mechanisms.enums import Family

# Kinds that make sense for one kind of mechanism only (guide 1, slides 6 and 9).
FAMILY_OF = {
    SubmissionKind.LIST_OF_ISSUES: Family.TREATY_BODY,
    SubmissionKind.ALTERNATIVE_REPORT: Family.TREATY_BODY,
    SubmissionKind.FOLLOW_UP: Family.TREATY_BODY,
    SubmissionKind.GENERAL_COMMENT: Family.TREATY_BODY,
    SubmissionKind.LETTER: Family.SPECIAL_PROCEDURE,
    SubmissionKind.HEARING: Family.REGIONAL,
    SubmissionKind.AMICUS: Family.REGIONAL,
    SubmissionKind.CONFIDENTIAL_COMMENTS: Family.TREATY_BODY,
    SubmissionKind.INQUIRY: Family.TREATY_BODY,
    SubmissionKind.INVESTIGATION: Family.INVESTIGATION,
}
# Never published, never for more people than those named (MATRIX D005, D016).
ALWAYS_CONFIDENTIAL = frozenset({SubmissionKind.CONFIDENTIAL_COMMENTS, SubmissionKind.INVESTIGATION})


def kind_fits(kind, family):
    """Whether a text of this kind may be begun for a mechanism of `family`."""
    return FAMILY_OF.get(SubmissionKind(kind), family) == family


def fixed_mark(kind, family):
    """The mark that cannot be changed, or "". Whatever goes to an investigation is confidential."""
    if SubmissionKind(kind) in ALWAYS_CONFIDENTIAL or family == Family.INVESTIGATION:
        return Exposure.CONFIDENTIAL
    return ""
