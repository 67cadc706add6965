"""Imports of recommendations: a file read, shown as a preview, applied, perhaps undone. The Task Team's alone."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from calendar_app.enums import ImportState, ImportVerdict, UndoneAs
from core.scoping import ScopedModel
from recommendations.enums import SourceFormat


class RecommendationImport(ScopedModel):
    """A file of recommendations. Only its rows are kept, and of rows that change nothing only their number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("format"), max_length=10, choices=SourceFormat)
    # SHA-256 of the bytes: the same file again is recognised.
    digest = models.CharField(max_length=64)
    # How it was read: {"language": "en", "countries": ["NER"], "left_out": 120, "unchanged": 12, ...}.
    reading = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEW)
    created_at = models.DateTimeField(_("read"), auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("import of recommendations")
        verbose_name_plural = _("imports of recommendations")
        ordering = ["-created_at"]

    def __str__(self):
        return self.file_name


class RecommendationImportRow(ScopedModel):
    """A line of an import: what it would do or did, and what stood there before (for undoing)."""

    run = models.ForeignKey(RecommendationImport, on_delete=models.CASCADE, related_name="+")
    # Of a spreadsheet its line, of a JSON file the how-manieth record, of a Word file the row or paragraph.
    line = models.PositiveIntegerField(_("line"))
    verdict = models.CharField(_("what it does"), max_length=10, choices=ImportVerdict)
    # Values by field, as they are written; themes as keys.
    values = models.JSONField(default=dict, blank=True)
    # [{"column": "Document Symbol", "text": msgid, "values": {...}, "cell": "as it was"}]
    problems = models.JSONField(default=list, blank=True)
    # A plain number: what an import added may be gone again.
    recommendation_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict, blank=True)
    # Version when the file was read, later right after importing: nothing is overwritten that somebody changed since.
    recommendation_version = models.PositiveIntegerField(null=True, blank=True)
    is_applied = models.BooleanField(default=False)
    undone_as = models.CharField(max_length=10, choices=UndoneAs, blank=True)

    class Meta:
        verbose_name = _("line of an import of recommendations")
        verbose_name_plural = _("lines of an import of recommendations")
        ordering = ["run", "line"]
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="recommendation_import_line_once")]

    def __str__(self):
        return f"{self.line}"
