"""Secrets of second factors that were stored in the clear are sealed."""

from django.db import migrations

from clusters.second_factor import seal, unseal, with_secrets


def _each(apps, change):
    rows = apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"])
    for row in rows.iterator():
        data = with_secrets(row.data, change)
        if data != row.data:
            row.data = data
            row.save(update_fields=["data"])


def seal_all(apps, schema_editor):
    _each(apps, seal)


def unseal_all(apps, schema_editor):
    _each(apps, unseal)


class Migration(migrations.Migration):
    dependencies = [
        ("clusters", "0006_organisation_kind"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal_all, unseal_all)]
