import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from patients.accounts.checks import raise_on_failed_checks  # noqa: E402 - wants the apps

raise_on_failed_checks()
