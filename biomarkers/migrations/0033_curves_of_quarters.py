from django.db import migrations, models


def forget_curves(apps, schema_editor):
    """They are computed every night; those from before do not say from which day they count."""
    apps.get_model("biomarkers", "ClinicCurves").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("biomarkers", "0032_exports_by_the_worker"),
    ]

    operations = [
        migrations.RunPython(forget_curves, migrations.RunPython.noop),
        migrations.AddField(
            model_name="cliniccurves",
            name="begun_from",
            field=models.DateField(help_text="First day of these quarters.", null=True),
        ),
    ]
