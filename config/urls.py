"""The one place where both apps meet."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from biomarkers.demo.logins import logins_to_show

admin.site.site_header = admin.site.site_title = "Second Look"
admin.site.index_title = "Record, results and catalog"

urlpatterns = [
    path(
        "accounts/login/",
        auth_views.LoginView.as_view(extra_context={"demo_logins": logins_to_show}),
        name="login",
    ),
    path("accounts/logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
    path("", include("patients.urls")),
    path("", include("biomarkers.urls")),
]
