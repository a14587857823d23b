"""Accounts in the admin: those who keep them cannot make themselves more than they are.

They are made by invitation (`entrance/`), and nobody sets or sees the password of another.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from .mail import send_notice_of_address

admin.site.unregister(User)
for model in (EmailAddress, EmailConfirmation, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)  # nobody sees the second factors of others

OWN = ["is_staff", "groups"]
SUPERUSERS_ONLY = ["is_superuser", "user_permissions"]


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Roles are groups. Nobody changes the own ones, and only superusers touch superusers."""

    fieldsets = [
        (None, {"fields": ["username"]}),
        ("Personal info", {"fields": ["first_name", "last_name", "email"]}),
        ("Permissions", {"fields": ["is_active", *OWN, *SUPERUSERS_ONLY]}),
        ("Important dates", {"fields": ["last_login", "date_joined"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        fixed = [*super().get_readonly_fields(request, obj)]
        if not request.user.is_superuser:
            fixed += SUPERUSERS_ONLY + (OWN if obj == request.user else [])
        return fixed

    def has_change_permission(self, request, obj=None):
        above = obj and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """The address of another is changed only with notice to the old one: links go there."""
        super().save_model(request, obj, form, change)
        old = form.initial.get("email", "")
        if old and "email" in form.changed_data:
            send_notice_of_address(obj, old, by=request.user)

    def has_add_permission(self, request):
        return False  # Invite: a password is set by its owner.

    def user_change_password(self, request, id, form_url=""):
        raise PermissionDenied

    def has_delete_permission(self, request, obj=None):
        return False  # Deactivate: the trail must still say who it was.
