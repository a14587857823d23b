"""Accounts in the admin: those who keep them cannot make themselves more than they are.

They are made by invitation (`views/invitations.py`), and nobody sets or sees the password of
another.
"""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch

from patients.audit.events import Action, log_user_event
from patients.models import CareTeam

from .actions import give_roles, refuse_taken_email
from .mail import send_notice_of_address
from .second_factor import FACTORS
from .sessions import end_sessions
from .two_people import told, told_of_waiting

admin.site.unregister(User)
for model in (EmailAddress, EmailConfirmation, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)  # nobody sees the second factors of others

NOT_NOTIFIED = (
    "The address was changed, but the mail server did not take the notice to the old address. "
    "Tell the user in person."
)
SUPERUSERS_ONLY = ["is_superuser", "user_permissions"]


class AccountForm(UserChangeForm):
    """With the care teams of the person, which are kept on the side of the team."""

    teams = forms.ModelMultipleChoiceField(
        CareTeam.objects.all(),
        label="Care teams",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The user sees the patients of these teams.",
    )

    class Meta(UserChangeForm.Meta):
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["teams"].initial = self.instance.care_teams.all()
        if "groups" in self.fields:  # which Django calls them
            self.fields["groups"].label = "Roles"
            self.fields[
                "groups"
            ].help_text = "Administrators and privacy officers wait for a second person."

    def clean_email(self) -> str:
        refuse_taken_email(self.cleaned_data["email"], but=self.instance)
        return self.cleaned_data["email"]


class RoleFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "role"


class SecondFactorFilter(admin.SimpleListFilter):
    title = "second factor"
    parameter_name = "factor"

    def lookups(self, request, model_admin):
        return [*FACTORS.items(), ("none", "none")]

    def queryset(self, request, queryset):
        if self.value() == "none":
            owners = Authenticator.objects.filter(type__in=FACTORS).values("user")
            return queryset.exclude(pk__in=owners)
        if self.value() in FACTORS:
            owners = Authenticator.objects.filter(type=self.value()).values("user")
            return queryset.filter(pk__in=owners)
        return queryset


class TeamFilter(admin.SimpleListFilter):
    """Of all teams, and who is in none: they see no patient."""

    title = "care team"
    parameter_name = "team"

    def lookups(self, request, model_admin):
        return [*((str(team.pk), team.name) for team in CareTeam.objects.all()), ("none", "none")]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(care_teams=None)
        if (self.value() or "").isdecimal():
            return queryset.filter(care_teams=self.value())
        return queryset


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Roles are groups. Nobody changes the own ones, and only superusers touch superusers."""

    form = AccountForm
    list_display = ["username", "name", "roles", "teams", "is_active", "last_login", "factors"]
    list_filter = ["is_active", ("groups", RoleFilter), TeamFilter, SecondFactorFilter]
    actions = ["end_all_sessions"]
    filter_horizontal = ["user_permissions"]
    fieldsets = [
        (None, {"fields": ["username"]}),
        ("Personal info", {"fields": ["first_name", "last_name", "email"]}),
        (
            "Permissions",
            {"fields": ["is_active", "groups", "role_requests", "teams", *SUPERUSERS_ONLY]},
        ),
        ("Important dates", {"fields": ["last_login", "date_joined", "factors"]}),
    ]

    def get_queryset(self, request):
        """What the columns show, in one query each, however many people there are."""
        factors = Authenticator.objects.filter(type__in=FACTORS)
        return (
            super()
            .get_queryset(request)
            .prefetch_related("groups", "care_teams", Prefetch("authenticator_set", factors))
        )

    @admin.display(ordering="last_name")
    def name(self, user):
        return user.get_full_name()

    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())

    def teams(self, user):
        return ", ".join(team.name for team in user.care_teams.all()) or "none"

    @admin.display(description="second factor")
    def factors(self, user):
        owned = {factor.type for factor in user.authenticator_set.all()}
        return ", ".join(name for kind, name in FACTORS.items() if kind in owned) or "none"

    @admin.display(description="privileged roles")
    def role_requests(self, user):
        """What waits, and what was decided by whom; the newest first."""
        asked = user.role_requests.select_related("role", "asked_by", "decided_by")
        return "; ".join(map(told, asked)) or "none given"

    def get_readonly_fields(self, request, obj=None):
        fixed = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        fixed += ["factors", "role_requests"]
        if not request.user.is_superuser:
            fixed += SUPERUSERS_ONLY + (["groups"] if obj == request.user else [])
        return fixed

    def has_change_permission(self, request, obj=None):
        above = obj and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """The address of another is changed only with notice to the old one: links go there."""
        super().save_model(request, obj, form, change)
        old = form.initial.get("email", "")
        if old and "email" in form.changed_data:
            is_sent = send_notice_of_address(obj, old, by=request.user)
            log_user_event(Action.UPDATE, obj, by=request.user, old_address_notified=is_sent)
            if not is_sent:
                self.message_user(request, NOT_NOTIFIED, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        """Roles bring the way into the admin with them; groups are not saved by the form."""
        roles = form.cleaned_data.pop("groups", None)
        super().save_related(request, form, formsets, change)
        form.instance.care_teams.set(form.cleaned_data["teams"])
        if roles is not None:
            waiting = give_roles(user=form.instance, roles=roles, by=request.user)
            for words in told_of_waiting(form.instance, waiting, request.user):
                self.message_user(request, words, messages.WARNING)

    @admin.action(description="End all sessions", permissions=["change"])
    def end_all_sessions(self, request, queryset):
        """Of who is chosen; the one in which this is asked goes on."""
        above = [] if request.user.is_superuser else list(queryset.filter(is_superuser=True))
        if above:
            raise PermissionDenied
        own = request.session.session_key
        ended = sum(end_sessions(user, by=request.user, but=own) for user in queryset)
        self.message_user(request, f"Sessions ended: {ended}.", messages.SUCCESS)

    def has_add_permission(self, request):
        return False  # Invite: a password is set by its owner.

    def user_change_password(self, request, id, form_url=""):
        raise PermissionDenied

    def has_delete_permission(self, request, obj=None):
        return False  # Deactivate: the trail must still say who it was.
