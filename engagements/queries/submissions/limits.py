"""What a mechanism takes: length, its unit, and how sure the source is."""

from dataclasses import dataclass
from math import ceil

from django.conf import settings
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


# Words on a page of the portal's own layout: an estimate until the pages have been laid out.
WORDS_A_PAGE = 430


@dataclass(frozen=True)
class Measure:
    """How long a text is in the unit of its limit: `used` of `most` (None: nobody said). `is_estimate` where the
    portal guesses; `note` says how it was measured."""

    unit: str
    used: float
    most: float | None = None
    is_estimate: bool = False
    note: object = ""

    @property
    def is_over(self):
        return self.most is not None and self.used > self.most

    @property
    def clock(self):
        """Minutes and seconds, for a speaking time."""
        return _clock(round(self.used * 60))

    @property
    def most_clock(self):
        return _clock(round(self.most * 60)) if self.most is not None else ""


def _clock(seconds):
    return f"{seconds // 60}:{seconds % 60:02}"


def seconds_of(words):
    """How long reading so many words aloud takes, at the pace of the settings. `static/js/editor.js` does the same."""
    return round(words * 60 / settings.HRE_WORDS_A_MINUTE)


def measure_of(submission, limit, *, words, text_words, paragraphs, has_cover):
    """The length of a text in the unit in which it is limited; of what is spoken always in minutes. Notes are never
    read out. Pages are those of the last PDF while the text is still the same, else estimated."""
    if submission.is_spoken:
        given = submission.speaking_minutes
        if given is None and limit.unit == LimitUnit.MINUTES:
            given = limit.number
        note = _("At %(rate)s words a minute: the portal’s estimate. Read it aloud with a watch.") % {
            "rate": settings.HRE_WORDS_A_MINUTE
        }
        most = float(given) if given is not None else None
        return Measure(LimitUnit.MINUTES, seconds_of(text_words) / 60, most, True, note)
    if limit.unit == LimitUnit.PAGES:
        if submission.laid_out_pages is not None and submission.laid_out_hash == submission.text_hash:
            pages = max(submission.laid_out_pages - has_cover, 0)
            return Measure(LimitUnit.PAGES, pages, limit.number, False, _("Pages of the last PDF, without its cover."))
        note = _("Estimated at %(words)s words a page. Make the PDF to count them.") % {"words": WORDS_A_PAGE}
        return Measure(LimitUnit.PAGES, ceil(words / WORDS_A_PAGE), limit.number, True, note)
    if limit.unit == LimitUnit.PARAGRAPHS:
        return Measure(LimitUnit.PARAGRAPHS, paragraphs, limit.number)
    return None


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
