"""The ledger's day becomes the day counted to: of a period its first, no longer its last."""

from django.db import migrations
from django.db.models import Exists, F, OuterRef

REMINDER = "calendar.reminder"
SUBJECT = "calendar_app.entry"


def _entries(apps):
    # Historical models have plain managers: nothing is sealed here.
    periods = apps.get_model("calendar_app", "Entry")._base_manager.exclude(begins_on=None)
    return periods.exclude(begins_on=F("due_on")).values_list("pk", "begins_on", "due_on")


def _rename(apps, *, to_first):
    deliveries = apps.get_model("core", "Delivery")._base_manager
    for pk, first, last in _entries(apps).iterator():
        old, new = (last, first) if to_first else (first, last)
        rows = deliveries.filter(subject_type=SUBJECT, subject_id=str(pk), kind=REMINDER, due_on=old)
        twin = deliveries.filter(
            subject_type=SUBJECT,
            subject_id=str(pk),
            kind=REMINDER,
            due_on=new,
            recipient=OuterRef("recipient"),
            lead_days=OuterRef("lead_days"),
        )
        chosen = list(rows.exclude(Exists(twin)).values_list("pk", flat=True))
        deliveries.filter(pk__in=chosen).update(due_on=new)


def forwards(apps, schema_editor):
    _rename(apps, to_first=True)


def backwards(apps, schema_editor):
    _rename(apps, to_first=False)


class Migration(migrations.Migration):
    dependencies = [
        ("calendar_app", "0007_feed_filters"),
        ("core", "0004_stopped_mails"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
