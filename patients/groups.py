"""What clinicians and viewers may do, by Django's own groups and permissions."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

APPS = ("patients", "biomarkers")
CATALOG = (
    "agent", "agentbrand", "agentclass", "careteam", "treatmentoption", "regimenpart",
    "alterationcriterion", "priortherapycriterion", "catalogversion", "her2assessment",
    "workitem", "reassessment",
)  # fmt: skip


def make_groups() -> None:
    """Viewers see; clinicians also add and change facts of patients, not the catalog."""
    for label in APPS:  # made by Django only after this runs, where the database is new
        create_permissions(apps.get_app_config(label), verbosity=0)
    ours = Permission.objects.filter(content_type__app_label__in=APPS)
    viewing = ours.filter(codename__startswith="view_").exclude(codename="view_all_patients")
    entering = ours.filter(codename__regex=r"^(add|change)_").exclude(
        content_type__model__in=CATALOG
    )
    _group("Viewers", viewing)
    _group("Clinicians", viewing | entering)


def _group(name: str, permissions) -> None:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.set(permissions)
