"""What a mechanism takes, and until when, for whoever writes a submission: from records that were read already."""

from dataclasses import dataclass
from datetime import time

from calendar_app.enums import EXACT, Precision
from calendar_app.models import Entry
from core.dates import zone_label
from core.enums import Confidence
from engagements.queries.plans import about_text
from mechanisms.models import SubmissionRequirement


@dataclass(frozen=True)
class Terms:
    """The date of the line as far as the reader sees it, and the requirement that the text follows; either may be
    missing. `hour` comes from the requirement where the date itself names none."""

    entry: Entry | None
    requirement: SubmissionRequirement | None

    @property
    def is_exact(self):
        """Only a day that is announced is counted down to."""
        return self.entry is not None and self.entry.precision in EXACT

    @property
    def about(self):
        """The date in words where its day is not known."""
        return about_text(self.entry) if self.entry is not None else ""

    @property
    def hour(self) -> time | None:
        if self.requirement is None or (self.entry is not None and self.entry.precision == Precision.INSTANT):
            return None
        return self.requirement.at

    @property
    def zone(self):
        """Whose clock counts, in words; empty where no source says it."""
        return zone_label(self.requirement.time_zone) if self.requirement and self.requirement.time_zone else ""

    @property
    def is_verified(self):
        return self.requirement is not None and self.requirement.confidence in Confidence.usable()


def terms_of(submission):
    """The terms of a submission from `submission_detail`. No query."""
    line = submission.plan_line
    return Terms(line.entry if submission.sees_date else None, submission.requirement)
