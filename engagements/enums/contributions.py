"""How contributions of organisations are asked for, and what becomes of their paragraphs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskedBy(models.TextChoices):
    """The way by which an organisation is asked."""

    ACCOUNT = "account", _("Its people in the cluster, by account")
    LINK = "link", _("One person, by a personal link without account")


class ParagraphState(models.TextChoices):
    """What became of a paragraph that was sent in."""

    WAITING = "waiting", _("Waiting")
    MERGED = "merged", _("Taken into the text")
    SET_ASIDE = "set_aside", _("Set aside")


class RequestState(models.TextChoices):
    """Where a request stands; computed from its days, never stored."""

    ASKED = "asked", _("Asked")
    WRITING = "writing", _("Being written")
    SENT = "sent", _("Sent in")
    SETTLED = "settled", _("Dealt with")
    EXPIRED = "expired", _("Link expired")
    REVOKED = "revoked", _("Taken back")
