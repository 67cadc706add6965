"""How people follow the calendar: feeds, lead times, muted dates, and what a kind of date needs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import EntryKind
from clusters.models import Country


class Subscription(models.Model):
    """A private calendar feed. Only the hash of its secret is kept; it is shown once and can be revoked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    families = models.JSONField(_("families"), default=list, blank=True)
    # False: dates that not every member may see are left out of the feed; True: shown neutrally.
    shows_restricted_neutrally = models.BooleanField(_("show restricted dates without a title"), default=False)
    alarm_days = models.PositiveSmallIntegerField(_("alarm days before"), null=True, blank=True)
    # What the owner's address narrows it to besides ("kind=submission&theme=..."): shown with the address, never more.
    filters = models.CharField(_("filters of the address"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-created_at"]

    def __str__(self):
        return self.name


class Mute(models.Model):
    """A person wants no reminders about one date."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # A plain number: an open table must not lead into a confidential one.
    entry_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("muted date")
        verbose_name_plural = _("muted dates")
        constraints = [models.UniqueConstraint(fields=["user", "entry_id"], name="mute_once")]

    def __str__(self):
        return f"mute {self.entry_id}"


class KindRule(models.Model):
    """How the portal treats a kind of date: after how many days a verified date is stale, and how many days before it
    people are reminded. A kind without a row, or with an empty field, follows the settings."""

    kind = models.CharField(_("kind of date"), max_length=20, choices=EntryKind, unique=True)
    stale_days = models.PositiveSmallIntegerField(_("stale after days"), null=True, blank=True)
    # As long as the date is not confirmed: a visit under discussion changes from week to week.
    stale_days_unconfirmed = models.PositiveSmallIntegerField(
        _("stale after days while not confirmed"), null=True, blank=True
    )
    leads = models.JSONField(_("days before"), default=list, blank=True)

    class Meta:
        verbose_name = _("rule of a kind of date")
        verbose_name_plural = _("rules of kinds of dates")
        ordering = ["kind"]

    def __str__(self):
        return self.get_kind_display()


class OwnLadder(models.Model):
    """A person's own days before, for one kind of date. Empty `leads`: no reminders of that kind."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind of date"), max_length=20, choices=EntryKind)
    leads = models.JSONField(_("days before"), default=list, blank=True)

    class Meta:
        verbose_name = _("own lead times")
        verbose_name_plural = _("own lead times")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="own_ladder_once_per_kind")]

    def __str__(self):
        return f"{self.user_id}: {self.kind}"
