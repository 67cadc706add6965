"""A file that somebody asked for and that the worker makes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import PrivateFile
from core.scoping import ScopedModel
from engagements.enums import FileKind, RenderFailure, RenderState, RenderStep
from engagements.models.common import person
from engagements.models.submissions import Submission, Version


class Rendering(ScopedModel):
    """One file asked for by one person, for her alone and until `expires_at`. Without `version` it is the text as it
    stood when the worker came to it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(_("file"), max_length=5, choices=FileKind)
    state = models.CharField(_("state"), max_length=10, choices=RenderState, default=RenderState.QUEUED)
    step = models.CharField(_("progress"), max_length=15, choices=RenderStep, default=RenderStep.WAITING)
    failure = models.CharField(_("reason"), max_length=15, choices=RenderFailure, blank=True)
    asked_by = person(_("asked by"), null=False, blank=False, on_delete=models.CASCADE)
    asked_at = models.DateTimeField(_("asked at"))
    started_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), db_index=True)
    file = models.ForeignKey(PrivateFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("file asked for")
        verbose_name_plural = _("files asked for")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(failure="") | Q(state=RenderState.FAILED), name="rendering_failure_has_failed"
            ),
        ]

    def __str__(self):
        return f"rendering {self.pk}"

    @property
    def ending(self):
        """How the name of the file ends."""
        return "pdf" if self.kind == FileKind.READ_OUT else self.kind

    @property
    def is_expired(self):
        return self.expires_at <= clock.now()

    @property
    def is_waiting(self):
        return self.state in (RenderState.QUEUED, RenderState.RUNNING)
