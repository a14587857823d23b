import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from patients.accounts.checks import refuse_what_is_wrong  # noqa: E402 - wants the apps

refuse_what_is_wrong()
