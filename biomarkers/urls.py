from django.urls import path

from .views import chart, patient_list

urlpatterns = [
    path("", patient_list.patient_list, name="patient_list"),
    path("patients/search/", patient_list.patient_search, name="patient_search"),
    path("patients/<uuid:patient_id>/", chart.patient_chart, name="patient_chart"),
    path("patients/<uuid:patient_id>/requests/", chart.patient_requests, name="patient_requests"),
]
