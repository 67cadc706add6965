"""What a mechanism made of what the cluster sent: points, where each was taken up, four closing words. Confidential."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calendar_app.models import Outcome
from core.scoping import ScopedModel
from engagements.enums import Stage, Taken
from engagements.models.common import person
from engagements.models.proposals import ProposedRecommendation
from engagements.models.submissions import Submission
from mechanisms.models import Document
from recommendations.models import Recommendation


class SubmissionPoint(ScopedModel):
    """One point that the submission made, to be looked for in what the mechanism says (MATRIX I005)."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("point"), max_length=500)
    # Number of the paragraph or section in the version that went out, as people cite it.
    place = models.CharField(_("where in our text"), max_length=60, blank=True)
    # The recommendation that the cluster proposed in these words (MATRIX I004).
    proposal = models.ForeignKey(
        ProposedRecommendation,
        verbose_name=_("proposed recommendation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    created_by = person(_("created by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("point of a submission")
        verbose_name_plural = _("points of submissions")
        ordering = ["submission", "position", "pk"]

    def __str__(self):
        return f"point {self.pk}"


class PointUptake(ScopedModel):
    """Whether a point shows at one stage of the mechanism's work: reflected, partly, missing; in which words, where."""

    point = models.ForeignKey(SubmissionPoint, on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(_("where we looked"), max_length=15, choices=Stage)
    taken = models.CharField(_("taken up"), max_length=10, choices=Taken)
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.ForeignKey(
        Outcome, verbose_name=_("outcome"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("which recommendation it became"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # A document that the portal does not know.
    symbol = models.CharField(_("symbol or title of the document"), max_length=200, blank=True)
    citation = models.CharField(_("paragraph"), max_length=60, blank=True)
    link = models.CharField(_("link"), max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])])
    quote = models.TextField(_("in which words"), max_length=2000, blank=True)
    noted_by = person(_("noted by"))
    noted_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("uptake of a point")
        verbose_name_plural = _("uptake of points")
        ordering = ["point", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "stage"],
                name="uptake_once_per_stage",
                violation_error_message=_("It is noted already whether this point shows there. Change that note."),
            ),
            models.CheckConstraint(
                condition=~Q(taken=Taken.MISSING) | Q(quote=""),
                name="missing_point_has_no_words",
                violation_error_message=_("A point that is missing has no words to quote."),
            ),
            models.CheckConstraint(
                condition=~Q(taken=Taken.MISSING) | Q(recommendation=None),
                name="missing_point_became_nothing",
                violation_error_message=_("A point that is missing became no recommendation."),
            ),
        ]

    def __str__(self):
        return f"uptake {self.pk}"


class SubmissionClosing(ScopedModel):
    """What the cluster learned from one input: four fields of the questionnaire (MATRIX I006, field report area 1)."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="+")
    challenges = models.TextField(_("challenges"), max_length=4000, blank=True)
    openings = models.TextField(_("openings"), max_length=4000, blank=True)
    outcome = models.TextField(_("outcome"), max_length=4000, blank=True)
    impact = models.TextField(_("impact"), max_length=4000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = person(_("last changed by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("closing words of a submission")
        verbose_name_plural = _("closing words of submissions")

    def __str__(self):
        return f"closing {self.pk}"
