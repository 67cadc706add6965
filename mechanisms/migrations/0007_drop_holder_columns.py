from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("mechanisms", "0006_move_holders"),
    ]

    operations = [
        migrations.RemoveField(
            model_name='mechanism',
            name='holder',
        ),
        migrations.RemoveField(
            model_name='mechanism',
            name='holder_as_of',
        ),
        migrations.RemoveField(
            model_name='mechanism',
            name='holder_confidence',
        ),
    ]
