"""Of allauth only what is used: what is not here cannot be reached, as signing up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth import views as auth
from django.urls import path, reverse_lazy
from django.views.decorators.http import require_http_methods
from django.views.generic import RedirectView

from .views import (
    invitations,
    role_requests,
    second_factor,
    sessions,
    settings,
    single_sign_on,
    tour,
)

page = require_http_methods(["GET", "HEAD", "POST"])  # allauth's forms would take PUT as well
password = auth.PasswordChangeView.as_view(
    template_name="account/password_change.html", success_url=reverse_lazy("mfa_index")
)

urlpatterns = [
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("inactive/", page(account.account_inactive), name="account_inactive"),
    path("password/", page(password), name="password_change"),
    path("reauthenticate/", page(account.reauthenticate), name="account_reauthenticate"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("2fa/", page(mfa.index), name="mfa_index"),
    path("2fa/reauthenticate/", page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/app/", page(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/remove/", page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", page(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/codes/new/", page(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/passkeys/", page(RedirectView.as_view(pattern_name="mfa_index")),
         name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", page(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/passkeys/<int:pk>/remove/", page(webauthn.remove_webauthn),
         name="mfa_remove_webauthn"),
    path("2fa/passkeys/login/", page(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("2fa/passkeys/reauthenticate/", page(webauthn.reauthenticate_webauthn),
         name="mfa_reauthenticate_webauthn"),
    path("settings/", settings.own_settings, name="own_settings"),
    path("tour/", tour.tour, name="tour"),
    path("sessions/", sessions.own_sessions, name="own_sessions"),
    path("sessions/<int:user_id>/end/", sessions.sessions_end, name="sessions_end"),
    path("roles/", role_requests.role_requests, name="role_requests"),
    path("roles/<int:request_id>/", role_requests.role_request_decide, name="role_request_decide"),
    path("invite/", invitations.invite_new, name="invite"),
    path("invite/<int:user_id>/", invitations.invite_again, name="invite_again"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/", invitations.invitation_link, name="invitation_link"),
    path("sso/", single_sign_on.sso_login, name="sso_login"),
    path("sso/callback/", single_sign_on.sso_callback, name="sso_callback"),
]  # fmt: skip
