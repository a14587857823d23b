from django.urls import path

from .views import (
    chart,
    compare,
    entry,
    export,
    gallery,
    handout,
    patient_list,
    summary,
    worklist,
)

urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("worklist/load/", worklist.worklist_load, name="worklist_load"),
    path("worklist/<int:item_id>/<slug:kind>/", worklist.work_step, name="work_step"),
    path("export/", export.record_export, name="record_export"),
    path("export/<int:team_id>/", export.record_export_download, name="record_export_download"),
    path("patients/", patient_list.patient_list, name="patient_list"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("patients/search/", patient_list.patient_search, name="patient_search"),
    path("patients/<uuid:patient_id>/", chart.patient_chart, name="patient_chart"),
    path("patients/<uuid:patient_id>/requests/", chart.patient_requests, name="patient_requests"),
    path(
        "patients/<uuid:patient_id>/options/<slug:group>/",
        chart.patient_options,
        name="patient_options",
    ),
    path("patients/<uuid:patient_id>/compare/", compare.patient_compare, name="patient_compare"),
    path("patients/<uuid:patient_id>/summary/", summary.patient_summary, name="patient_summary"),
    path(
        "patients/<uuid:patient_id>/summary.pdf",
        summary.patient_summary_pdf,
        name="patient_summary_pdf",
    ),
    path("patients/<uuid:patient_id>/handout/", handout.patient_handout, name="patient_handout"),
    path(
        "patients/<uuid:patient_id>/handout/<int:key>/",
        handout.handout_printed,
        name="handout_printed",
    ),
    path("patients/new/", entry.patient_new, name="patient_new"),
    path("patients/<uuid:patient_id>/add/<slug:slug>/", entry.fact_new, name="fact_new"),
    path(
        "patients/<uuid:patient_id>/correct/<slug:slug>/<str:key>/",
        entry.fact_change,
        name="fact_change",
    ),
    path("patients/<uuid:patient_id>/agents/<int:key>/stop/", entry.agent_stop, name="agent_stop"),
    path("patients/<uuid:patient_id>/lines/<int:number>/end/", entry.line_end, name="line_end"),
    path(
        "patients/<uuid:patient_id>/lines/<int:number>/confirm/",
        entry.line_confirm,
        name="line_confirm",
    ),
]
