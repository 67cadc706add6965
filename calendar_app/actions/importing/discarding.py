"""A preview that nobody wants is thrown away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from calendar_app.actions.importing.applying import locked_run
from calendar_app.enums import ImportState
from calendar_app.policy import check_can_import


@transaction.atomic
def discard_import(*, run, by):
    """Throw the preview away; the calendar is not touched. What was imported stays listed: ValidationError."""
    check_can_import(by, run.cluster_id)
    run = locked_run(run, by)
    if run.state != ImportState.PREVIEW:
        raise ValidationError(_("This list was imported. Undo it instead."))
    run.delete()
