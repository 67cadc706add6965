"""Requests of others for an input: from whom, when, due, about what. Confidential by their mark."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from engagements.enums import AskedDoor, AskedState
from engagements.models.common import person
from engagements.models.records import MarkedRecord
from mechanisms.models import Mechanism


class InputRequest(MarkedRecord):
    """Somebody asked the cluster for an input (MATRIX I008; field report: engagement is mostly reactive). Taken up, it
    hangs on the plan line that answers it; declined, it says why."""

    asked_by = models.CharField(_("from whom"), max_length=200)
    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    about = models.CharField(_("about what"), max_length=300)
    details = models.TextField(_("what exactly is asked"), max_length=4000, blank=True)
    door = models.CharField(_("how it came"), max_length=12, choices=AskedDoor)
    state = models.CharField(_("state"), max_length=10, choices=AskedState, default=AskedState.OPEN)
    reason = models.CharField(_("why declined"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = person(_("answered by"))

    class Meta:
        verbose_name = _("request for an input")
        verbose_name_plural = _("requests for inputs")
        ordering = ["cluster", F("due_on").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["cluster", "state", "due_on"], name="request_cluster_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=AskedState.DECLINED) | ~Q(reason=""),
                name="declined_request_has_reason",
                violation_error_message=_("Say why it is declined."),
            ),
            models.CheckConstraint(
                condition=~Q(state=AskedState.TAKEN_UP) | Q(plan_line__isnull=False),
                name="taken_up_request_has_line",
                violation_error_message=_("Say on which plan line it is taken up."),
            ),
        ]

    def __str__(self):
        return self.about
