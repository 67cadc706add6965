"""Everything with a date. A `Session` or `Review` is an anchor; an `Entry` is a date in the calendar.

Due instants are stored in UTC (`due_at`) beside the local date (`due_on`) and the zone in which they bind.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import (
    EXACT,
    Audience,
    Certainty,
    EntryKind,
    EntryState,
    Origin,
    Precision,
    Publication,
    ReviewBasis,
    SessionState,
)
from clusters.models import Cluster, Country
from core.enums import Confidence
from core.scoping import ScopedModel
from core.texts import in_reader_language
from mechanisms.enums import AuthorType, Obligation
from mechanisms.models import DeadlineRule, Mechanism


class Verified(models.Model):
    """Where a date comes from and who last looked."""

    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidence, default=Confidence.NONE)
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note"), blank=True)
    verified_at = models.DateTimeField(_("last verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True


class Session(Verified):
    """A session of a mechanism (UPR Working Group, Council, committee, commission), or a pre-sessional group.

    `number` is independent of the dates. Open: sessions are public facts; drafts are filtered in queries.
    """

    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="sessions"
    )
    # Stable key of the reference row ("upr-54", "hrc-64", "crc-100-session"); empty for sessions added by people.
    key = models.CharField(_("key"), max_length=80, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    kind = models.CharField(_("kind of session"), max_length=60, blank=True)
    cycle = models.PositiveSmallIntegerField(_("cycle"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.NONE)
    # What is known when the day is not: the first day of the month or season, and the words as published.
    about_on = models.DateField(_("about"), null=True, blank=True)
    about_text = models.CharField(_("as announced"), max_length=80, blank=True)
    certainty = models.CharField(_("certainty"), max_length=15, choices=Certainty, default=Certainty.NOT_ANNOUNCED)
    state = models.CharField(_("state"), max_length=10, choices=SessionState, default=SessionState.SCHEDULED)
    publication = models.CharField(_("publication"), max_length=10, choices=Publication, default=Publication.PUBLISHED)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = [F("opens_on").asc(nulls_last=True), "mechanism", "number"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="session_key_once"),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(opens_on=None) | Q(closes_on__gte=F("opens_on")),
                name="session_closes_after_opening",
                violation_error_message=_("The session would close before it opens."),
            ),
        ]

    def __str__(self):
        return f"{self.mechanism.label} {self.number}".strip()


class Review(Verified):
    """The review of a country in a session (UPR or treaty body). It may move to another session."""

    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="reviews")
    session = models.ForeignKey(Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="reviews")
    review_on = models.DateField(_("day of the review"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=ReviewBasis, default=ReviewBasis.UNKNOWN)
    # The Council session that adopts the outcome (UPR).
    adoption_session = models.ForeignKey(
        Session,
        verbose_name=_("adopted at"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adopted_reviews",
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    symbol = models.CharField(_("symbol of the report"), max_length=40, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["session", "country"]
        constraints = [
            models.UniqueConstraint(fields=["country", "session"], name="review_once_per_country_and_session")
        ]

    def __str__(self):
        return f"{self.country}, {self.session}"


class OfficialDate(Verified):
    """A date that a secretariat published for a whole session ("stakeholder submissions for UPR 54"). It takes the
    place of what the rule would compute, for every review of the session. `at` is the local hour in `time_zone`."""

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="official_dates"
    )
    rule = models.ForeignKey(DeadlineRule, verbose_name=_("rule"), on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("due on"))
    at = models.TimeField(_("hour"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.DAY)
    certainty = models.CharField(_("certainty"), max_length=15, choices=Certainty, default=Certainty.CONFIRMED)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("official date")
        verbose_name_plural = _("official dates")
        ordering = ["session", "due_on"]
        constraints = [
            models.UniqueConstraint(fields=["session", "rule"], name="official_date_once_per_session_and_rule"),
            models.CheckConstraint(
                condition=Q(at=None) | ~Q(time_zone=""),
                name="official_date_hour_has_zone",
                violation_error_message=_("An hour binds only in a time zone."),
            ),
        ]

    def __str__(self):
        return f"{self.session}: {self.rule}"


class Entry(Verified, ScopedModel):
    """A date in the calendar: official, set by hand or computed by a rule from an anchor.

    `country` NULL = concerns every country (a Council session). `cluster` set = a date of that cluster alone.
    The period of an event runs from `begins_on` to `due_on`; a plain deadline has only `due_on`.
    A date that is not announced has neither; one known by month has `due_on` on the month's first day and
    `precision` MONTH, so that it sorts and shows, but never counts days.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Stable key of the generator ("review:12:upr-mid-term"); empty for entries made by people.
    key = models.CharField(max_length=120, blank=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind)
    title = models.CharField(_("title"), max_length=250)
    title_fr = models.CharField(_("title in French"), max_length=250, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=250, blank=True)
    mechanism = models.ForeignKey(Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey(
        Country, verbose_name=_("country"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cluster = models.ForeignKey(
        Cluster,
        verbose_name=_("cluster"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review = models.ForeignKey(
        Review, verbose_name=_("review"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rule = models.ForeignKey(
        DeadlineRule, verbose_name=_("rule"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Zurich")
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.NONE)
    about_text = models.CharField(_("as announced"), max_length=80, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    certainty = models.CharField(_("certainty"), max_length=15, choices=Certainty)
    # {"anchor": "session_opens", "anchor_on": "2027-01-18", "rule": "upr-...", "rule_version": 1}
    computed_from = models.JSONField(default=dict, blank=True)
    computed_at = models.DateTimeField(null=True, blank=True)
    # Numbered reasons shown under "Why this date?": [{"text": msgid, "values": {...}, "source": "", "confidence": ""}]
    explanation = models.JSONField(default=list, blank=True)
    author_type = models.CharField(_("for whom"), max_length=10, choices=AuthorType, default=AuthorType.ANY)
    obligation = models.CharField(_("obligation"), max_length=10, choices=Obligation, default=Obligation.NONE)
    state = models.CharField(_("state"), max_length=10, choices=EntryState, default=EntryState.OPEN)
    anchor_moved = models.BooleanField(_("its anchor moved: please confirm"), default=False)
    audience = models.CharField(_("who sees it"), max_length=15, choices=Audience, default=Audience.OPEN)
    publication = models.CharField(_("publication"), max_length=10, choices=Publication, default=Publication.DRAFT)
    # Raised with each change of date, title or state: SEQUENCE of the feed.
    sequence = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="entry_key_once"),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(due_on=None) | Q(due_on__gte=F("begins_on")),
                name="entry_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(precision=Precision.INSTANT), name="entry_hour_only_when_exact"
            ),
            models.CheckConstraint(
                condition=(Q(due_on=None) & Q(precision=Precision.NONE))
                | (Q(due_on__isnull=False) & ~Q(precision=Precision.NONE)),
                name="entry_no_date_without_precision",
            ),
        ]
        indexes = [
            models.Index(fields=["country", "due_on"]),
            models.Index(fields=["due_on", "state"]),
            # Nearly all dates belong to no cluster: an index that holds those too leads SQLite to read them all.
            models.Index(fields=["cluster"], condition=Q(cluster__isnull=False), name="entry_of_cluster"),
            models.Index(fields=["session"]),
            models.Index(fields=["review"]),
        ]

    def __str__(self):
        return in_reader_language(self, "title")

    @property
    def is_generated(self):
        """Made by the generator from a session or a review, and kept up to date by it."""
        return bool(self.key)

    @property
    def is_exact(self):
        """Known to the day: may count days and send reminders."""
        return self.precision in EXACT

    @property
    def starts_on(self):
        """The first day of a period, else the day itself; None when not announced."""
        return self.begins_on or self.due_on


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
