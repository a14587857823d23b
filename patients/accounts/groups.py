"""Roles as groups of Django. What each may do is handed in by the app that knows all of it."""

from collections.abc import Iterable, Mapping

from auditlog.context import disable_auditlog
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from patients.language import to_say

ROLES = (
    to_say("Viewers"),
    to_say("Clinicians"),
    to_say("Pathologists"),
    to_say("Coordinators"),
    to_say("Data managers"),
    to_say("Privacy officers"),
    to_say("Administrators"),
)
PRIVILEGED = {"Privacy officers", "Administrators"}  # given by two people
STAFF_ROLES = {"Data managers", "Administrators"}  # work in the admin


@disable_auditlog()
def make_groups(may: Mapping[str, Iterable[str]], *, of_apps: Iterable[str]) -> None:
    """Each role with the permissions whose code name fits one of its patterns."""
    for label in of_apps:  # made by Django only after this runs, where the database is new
        create_permissions(apps.get_app_config(label), verbosity=0)
    ours = Permission.objects.filter(content_type__app_label__in=of_apps)
    for name in ROLES:
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Q(pk=None)
        for pattern in may[name]:
            wanted |= Q(codename__regex=rf"^({pattern})$")
        group.permissions.set(ours.filter(wanted))
