from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BiomarkersConfig(AppConfig):
    name = "biomarkers"
    verbose_name = "Results and treatment catalog"

    def ready(self):
        from . import audit  # noqa: F401 - registers the models with the audit log
        from .assessment import receivers  # noqa: F401 - connects
        from .demo import checks  # noqa: F401 - registers
        from .exchange import forgetting  # noqa: F401 - listens

        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(**kwargs):
    """After `patients`, whose agents the catalog names; groups want everyone's permissions."""
    from patients.accounts.groups import make_groups

    from .catalog.starting_content import load_catalog
    from .publishing.upgrading import offer_edition
    from .roles import APPS, ROLES

    load_catalog()
    offer_edition()
    make_groups(ROLES, of_apps=APPS)
