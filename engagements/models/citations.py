"""What a cluster does with a recommendation: cites it in a message, works on it, or watches it. Confidential like the
cluster's own records; a recommendation itself is open and knows nothing of this."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from core.scoping import ScopedModel
from engagements.enums import WarningLevel, WatchKind
from engagements.models.advocacy import AdvocacyIssue, AdvocacyMessage
from engagements.models.common import person
from engagements.models.plans import PlanLine
from engagements.models.records import MarkedRecord
from recommendations.models import Recommendation


class MessageCitation(ScopedModel):
    """A recommendation on which a message rests (MATRIX D007, D015, D031, D050)."""

    message = models.ForeignKey(AdvocacyMessage, on_delete=models.CASCADE, related_name="+")
    # Protected: an import that brought it is not undone under a message.
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("recommendation of a message")
        verbose_name_plural = _("recommendations of messages")
        ordering = ["message", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "recommendation"], name="message_cites_recommendation_once")
        ]

    def __str__(self):
        return str(self.recommendation_id)


class RecommendationWatch(MarkedRecord):
    """A recommendation that a cluster keeps an eye on: a possible risk area that calls for prevention or mediation
    (MATRIX D006, D014), or an early-warning sign (D033). One record a cluster, recommendation and kind, whatever page
    it was begun on; a closed one of somebody else is not told of, and does not stand in the way."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommendation"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=WatchKind)
    # Of early-warning signs.
    level = models.CharField(_("level"), max_length=10, choices=WarningLevel, blank=True)
    # The preventive idea, or why it is a sign.
    text = models.TextField(_("idea or reason"), max_length=4000)
    # On the list of discussions that the guidance calls RMR without spelling it out.
    is_listed = models.BooleanField(_("on the list of discussions"), default=False)
    is_closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        verbose_name = _("watched recommendation")
        verbose_name_plural = _("watched recommendations")
        ordering = ["cluster", "is_closed", "-updated_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "recommendation", "kind", "created_by"],
                name="recommendation_watched_once",
                violation_error_message=_("Your cluster watches this recommendation already."),
            )
        ]

    def __str__(self):
        return f"watch {self.pk}"


class RecommendationWork(ScopedModel):
    """A recommendation that a plan line or an advocacy issue works on. On a line it says what the engagement is for
    (MATRIX D012); on an issue that the recommendation was made an advocacy priority (A015). Known to whoever may see
    the line or the issue."""

    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommendation"), on_delete=models.PROTECT, related_name="+"
    )
    plan_line = models.ForeignKey(
        PlanLine, verbose_name=_("plan line"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    issue = models.ForeignKey(
        AdvocacyIssue,
        verbose_name=_("advocacy issue"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recommendation worked on")
        verbose_name_plural = _("recommendations worked on")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan_line__isnull=True, issue__isnull=False)
                | Q(plan_line__isnull=False, issue__isnull=True),
                name="work_on_line_or_issue",
            ),
            models.UniqueConstraint(fields=["plan_line", "recommendation"], name="line_works_on_recommendation_once"),
            models.UniqueConstraint(fields=["issue", "recommendation"], name="issue_works_on_recommendation_once"),
        ]

    def __str__(self):
        return f"work {self.pk}"


class DiscussionList(ScopedModel):
    """What a cluster calls its list of discussions; without a row it is “RMR discussions”, as in the guidance."""

    cluster = models.OneToOneField(Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the list"), max_length=60)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("name of the list of discussions")
        verbose_name_plural = _("names of the lists of discussions")

    def __str__(self):
        return f"list {self.pk}"
