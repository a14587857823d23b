"""What the audit log does not see by itself: looking, searching, printing, coming and going."""

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver

from patients.models import AuditEvent, Patient

Action = AuditEvent.Action


def log_patient_event(action: Action, patient_id, *, by=None, **what) -> AuditEvent:
    """Something was done with one patient’s record, by who asks unless told. One query."""
    return AuditEvent.objects.create(
        action=action,
        actor=by,
        content_type=ContentType.objects.get_for_model(Patient),
        object_pk=patient_id,
        patient_id=patient_id,
        additional_data=what,
    )


def log_user_event(action: Action, user, *, by=None, **what) -> AuditEvent:
    """Something was done that is of no one patient, to `user` or, unless told, by this user.

    `user` is None where nobody is known.
    """
    return AuditEvent.objects.create(
        action=action,
        content_type=ContentType.objects.get_for_model(get_user_model()),
        object_pk=user.pk if user else "",
        object_id=user.pk if user else None,
        object_repr=user.get_username() if user else "",
        actor=by or user,
        additional_data=what or None,
    )


@receiver(user_logged_in, dispatch_uid="patients.audit.logged_in")
def logged_in(sender, user, **kwargs):
    log_user_event(Action.LOGIN, user)


@receiver(user_logged_out, dispatch_uid="patients.audit.logged_out")
def logged_out(sender, user, **kwargs):
    if user:
        log_user_event(Action.LOGOUT, user)


@receiver(user_login_failed, dispatch_uid="patients.audit.login_failed")
def login_failed(sender, credentials, **kwargs):
    """Only a name that is somebody's is kept: people type passwords into the wrong field."""
    users = get_user_model()
    name = str(credentials.get(users.USERNAME_FIELD) or "")
    known = users.objects.filter(**{users.USERNAME_FIELD: name}).first() if name else None
    log_user_event(Action.LOGIN_FAILED, known)
