"""Where those begin who see no worklist."""

from django.core.exceptions import PermissionDenied

HOMES = {
    "patients.view_auditevent": "audit",
    "patients.export_records": "record_export",
    "patients.export_deidentified": "record_export",
    "biomarkers.import_records": "import_start",
}


def landing_page_for(user) -> str:
    """The name of an address. Raises PermissionDenied for who may do nothing."""
    for permission, name in HOMES.items():
        if user.has_perm(permission):
            return name
    if user.is_staff:
        return "admin:index"
    raise PermissionDenied
