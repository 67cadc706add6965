"""Reports of sessions that the Task Team writes for clusters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportReaders(models.TextChoices):
    """Who of the clusters that a report is for reads it."""

    COORDINATORS = "coordinators", _("Coordinators only")
    MEMBERS = "members_only", _("Members of the cluster too")
