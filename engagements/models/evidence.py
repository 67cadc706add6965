"""Evidence behind a text: where a statement comes from. It stays in the portal, whatever happens to the text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedModel
from engagements.enums import EvidenceKind
from engagements.models.common import person
from engagements.models.submissions import Section, Submission


class EvidenceNote(ScopedModel):
    """What stands behind a section or one of its paragraphs. Never in the document tree, so in no output, no version,
    no count, no export. `version` is the optimistic lock."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    # Empty: it stands behind the whole text, or its section was removed; the note outlives it.
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # The first words of the paragraph, so that it is found again when others come before it.
    paragraph = models.CharField(_("paragraph"), max_length=200, blank=True)
    kind = models.CharField(_("kind of source"), max_length=15, choices=EvidenceKind)
    text = models.TextField(_("note"))
    written_by = person(_("written by"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("evidence note")
        verbose_name_plural = _("evidence notes")
        ordering = ["submission", "pk"]

    def __str__(self):
        return str(self.pk)
