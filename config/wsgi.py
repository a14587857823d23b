import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# Refuses to serve with a known key, people of the demo and the like: docs/security.md.
call_command("check", deploy=True, databases=["default"], fail_level="ERROR", verbosity=0)
