"""Files that take long to make: what is made, how far it is, why it was not."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word")
    ARCHIVE = "zip", _("Archive (ZIP)")
    # The large copy that a speaker reads from.
    READ_OUT = "read", _("PDF in large type")


class RenderState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("being made")
    DONE = "done", _("ready")
    FAILED = "failed", _("not made")


class RenderStep(models.TextChoices):
    """How far the making is, in words for the person who waits."""

    WAITING = "waiting", _("Waiting for its turn")
    READING = "reading", _("Reading the text")
    LAYING_OUT = "laying_out", _("Laying out the pages of the PDF")
    WRITING = "writing", _("Writing the Word file")
    PACKING = "packing", _("Packing the archive")
    KEEPING = "keeping", _("Keeping the file")


class RenderFailure(models.TextChoices):
    TOO_LONG = "too_long", _("This text is too long for a file. Shorten it or split it into several documents.")
    NO_PDF = "no_pdf", _("PDF is not available here: the text layout library Pango is not installed.")
    TOO_LARGE = "too_large", _("The file would be larger than 50 MB.")
    TOO_SLOW = "too_slow", _("Making the file took too long, so it was stopped. Split the text, or try again later.")
    CLOSED = "closed", _("The text was closed to you before the file was ready.")
    LOST = "lost", _("A file that was kept is lost or damaged. Tell the administrator.")
    STOPPED = (
        "stopped",
        _("Making the file stopped without an end. Try again; if it stops again, tell the administrator."),
    )
