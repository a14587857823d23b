"""Specimens by their day: the newest of all teams are found without sorting all."""

from django.db import migrations, models

from ._concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('patients', '0030_audit_by_action'),
    ]

    operations = [
        AddIndexConcurrently(
            "biopsy", models.Index(fields=["collected_on", "id"], name="biopsy_collected_on")
        ),
    ]
