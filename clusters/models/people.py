"""Accounts, the roles that people hold, and the ways in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clusters.enums import GLOBAL_ROLES, InvitationState, Rhythm, Role
from clusters.models.places import Cluster, Organisation
from core.clock import known_zone


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """The operator's account. Whoever runs commands on the machine vouches for the address: on a fresh server
        there may be no mail yet that could verify it."""
        from allauth.account.models import EmailAddress

        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        EmailAddress.objects.using(self._db).create(user=user, email=user.email, verified=True, primary=True)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Logs in by e-mail; what she may do follows from her memberships."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language of the interface"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    reminder_rhythm = models.CharField(_("reminders"), max_length=10, choices=Rhythm, default=Rhythm.EACH)
    # Days before; empty means the portal's ladder (HRE_REMINDER_LEADS).
    reminder_leads = models.JSONField(_("days before"), default=list, blank=True)
    reminder_hour = models.PositiveSmallIntegerField(_("hour of the day for reminders"), default=7)
    # 0 is Monday; only of the weekly rhythm.
    reminder_weekday = models.PositiveSmallIntegerField(_("day of the weekly mail"), default=0)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    # A demonstration login: shared password, no second factor.
    is_demo = models.BooleanField(_("demonstration login"), default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    last_home_at = models.DateTimeField(_("last visit of the home page"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(reminder_hour__lte=23), name="user_reminder_hour_in_day"),
            models.CheckConstraint(condition=Q(reminder_weekday__lte=6), name="user_reminder_weekday_in_week"),
        ]

    @classmethod
    def from_db(cls, db, field_names, values):
        """A zone that is not known counts as UTC from here on: else one such row would stop the mails of a kind, or the
        planner of reminders, for everybody."""
        person = super().from_db(db, field_names, values)
        if "time_zone" in person.__dict__:
            person.time_zone = known_zone(person.time_zone)
        return person

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email


class Membership(models.Model):
    """A role that a person holds, in a cluster or at world level, from a day to a day (both included)."""

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships")
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["cluster", "role", "user"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(GLOBAL_ROLES), cluster=None)
                | (~Q(role__in=sorted(GLOBAL_ROLES)) & Q(cluster__isnull=False)),
                name="membership_cluster_fits_role",
                violation_error_message=_("World-level roles have no cluster, all others need one."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
            models.UniqueConstraint(fields=["user", "cluster", "role", "starts_on"], name="membership_once"),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"


class Invitation(models.Model):
    """The only way in. The secret stands in the mail alone; here is its hash. GET shows, POST consumes."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("cluster"), on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ends_on = models.DateField(_("membership until"), null=True, blank=True)
    language = models.CharField(_("language of the mail"), max_length=10, default="en")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    # When the mail left, or why it did not: an invitee has no account, so the ledger of deliveries cannot hold it.
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True, editable=False)
    mail_error = models.CharField(_("mail error"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self):
        return f"invitation {self.pk}"

    def state(self, now):
        """Accepted and revoked are final; otherwise the clock decides, by the day in UTC as everywhere with roles."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        is_over = self.expires_at <= now or (self.ends_on is not None and self.ends_on < now.date())
        return InvitationState.EXPIRED if is_over else InvitationState.OPEN


class PersonalToken(models.Model):
    """A person's key to the API. Only its hash is stored; it is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    may_write = models.BooleanField(_("may write"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("personal token")
        verbose_name_plural = _("personal tokens")
        ordering = ["-created_at"]

    def __str__(self):
        return self.name


class BreakGlass(models.Model):
    """An administrator's 30-minute look into a cluster's confidential material: reasoned, audited, told to its lead."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    started_at = models.DateTimeField(_("started"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("break-glass access")
        verbose_name_plural = _("break-glass accesses")
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_has_reason"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("started_at")), name="break_glass_ends_after_start"),
        ]

    def __str__(self):
        return f"break-glass {self.pk}"
