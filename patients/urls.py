from django.urls import path

from .views import audit, break_glass, merging

urlpatterns = [
    path("break-glass/", break_glass.break_glass_page, name="break_glass"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.audit_csv, name="audit_csv"),
    path("audit/find/", audit.audit_find, name="audit_find"),
    path("audit/patients/<uuid:patient_id>/", audit.audit, name="audit_patient"),
    path("audit/patients/<uuid:patient_id>.csv", audit.audit_csv, name="audit_patient_csv"),
    path("patients/duplicates/", merging.duplicates, name="duplicates"),
    path("patients/duplicates/<int:pair_id>/", merging.duplicate_apart, name="duplicate_apart"),
    path(
        "patients/<uuid:patient_id>/merge/",
        merging.patient_merge_start,
        name="patient_merge_start",
    ),
    path(
        "patients/<uuid:patient_id>/merge/<uuid:other_id>/",
        merging.patient_merge,
        name="patient_merge",
    ),
    path("patients/<uuid:patient_id>/merges/", merging.patient_merges, name="patient_merges"),
    path(
        "patients/<uuid:patient_id>/merges/<int:merge_id>/undo/",
        merging.merge_undo,
        name="merge_undo",
    ),
]
