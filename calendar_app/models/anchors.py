"""What dates are counted from: sessions, reviews of a country, and dates published for a whole session."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import Certainty, Precision, Publication, ReviewBasis, ReviewDocumentKind, SessionState
from clusters.models import Country
from core.enums import Confidence
from core.words import paused
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
    # Treaty bodies: when the State report is due, and when the list of issues is (to be) adopted.
    report_due_on = models.DateField(_("State report due on"), null=True, blank=True)
    list_adopted_on = models.DateField(_("list of issues adopted on"), null=True, blank=True)
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
        return paused(self.country, self.session)


class ReviewDocument(Verified):
    """One of the three documents a UPR review rests on: national report, UN compilation, stakeholder summary."""

    review = models.ForeignKey(Review, verbose_name=_("review"), on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("document"), max_length=20, choices=ReviewDocumentKind)
    symbol = models.CharField(_("symbol"), max_length=40, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("document of a review")
        verbose_name_plural = _("documents of a review")
        ordering = ["review", "kind"]
        constraints = [models.UniqueConstraint(fields=["review", "kind"], name="review_document_once")]

    def __str__(self):
        return f"{self.review}: {self.get_kind_display()}"


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
