"""The audit trail refuses UPDATE, DELETE and TRUNCATE, whoever asks."""

from django.db import migrations

from core import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_outbox")]

    operations = [migrations.RunPython(install, remove)]
