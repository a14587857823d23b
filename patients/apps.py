from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PatientsConfig(AppConfig):
    name = "patients"
    verbose_name = "Patient records"

    def ready(self):
        from .accounts import (  # noqa: F401 - registers, connects
            audit,
            checks,
            receivers,
        )
        from .operations import reviving  # noqa: F401 - listens
        from .search import keeping  # noqa: F401 - listens

        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(**kwargs):
    """After every migration, and after every flush, which empties the tables."""
    from .starting_content import load_starting_content

    load_starting_content()
