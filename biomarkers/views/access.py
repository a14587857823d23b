"""Which permission a page asks for; whose patients it shows is `visible_to`."""

from django.contrib.auth.decorators import permission_required

sees_patients = permission_required("patients.view_patient", raise_exception=True)
sees_results = permission_required("biomarkers.view_her2assessment", raise_exception=True)
