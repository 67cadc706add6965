"""Other sectors of the humanitarian response, with which protection works (001:137, 001:297, 003:84)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """The clusters of the humanitarian system beside protection."""

    EDUCATION = "education", _("Education")
    HEALTH = "health", _("Health")
    FOOD = "food", _("Food security")
    NUTRITION = "nutrition", _("Nutrition")
    SHELTER = "shelter", _("Shelter")
    WASH = "wash", _("Water, sanitation and hygiene")
    CAMPS = "camps", _("Camp coordination and camp management")
    RECOVERY = "recovery", _("Early recovery")
    LOGISTICS = "logistics", _("Logistics")
    TELECOMS = "telecoms", _("Emergency telecommunications")
