"""Roles: what each may do, by Django's own groups and permissions. docs/roles.md has the table.

A role says what, a care team says with whom: neither is anything without the other.
"""

from auditlog.context import disable_auditlog
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

APPS = ("patients", "biomarkers", "auth")
CATALOG = (
    "(agent|agentbrand|agentclass|agentsynonym|regimenname|conditionkind"
    "|treatmentoption|regimenpart|alterationcriterion"
    "|priortherapycriterion|catalogversion)"
)
RECORD = (
    "(patient|biopsy|lineoftreatment|agentgiven|adverseevent|progression|diseasestatus"
    "|lvefmeasurement|performancestatus|condition|procedure)"
)
READINGS = r"(her2reading|receptorreading)"
RESULTS = rf"({READINGS}|alteration|markerresult)"
WORK = "(workitem|workstep)"  # items are derived: nobody adds or changes one
EXCHANGE = r"(import|export|mapping)\w*"

CHARTS = rf"view_({RECORD}|{RESULTS}|her2assessment|printedhandout|{CATALOG}|{WORK})"

ROLES = {
    "Viewers": [CHARTS],
    "Clinicians": [CHARTS, rf"(add|change)_({RECORD}|{RESULTS})", "add_workstep",
                   "add_printedhandout", "add_breakglass"],
    "Pathologists": [CHARTS, rf"(add|change)_{READINGS}", "add_breakglass"],
    "Coordinators": ["view_patient", f"view_{WORK}", "add_workstep", "export_worklist"],
    "Data managers": [rf"(add|change|delete|view)_{CATALOG}", rf"(\w+_)?{EXCHANGE}"],
    "Privacy officers": ["view_auditevent"],
    "Administrators": ["(view|add|change)_(user|careteam)", "view_group"],
}  # fmt: skip
STAFF_ROLES = {"Data managers", "Administrators"}  # work in the admin


@disable_auditlog()
def make_groups() -> None:
    """Every role as this version of the program means it."""
    for label in APPS:  # made by Django only after this runs, where the database is new
        create_permissions(apps.get_app_config(label), verbosity=0)
    ours = Permission.objects.filter(content_type__app_label__in=APPS)
    for name, patterns in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Q(pk=None)
        for pattern in patterns:
            wanted |= Q(codename__regex=rf"^({pattern})$")
        group.permissions.set(ours.filter(wanted))
