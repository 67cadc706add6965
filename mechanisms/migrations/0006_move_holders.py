"""Mandate holders move from a column into their table; facts that became rows of other tables go, unless a person has
changed them."""

from django.db import migrations
from django.db.models import Q


def move_holders(apps, schema_editor):
    mechanism, holder = apps.get_model("mechanisms", "Mechanism"), apps.get_model("mechanisms", "MandateHolder")
    for body in mechanism.objects.exclude(holder=""):
        holder.objects.get_or_create(
            mechanism=body,
            name=body.holder,
            defaults={
                "as_of": body.holder_as_of,
                "confidence": body.holder_confidence,
                "is_present": body.state != "merged",
            },
        )


def drop_replaced_facts(apps, schema_editor):
    """Reports, general comments and holders were facts; now each is a row of its own table."""
    fact, trail = apps.get_model("mechanisms", "Fact"), apps.get_model("core", "AuditEntry")
    by_people = trail.objects.filter(target_type="mechanisms.fact", actor_id__isnull=False)
    edited = set(by_people.values_list("target_id", flat=True))
    replaced = fact.objects.filter(
        Q(key__startswith="report.") | Q(key__in=["general_comments_key", "active_from", "holder"])
    )
    for each in replaced:
        if str(each.pk) not in edited:
            each.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("mechanisms", "0005_in_their_tables"),
    ]

    operations = [
        migrations.RunPython(move_holders, migrations.RunPython.noop),
        migrations.RunPython(drop_replaced_facts, migrations.RunPython.noop),
    ]
