"""Choices of the ground floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Sending")
    RETRY = "retry", _("Waiting to retry")
    SENT = "sent", _("Sent")
    # Sent again after a worker died while sending it: it may have arrived twice.
    UNCONFIRMED = "unconfirmed", _("Sent, perhaps twice")
    # A nearer reminder was sent instead.
    SKIPPED = "skipped", _("Skipped")
    DROPPED = "dropped", _("Dropped")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Failed")

    @classmethod
    def waiting(cls):
        """States from which a worker may claim the row."""
        return (cls.QUEUED, cls.RETRY)

    @classmethod
    def of_the_server(cls):
        """States whose reason comes from the mail server or the worker, not from what the mail is about."""
        return (cls.FAILED, cls.RETRY, cls.SENDING, cls.UNCONFIRMED)

    @classmethod
    def done(cls):
        """States of a mail that left the house."""
        return (cls.SENT, cls.UNCONFIRMED)


class Confidence(models.TextChoices):
    """How sure a fact is. Only CHECKED and SINGLE_SOURCE may serve as a rule or a limit."""

    CHECKED = "checked", _("Checked")
    SINGLE_SOURCE = "single_source", _("One source")
    MEMORY = "memory", _("To be verified")
    NONE = "none", _("Not found")

    @classmethod
    def usable(cls):
        return (cls.CHECKED, cls.SINGLE_SOURCE)


class DifferenceState(models.TextChoices):
    """What was decided where the reference files and the portal do not agree."""

    OPEN = "open", _("To be decided")
    # Ours stays until the file says something else again.
    KEPT = "kept", _("Ours kept")
    TAKEN = "taken", _("The file’s taken")
    # The two agree again.
    SETTLED = "settled", _("Agree again")
