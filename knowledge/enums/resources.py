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
