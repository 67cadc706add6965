"""The workspace of a country visit on its plan line: what goes out before, where it goes, how to stay safe."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.enums import InputState, StopState
from engagements.models.common import person
from engagements.models.plans import PlanLine
from engagements.models.submissions import Submission


class LineInput(ScopedModel):
    """Something to hand over: of the package before a visit, or the material headquarters asked for."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    recipient = models.CharField(_("for whom"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=InputState, default=InputState.TO_PREPARE)
    # Where it is written; shown to those only who see that text.
    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_by = person(_("created by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("input")
        verbose_name_plural = _("inputs")
        ordering = ["plan_line", F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self):
        return self.title


class VisitStop(ScopedModel):
    """A place on the programme. The day may not be known yet: then `day_note` says what is ("second day, morning")."""

    plan_line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(_("place"), max_length=120)
    host = models.CharField(_("host"), max_length=200, blank=True)
    on = models.DateField(_("day"), null=True, blank=True)
    day_note = models.CharField(_("when, if no day is known"), max_length=80, blank=True)
    purpose = models.CharField(_("what for"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=StopState, default=StopState.PROPOSED)
    created_by = person(_("created by"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("stop of a visit")
        verbose_name_plural = _("stops of a visit")
        ordering = ["plan_line", F("on").asc(nulls_last=True), "pk"]

    def __str__(self):
        return self.place


class StopSafety(ScopedModel):
    """What to heed at a stop. Its own table: only the coordinators and the people named on the line read it."""

    stop = models.OneToOneField(VisitStop, on_delete=models.CASCADE, related_name="+")
    note = models.TextField(_("safety note"))
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("safety note")
        verbose_name_plural = _("safety notes")

    def __str__(self):
        return f"safety note {self.pk}"
