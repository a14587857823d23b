"""What is remembered of a session as people come in, and what of it goes into the trail."""

from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from patients.audit.events import Action, log_user_event

from . import sessions
from .models import Preferences
from .second_factor import FACTORS, SESSION_KEY


@receiver(user_logged_in, dispatch_uid="entrance.begin_session")
def begin_session(sender, request, **kwargs):
    sessions.begin(request)


@receiver(user_logged_in, dispatch_uid="entrance.begin_tour")
def begin_tour(sender, request, user, **kwargs):
    """At the first login by the login page: who comes again has a row."""
    if request.method:
        Preferences.objects.get_or_create(user=user, defaults={"tour_waits": True})


@receiver([mfa.authenticator_used, mfa.authenticator_added], dispatch_uid="entrance.used")
def used(sender, request, user, reauthenticated=False, **kwargs):
    """Whoever sets one up has just shown it. Tied to the user: a session may change hands."""
    if reauthenticated:
        request.session.cycle_key()
    request.session[SESSION_KEY] = user.pk


@receiver(mfa.authenticator_removed, dispatch_uid="entrance.removed")
def removed(sender, request, user, **kwargs):
    if not Authenticator.objects.filter(user=user, type__in=FACTORS).exists():
        request.session.pop(SESSION_KEY, None)


@receiver(mfa.authentication_failed, dispatch_uid="entrance.failed")
def failed(sender, user, authenticator, **kwargs):
    log_user_event(Action.LOGIN_FAILED, user, second_factor=authenticator.type)
