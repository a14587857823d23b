from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Failed logins are counted in it."""

    dependencies = [("patients", "0008_invitations")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
