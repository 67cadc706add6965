"""What follows from the kind of a submission: to whom it may go, and marks that are fixed. Pure."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import CLOSED_MARKS, Aor, Exposure, SubmissionChannel, SubmissionKind
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

# Unpublished: they go to the secretariat of the committee and to nobody else (MATRIX D016).
_TO_SECRETARIAT = frozenset({SubmissionKind.CONFIDENTIAL_COMMENTS})
_CHANNELS_TO_SECRETARIAT = (SubmissionChannel.ONLINE, SubmissionChannel.EMAIL, SubmissionChannel.LEAD_AGENCY)


def channels_for(kind):
    """How a text of this kind may go out."""
    return _CHANNELS_TO_SECRETARIAT if kind in _TO_SECRETARIAT else tuple(SubmissionChannel)


def fixed_recipient(kind, mechanism):
    """To whom a text of this kind goes, in words, where that is no choice; else ""."""
    return _("Secretariat of %(committee)s") % {"committee": mechanism} if kind in _TO_SECRETARIAT else ""


def kind_fits(kind, family):
    """Whether a text of this kind may be begun for a mechanism of `family`."""
    return FAMILY_OF.get(SubmissionKind(kind), family) == family


def fixed_mark(kind, family):
    """The mark that cannot be changed, or "". Whatever goes to an investigation is confidential."""
    if SubmissionKind(kind) in ALWAYS_CONFIDENTIAL or family == Family.INVESTIGATION:
        return Exposure.CONFIDENTIAL
    return ""


def usual_mark(family):
    """The mark that a plan line has unless somebody says otherwise: towards an investigation only those named may know
    (MATRIX D005, D063)."""
    return Exposure.CONFIDENTIAL if family == Family.INVESTIGATION else Exposure.MEMBERS


def usual_aors(body):
    """The areas of responsibility that the mechanism with the key `body` belongs to (MATRIX D061)."""
    return [Aor.CHILD_PROTECTION.value] if body == "mrm" else []


def line_mark_problem(family, exposure):
    """The sentence for a mark that is too open for a plan line towards a mechanism of `family`, or None."""
    if family != Family.INVESTIGATION or exposure in CLOSED_MARKS:
        return None
    return _("An engagement with an investigation is confidential, or at least restricted.")
