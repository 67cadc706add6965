"""Tables of the ground floor: audit trail, ledger of deliveries, private files."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import DeliveryState, DifferenceState
from core.scoping import ScopedManager, ScopedModel, ScopedQuerySet


class WriteOnce(TypeError):
    """The audit trail is only ever added to."""


class AuditQuerySet(ScopedQuerySet):
    def update(self, **kwargs):
        raise WriteOnce("The audit trail cannot be changed.")

    def delete(self):
        raise WriteOnce("The audit trail cannot be deleted.")


class AuditEntry(ScopedModel):
    """One act: who, what, when, old and new. No foreign keys, so nothing cascades into it. Append-only."""

    at = models.DateTimeField(_("at"), db_index=True)
    actor_id = models.BigIntegerField(_("actor"), null=True)
    actor_label = models.CharField(_("actor"), max_length=200)
    verb = models.CharField(_("verb"), max_length=80, db_index=True)
    target_type = models.CharField(_("kind of object"), max_length=80)
    target_id = models.CharField(_("object"), max_length=64)
    target_label = models.CharField(_("object"), max_length=300)
    parent = models.CharField(_("part of"), max_length=150, blank=True)
    # NULL: an act that belongs to no cluster (reference data, accounts); the Task Team reads those.
    cluster_id = models.BigIntegerField(_("cluster"), null=True, db_index=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects = ScopedManager.from_queryset(AuditQuerySet)()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-at"])]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target_type} {self.target_id}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise WriteOnce("The audit trail cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WriteOnce("The audit trail cannot be deleted.")


class Delivery(models.Model):
    """One mail to one person about one thing at one rung for one due date: ledger and outbox in one row.

    Holds ids only, never text. `subject_type`/`subject_id` name the thing ("calendar_app.entry", "12");
    `lead_days` is the rung, negative for a notice that is no reminder; `due_on` is the date it speaks of
    (part of the key, so a moved date re-arms the ladder); `context` holds ids, dates and enum values.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_type = models.CharField(_("kind of subject"), max_length=80)
    subject_id = models.CharField(_("subject"), max_length=64)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recipient"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=60)
    lead_days = models.IntegerField(_("days before"), default=-1)
    due_on = models.DateField(_("due on"))
    context = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # The first attempt's hour; `not_before` moves on with each retry.
    wanted_at = models.DateTimeField(_("wanted at"), default=timezone.now)
    not_before = models.DateTimeField(_("not before"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.CharField(_("error or reason"), max_length=300, blank=True)
    # How often a worker died while it held the row: the mail may have arrived that many times more.
    crashes = models.PositiveSmallIntegerField(_("interrupted"), default=0)
    # Rows rendered as one mail: id of the first. Kept over attempts, so that Message-ID and content stay together.
    batch = models.UUIDField(_("sent together as"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "recipient", "kind", "lead_days", "due_on"],
                name="delivery_once_per_rung_and_date",
            )
        ]
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["subject_type", "subject_id", "state"]),
            models.Index(fields=["recipient", "state"]),
        ]

    def __str__(self):
        # Not what it is about: this stands in the trail of the portal and in heads of pages.
        return f"{self.kind} ({self.state})"


class Stop(models.Model):
    """A person wants no mails of one kind about one thing. Ids only, like in `Delivery`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=60)
    subject_type = models.CharField(_("kind of subject"), max_length=80)
    subject_id = models.CharField(_("subject"), max_length=64)
    created_at = models.DateTimeField(_("stopped"), auto_now_add=True)

    class Meta:
        verbose_name = _("stopped mail")
        verbose_name_plural = _("stopped mails")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "subject_type", "subject_id"], name="mail_stopped_once")
        ]

    def __str__(self):
        # Not which: this stands in the trail.
        return f"stopped mail {self.pk}"


class Heartbeat(models.Model):
    """When a periodic task last ran to its end: a beat that stopped shows here."""

    name = models.CharField(_("task"), max_length=80, primary_key=True)
    at = models.DateTimeField(_("last run"))

    class Meta:
        verbose_name = _("last run of a task")
        verbose_name_plural = _("last runs of tasks")

    def __str__(self):
        return self.name


class ReferenceDifference(models.Model):
    """A value of a reference file that the loader did not write over a person's, or (without `field`) a row of ours
    that has vanished from the files. Written by the loader, decided by the Task Team. Holds reference data only."""

    target_type = models.CharField(_("table"), max_length=80)
    target_id = models.CharField(_("row"), max_length=64)
    field = models.CharField(_("field"), max_length=80, blank=True)
    label = models.CharField(_("row"), max_length=300)
    portal_value = models.JSONField(_("the portal has"), null=True, blank=True)
    file_value = models.JSONField(_("the file has"), null=True, blank=True)
    file = models.CharField(_("file"), max_length=120, blank=True)
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    source = models.TextField(_("source"), blank=True)
    # Values of one row that hang together are decided together.
    goes_together = models.BooleanField(default=False)
    first_seen = models.DateTimeField(_("first seen"))
    last_seen = models.DateTimeField(_("last seen"))
    state = models.CharField(_("state"), max_length=10, choices=DifferenceState, default=DifferenceState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("difference of reference data")
        verbose_name_plural = _("differences of reference data")
        ordering = ["target_type", "label", "field"]
        constraints = [
            models.UniqueConstraint(fields=["target_type", "target_id", "field"], name="difference_once_per_value")
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self):
        return f"{self.label}: {self.field}" if self.field else self.label

    @property
    def is_gone(self):
        """The row stands in no file any more."""
        return not self.field


class PrivateFile(ScopedModel):
    """A file that only a view hands out, after asking the policy. Stored under a random name, never a public address.

    `cluster_id` is a plain number: the ground floor does not know clusters. Visibility follows `parent`
    (for instance "engagements.version:12"), decided by the app that wrote the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cluster_id = models.BigIntegerField(db_index=True)
    parent = models.CharField(max_length=150, db_index=True)
    stored_as = models.CharField(max_length=120)
    file_name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("private file")
        verbose_name_plural = _("private files")

    def __str__(self):
        return f"private file {self.pk}"
