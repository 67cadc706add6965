"""What a cluster does so that a recommendation is carried out: adopted for follow-up, with activities. A cluster's own,
unlike the recommendation. The State carries out, the cluster supports (MATRIX K024, K061)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, Organisation
from core.scoping import ScopedModel
from recommendations.enums import ActivityKind, ActivityOwner, FollowUpState, Mark, OfferState, Progress, StateBody
from recommendations.models.recommendations import Recommendation


def person(verbose_name):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class HumanitarianLawMark(models.Model):
    """Somebody read a recommendation and says that it is about international humanitarian law, where its source does
    not (MATRIX D012, K013). Open like the recommendation; who said so stands in the trail."""

    # Protected: an import that brought it is not undone under a mark.
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.PROTECT, related_name="humanitarian_law_mark"
    )
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mark of humanitarian law")
        verbose_name_plural = _("marks of humanitarian law")

    def __str__(self):
        return str(self.recommendation_id)


class FollowUp(ScopedModel):
    """A recommendation that a cluster has adopted for follow-up in its response framework, once for each cluster, with
    its plan: the prompts of guide 6 (MATRIX K017-K022)."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(
        Recommendation, verbose_name=_("recommendation"), on_delete=models.PROTECT, related_name="+"
    )
    mark = models.CharField(_("who may know"), max_length=15, choices=Mark, default=Mark.MEMBERS)
    objective = models.CharField(_("objective of the response framework"), max_length=500)
    responsible_kind = models.CharField(_("kind of State body"), max_length=12, choices=StateBody)
    responsible = models.CharField(_("State body that must carry it out"), max_length=300)
    follows = models.TextField(_("what is followed"), max_length=2000, blank=True)
    support = models.TextField(_("supporting role of the cluster"), max_length=2000)
    purpose = models.TextField(_("purpose"), max_length=2000)
    method = models.TextField(_("how it is followed"), max_length=2000, blank=True)
    first_step = models.CharField(_("first step"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=FollowUpState, default=FollowUpState.FOLLOWED)
    # Why it ended; the newest.
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    created_by = person(_("adopted by"))
    created_at = models.DateTimeField(_("adopted"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("recommendation followed up")
        verbose_name_plural = _("recommendations followed up")
        ordering = ["cluster", "state", "-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "recommendation"],
                name="follow_up_once_a_cluster",
                violation_error_message=_("Your cluster follows this recommendation up already."),
            ),
            models.CheckConstraint(
                condition=~Q(objective="") & ~Q(responsible="") & ~Q(responsible_kind=""),
                name="follow_up_names_state_body",
            ),
            models.CheckConstraint(condition=~Q(state="ended") | ~Q(reason=""), name="follow_up_ended_has_reason"),
        ]

    def __str__(self):
        return f"follow-up {self.pk}"


class FollowUpActivity(ScopedModel):
    """One thing that is done to help the State carry a recommendation out (MATRIX D013), or an offer of technical
    assistance to a ministry (D032). Its progress follows the state of the offer."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=22, choices=ActivityKind, default=ActivityKind.SUPPORT)
    what = models.CharField(_("what"), max_length=500)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    owner_role = models.CharField(_("role that sees to it"), max_length=15, choices=ActivityOwner, blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("to be done by"))
    cost_source = models.CharField(_("who pays"), max_length=300, blank=True)
    progress = models.CharField(_("progress"), max_length=10, choices=Progress, default=Progress.PLANNED)
    # Why it was dropped, or what the ministry said; the newest.
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    # Of offers only.
    counterpart = models.CharField(_("ministry it is offered to"), max_length=300, blank=True)
    offer = models.CharField(_("offer"), max_length=10, choices=OfferState, blank=True)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("activity for a recommendation")
        verbose_name_plural = _("activities for recommendations")
        ordering = ["follow_up", "due_on", "pk"]
        indexes = [models.Index(fields=["progress", "due_on"], name="follow_up_activity_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(owner_role=""), name="follow_up_activity_has_owner"
            ),
            models.CheckConstraint(
                condition=(Q(kind="support", offer="", counterpart=""))
                | (Q(kind="technical_assistance") & ~Q(offer="") & ~Q(counterpart="")),
                name="follow_up_offer_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(progress="dropped", kind="support") | ~Q(reason=""),
                name="follow_up_dropped_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(progress="done", done_on__isnull=False) | (~Q(progress="done") & Q(done_on=None)),
                name="follow_up_done_has_day",
            ),
        ]

    def __str__(self):
        return f"activity {self.pk}"

    @property
    def is_open(self):
        return self.progress in (Progress.PLANNED, Progress.GOING_ON)
