"""The audit trail by what was done: a rare act is found without reading all of it."""

from django.db import migrations, models

from ._concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('patients', '0029_first_tour'),
    ]

    operations = [
        AddIndexConcurrently(
            "auditevent", models.Index(fields=["action", "timestamp"], name="audit_by_action")
        ),
    ]
