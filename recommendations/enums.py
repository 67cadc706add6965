"""Choices of this room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a paragraph is, as the Universal Human Rights Index sorts them."""

    RECOMMENDATION = "recommendation", _("Recommendation")
    CONCERN = "concern", _("Concern or observation")
    OTHER = "other", pgettext_lazy("kind of paragraph", "Other")


class Position(models.TextChoices):
    """Where the State stands towards a recommendation of the UPR (MATRIX K010); empty for all other mechanisms."""

    AWAITING = "awaiting", _("Awaiting the State’s position")
    SUPPORTED = "supported", _("Supported")
    NOTED = "noted", _("Noted")
    PARTLY = "partly", _("Supported in part")

    @classmethod
    def answered(cls):
        return (cls.SUPPORTED, cls.NOTED, cls.PARTLY)


class Wording(models.TextChoices):
    """Whose words the text is."""

    OFFICIAL = "official", _("Words of the document")
    # A report of the Working Group before the Council adopts it.
    DRAFT = "draft", _("Words of a draft, before adoption")
    RECORDED = "recorded", _("As recorded by another organisation")


class SourceFormat(models.TextChoices):
    """What kind of file an import came from."""

    UHRI_XLSX = "uhri_xlsx", _("Universal Human Rights Index, Excel")
    UHRI_JSON = "uhri_json", _("Universal Human Rights Index, JSON")
    UPR_INFO = "upr_info", _("UPR Info database, CSV")
    THEMATIC_LIST = "thematic", _("Thematic list of OHCHR, Word")
