"""What several gates share: the page on which they are settled, the other ways that the guides name."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements.rules import Offer


def place(line, submission, key):
    """The address at which a gate is settled."""
    text = f"?text={submission.pk}" if submission is not None else ""
    return f"{reverse('engagements:gates', args=[line.pk])}{text}#{key}"


def is_current(submission, version):
    """Whether `version` is the very text that stands there."""
    return version is not None and version.text_hash == submission.text_hash


def other_ways(line):
    """What the guides name when a decision stands in the way. None of them opens the gate: each is another engagement,
    or the same one decided anew."""
    new = f"{reverse('engagements:line-create')}?cluster={line.cluster_id}"
    return (
        Offer(
            _("Through the lead agency"),
            _("The lead agency passes the information on, or endorses it. That is an engagement of the lead agency."),
            _("Guide 1, slide 6"),
            new,
        ),
        Offer(
            _("Indirectly, or in confidence"),
            _("Another body passes the information on, and the cluster stays unnamed; or only the mechanism knows."),
            _("Report on the pilot clusters, recommendation b"),
            new,
        ),
        Offer(
            _("With like-minded members"),
            _("The coordinators and those members who agree act in their own name, not in that of the cluster."),
            _("Report on the pilot clusters, structural challenges"),
            f"{reverse('engagements:gates', args=[line.pk])}#members",
        ),
        Offer(
            _("At a lower level"),
            _("Not every issue is for the higher level: some are kept, or taken up again, at the working level."),
            _("Report on the pilot clusters, advocacy"),
        ),
    )
