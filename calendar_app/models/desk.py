"""What the Task Team's desk keeps: the state of each country's calendar, outcomes, and imports of dates."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import ImportFormat, ImportState, ImportVerdict, OutcomeKind, Publication, UndoneAs
from calendar_app.models.anchors import Session, Verified
from clusters.models import Cluster, Country
from core.scoping import ScopedModel
from core.texts import in_reader_language, shown_language
from mechanisms.models import Mechanism, Theme


class CountryCalendar(models.Model):
    """Whether the Task Team keeps the calendar of a country and when it last went through all of it (MATRIX F003).
    A country without a row is not kept, and its calendar says so."""

    country = models.OneToOneField(Country, on_delete=models.PROTECT, primary_key=True, related_name="+")
    publication = models.CharField(_("publication"), max_length=10, choices=Publication, default=Publication.DRAFT)
    verified_at = models.DateTimeField(_("last verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stale_days = models.PositiveSmallIntegerField(_("stale after days"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("country calendar")
        verbose_name_plural = _("country calendars")
        ordering = ["country"]

    def __str__(self):
        return str(self.country)


class Outcome(Verified):
    """Something a mechanism brought forth: a resolution, a report, an adopted review. Open once published."""

    mechanism = models.ForeignKey(
        Mechanism, verbose_name=_("mechanism"), on_delete=models.PROTECT, related_name="outcomes"
    )
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes"
    )
    countries = models.ManyToManyField(Country, verbose_name=_("countries"), blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=OutcomeKind)
    title = models.CharField(_("title"), max_length=300)
    title_fr = models.CharField(_("title in French"), max_length=300, blank=True)
    title_es = models.CharField(_("title in Spanish"), max_length=300, blank=True)
    title_pt = models.CharField(_("title in Portuguese"), max_length=300, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=300, blank=True)
    title_ru = models.CharField(_("title in Russian"), max_length=300, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=300, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    summary = models.TextField(_("in short"), blank=True)
    publication = models.CharField(_("publication"), max_length=10, choices=Publication, default=Publication.DRAFT)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["-published_on", "-pk"]

    def __str__(self):
        return in_reader_language(self, "title")

    @property
    def title_lang(self):
        """ "en" where the title has no text in the reader's language, else empty."""
        return shown_language(self, "title")


class ImportRun(ScopedModel):
    """A file of dates read for import: first a preview, then applied, perhaps undone. The Task Team imports into the
    reference calendar (`cluster` NULL), coordinators into their cluster's own dates. Only the rows are kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("format"), max_length=5, choices=ImportFormat)
    # SHA-256 of the bytes: the same file again is recognised.
    digest = models.CharField(max_length=64)
    # How the file was read, for people to check: {"encoding": "windows-1252", "separator": ";", "sheet": "Dates",
    # "ignored": ["Column"], ...}.
    reading = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEW)
    created_at = models.DateTimeField(_("read"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)
    # Whether the dates it added were published at once.
    publication = models.CharField(_("publication"), max_length=10, choices=Publication, default=Publication.DRAFT)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("import of dates")
        verbose_name_plural = _("imports of dates")
        ordering = ["-created_at"]

    def __str__(self):
        return self.file_name


class ImportRow(ScopedModel):
    """A line of an import: what it says, what it would do or did, and what stood there before (for undoing)."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="+")
    # Of a calendar file: the how-manieth event.
    line = models.PositiveIntegerField(_("line"))
    verdict = models.CharField(_("what it does"), max_length=10, choices=ImportVerdict)
    # The event's own UID in a calendar file: the same event is known again in the next one.
    source_uid = models.CharField(max_length=255, blank=True, db_index=True)
    # The cells as they were, by column.
    cells = models.JSONField(default=dict, blank=True)
    # Values by field of the date, as read; only what the file gives.
    values = models.JSONField(default=dict, blank=True)
    # [{"column": "starts_on", "text": msgid, "values": {...}}]
    problems = models.JSONField(default=list, blank=True)
    # The date it matches or made; a plain number, since a date may be deleted with its cluster.
    entry_id = models.BigIntegerField(null=True, blank=True)
    # What stood there before, of the fields that change.
    before = models.JSONField(default=dict, blank=True)
    # Version of the date: when the file was read, later right after importing. Nothing is overwritten that somebody
    # changed since.
    entry_version = models.PositiveIntegerField(null=True, blank=True)
    is_applied = models.BooleanField(default=False)
    undone_as = models.CharField(max_length=10, choices=UndoneAs, blank=True)

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of an import")
        ordering = ["run", "line"]
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="import_line_once")]

    def __str__(self):
        return f"{self.line}"
