"""What every record of a cluster with a mark of its own carries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster
from engagements.enums import Exposure
from engagements.models.common import MarkedOnLine, person
from engagements.models.plans import PlanLine


class MarkedRecord(MarkedOnLine):
    """A record of a cluster: its mark says who may know, and on a plan line nobody sees it who does not see the
    line (engagements/policy/marks.py). Writes lock by `version`."""

    cluster = models.ForeignKey(Cluster, verbose_name=_("cluster"), on_delete=models.PROTECT, related_name="+")
    plan_line = models.ForeignKey(
        PlanLine, verbose_name=_("plan line"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    exposure = models.CharField(_("who may know"), max_length=15, choices=Exposure, default=Exposure.MEMBERS)
    created_by = person(_("created by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
