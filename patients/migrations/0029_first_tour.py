from django.db import migrations, models


def end_for_who_came_before(apps, schema_editor):
    """They have had their first login without a tour."""
    user = apps.get_model("auth", "User")
    preferences = apps.get_model("patients", "Preferences")
    came = user.objects.filter(last_login__isnull=False, preferences=None)
    preferences.objects.bulk_create(preferences(user_id=pk) for pk in came.values_list("pk", flat=True))


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("patients", "0028_preferences"),
    ]

    operations = [
        migrations.AddField(
            model_name="preferences",
            name="tour_waits",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="The first tour has begun and was not ended.",
            ),
        ),
        migrations.RunPython(end_for_who_came_before, migrations.RunPython.noop),
    ]
