"""Production refuses to start with the people of the demo, whose passwords are known."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.checks import Error, Tags, register

from .logins import LOGINS, PASSWORD


@register(Tags.database, deploy=True)
def nobody_is_of_the_demo(app_configs, databases, **kwargs):
    if settings.DEBUG or not databases:
        return []
    names = [login.name for login in LOGINS]
    found = [
        user.username
        for user in User.objects.filter(username__in=names, is_active=True)
        if user.check_password(PASSWORD)
    ]
    if not found:
        return []
    message = f"Demo accounts with known passwords are active: {', '.join(sorted(found))}."
    return [Error(message, hint="Use a database without the demo data.", id="biomarkers.E001")]
