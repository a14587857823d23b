"""The one place where the apps meet."""

from allauth.account.decorators import secure_admin_login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from biomarkers.demo.logins import code_to_show, logins_to_show
from config import health
from patients.accounts.urls import page

admin.site.site_header = admin.site.site_title = "Second Look"
admin.site.index_title = "Second Look administration"
# by our own page, second factor included
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

login = LoginView.as_view(
    extra_context={
        "demo_logins": logins_to_show,
        "single_sign_on": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
    }
)
authenticate = AuthenticateView.as_view(extra_context={"demo_code": code_to_show})

handler500 = "config.health.error"

urlpatterns = [
    path("health/live/", health.live, name="health_live"),
    path("health/ready/", health.ready, name="health_ready"),
    path("metrics/", health.metrics, name="metrics"),
    path("accounts/login/", page(login), name="account_login"),
    path("accounts/2fa/authenticate/", page(authenticate), name="mfa_authenticate"),
    path("accounts/", include("patients.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("patients.urls")),
    path("", include("biomarkers.urls")),
]
