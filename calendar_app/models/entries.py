"""The dates of the calendar. Due instants are stored in UTC (`due_at`) beside the local date (`due_on`) and the zone in
which they bind."""

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
    VisitStage,
)
from calendar_app.models.anchors import Review, Session, Verified
from clusters.models import Cluster, Country
from core.scoping import ScopedModel
from core.texts import in_reader_language, shown_language
from mechanisms.enums import AuthorType, Obligation
from mechanisms.models import DeadlineRule, Mechanism, Theme


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
    title_es = models.CharField(_("title in Spanish"), max_length=250, blank=True)
    title_pt = models.CharField(_("title in Portuguese"), max_length=250, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=250, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=250, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=250, blank=True)
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
    # A date inside another one: the focal-point day of a workshop, the side event of a session.
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Only of country visits: how far the visit has come.
    stage = models.CharField(_("stage of the visit"), max_length=10, choices=VisitStage, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+", through="EntryTheme")
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

    # The title in every language of the portal, English first.
    TITLES = ("title", "title_fr", "title_es", "title_pt", "title_ar", "title_ru", "title_zh")

    def __str__(self):
        return in_reader_language(self, "title")

    @property
    def title_lang(self):
        """ "en" where the title has no text in the reader's language, else empty."""
        return shown_language(self, "title")

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


class EntryTheme(ScopedModel):
    """A theme of a date. Sealed like the date itself: which themes a hidden visit has is part of it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("theme of a date")
        verbose_name_plural = _("themes of dates")
        constraints = [models.UniqueConstraint(fields=["entry", "theme"], name="entry_theme_once")]

    def __str__(self):
        return f"{self.entry_id}: {self.theme_id}"
