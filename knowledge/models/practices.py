"""What a cluster learned and shares with all the others, open to everybody with an account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from knowledge.enums import Worked
from mechanisms.models import Mechanism


class GoodPractice(models.Model):
    """An example from experience, in words written for everybody (MATRIX E027). Nothing leads from here to the
    engagement it comes from; without `cluster` it comes from a cluster that is not named."""

    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what others can learn"), max_length=6000)
    worked = models.CharField(_("how it turned out"), max_length=8, choices=Worked)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shared_on = models.DateField(_("shared"))
    is_withdrawn = models.BooleanField(_("taken back"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = ["-shared_on", "-pk"]

    def __str__(self):
        return self.title
