"""Who submits a joint text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models import Organisation
from core.scoping import ScopedModel
from engagements.models.common import person
from engagements.models.submissions import Submission


class SubmittingOrganisation(ScopedModel):
    """An organisation that submits a text together with others. It stands on the cover only if it allowed that."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    is_named = models.BooleanField(_("may be named"), default=False)
    position = models.PositiveSmallIntegerField(_("order"))
    added_by = person(_("added by"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("submitting organisation")
        verbose_name_plural = _("submitting organisations")
        ordering = ["submission", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "organisation"], name="organisation_once_per_submission")
        ]

    def __str__(self):
        return str(self.organisation_id)
