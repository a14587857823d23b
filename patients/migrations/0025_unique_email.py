"""No two accounts under one e-mail address, in capitals or not; accounts may have none."""

from django.conf import settings
from django.core.management import CommandError
from django.db import migrations
from django.db.models import Count, Q, UniqueConstraint
from django.db.models.functions import Upper

ONE_ACCOUNT = UniqueConstraint(
    Upper("email"), condition=~Q(email=""), name="one_account_for_email"
)


def hold(apps, schema_editor):
    user = apps.get_model("auth", "User")
    with_one = user.objects.exclude(email="").annotate(address=Upper("email")).order_by()
    shared = with_one.values("address").annotate(n=Count("pk")).filter(n__gt=1).values("address")
    names = with_one.filter(address__in=shared).order_by("address", "username")
    if names := [*names.values_list("username", flat=True)]:
        raise CommandError(
            f"Accounts that share an e-mail address: {', '.join(names)}. Change it in the admin "
            "of the version that ran before, so that each has its own or none; then migrate again."
        )
    schema_editor.add_constraint(user, ONE_ACCOUNT)


def forget(apps, schema_editor):
    schema_editor.remove_constraint(apps.get_model("auth", "User"), ONE_ACCOUNT)


class Migration(migrations.Migration):
    dependencies = [
        ("patients", "0024_user_sessions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(hold, forget)]
