from django.urls import path

from .views import audit, break_glass

urlpatterns = [
    path("break-glass/", break_glass.break_glass_page, name="break_glass"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.audit_csv, name="audit_csv"),
    path("audit/find/", audit.audit_find, name="audit_find"),
    path("audit/patients/<uuid:patient_id>/", audit.audit, name="audit_patient"),
    path("audit/patients/<uuid:patient_id>.csv", audit.audit_csv, name="audit_patient_csv"),
]
