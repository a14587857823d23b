from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "entrance"
    verbose_name = "Entrance"

    def ready(self):
        from . import audit, checks, receivers  # noqa: F401 - registers, connects
