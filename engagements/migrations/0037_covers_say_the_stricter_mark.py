"""Files kept of texts whose plan line is marked otherwise may say too open a mark: they are made anew at the next call.
What was sent stays as it was."""

from django.db import migrations
from django.db.models import F, Q


def forget_files(apps, schema_editor):
    Version = apps.get_model("engagements", "Version")
    FinalFile = apps.get_model("engagements", "FinalFile")
    differs = ~Q(submission__exposure=F("submission__plan_line__exposure"))
    versions = Version.objects.filter(differs).order_by().values("pk")
    FinalFile.objects.filter(version__in=versions).exclude(version__submission__status="submitted").delete()
    Version.objects.filter(pk__in=list(versions.values_list("pk", flat=True))).update(pdf=None, docx=None)


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0036_reprisal_protocol"),
    ]

    operations = [
        migrations.RunPython(forget_files, migrations.RunPython.noop),
    ]
