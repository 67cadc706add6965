"""What there is to learn from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResourceKind(models.TextChoices):
    LEARNING_BITE = "learning_bite", _("Learning bite")
    SELF_STUDY = "self_study", _("Self-study")
    GUIDE = "guide", _("Guide")
    TEMPLATE = "template", pgettext_lazy("kind of resource", "Template")
    RECORDING = "recording", _("Recording")
    WEBSITE = "website", _("Website")
    # What the Global Protection Cluster has done for human rights engagement (003:24 to 29; MATRIX A006).
    MEASURE = "measure", _("Measure of the Global Protection Cluster")


class Place(models.TextChoices):
    """The three places that guidance of the Global Protection Cluster is to cover (MATRIX O012, 001:132). The values
    are those of the strategies that clusters record."""

    ACTIVITIES = "activities", _("Cluster activities")
    CLUSTER = "cluster", _("Cluster strategies")
    HCT = "hct", _("HCT protection strategies")

    @classmethod
    def ordered(cls, values):
        """`values` in the order of the list, none twice; raises ValueError for what is no place."""
        wanted = {cls(value) for value in values or ()}
        return [place.value for place in cls if place in wanted]
