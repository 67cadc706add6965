"""What a mechanism takes: length, its unit, and how sure the source is."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.enums import Confidence
from engagements.enums import SubmissionKind
from mechanisms.enums import AuthorType, LimitUnit
from mechanisms.models import SubmissionRequirement


@dataclass(frozen=True)
class Limit:
    """What a mechanism takes. `binds` only when the limit's source is good enough; otherwise it warns at most."""

    number: int | None = None
    unit: str = ""
    counts_notes: bool = True
    binds: bool = False
    note: object = ""

    @property
    def in_words(self):
        return self.number if self.unit == LimitUnit.WORDS else None


def limit_of(requirement):
    if requirement is None:
        return Limit(note=_("No limit is known. Ask the mechanism before you send."))
    known = Confidence(requirement.limit_confidence)
    counts = requirement.counts_footnotes
    if requirement.limit is None or known == Confidence.NONE:
        return Limit(counts_notes=counts, note=_("No limit was found. Look into the guide of the mechanism."))
    if known not in Confidence.usable():
        note = _("Limit to be verified in the guide of the mechanism: it warns, it does not stop.")
        return Limit(requirement.limit, requirement.unit, counts, False, note)
    note = "" if counts else _("Footnotes do not count.")
    return Limit(requirement.limit, requirement.unit, counts, True, note)


# How the reference data name what fits a kind of submission best.
_FITS = {
    SubmissionKind.UPR_MID_TERM: (AuthorType.ANY, "mid-term"),
    SubmissionKind.UPR_SINGLE: (AuthorType.SINGLE, ""),
    SubmissionKind.UPR_JOINT: (AuthorType.JOINT, ""),
}


def requirements_for(mechanism, kind):
    """What the mechanism takes from others than States, what fits `kind` first, limits in words before others."""
    rows = SubmissionRequirement.objects.filter(mechanism=mechanism).exclude(author_type=AuthorType.STATE)
    author, word = _FITS.get(kind, ("", ""))

    def fits(row):
        return (bool(word) and word in row.key) or (bool(author) and not word and row.author_type == author)

    return sorted(rows, key=lambda row: (not fits(row), row.unit != LimitUnit.WORDS, row.key))
