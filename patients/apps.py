from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PatientsConfig(AppConfig):
    name = "patients"
    verbose_name = "Record"

    def ready(self):
        from . import audit  # noqa: F401 - registers the models with the audit log
        from .entrance import audit as secrets_too  # noqa: F401 - keeps secrets out of it
        from .entrance import checks, receivers  # noqa: F401 - registers, connects
        from .trail import events  # noqa: F401 - listens to who comes and goes

        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(**kwargs):
    """After every migration, and after every flush, which empties the tables."""
    from .starting_content import load_agents

    load_agents()
