"""The one door for what leaves as a file: permission, second factor, limit; the view records it."""

from django.contrib.auth.decorators import permission_required

from patients.audit.events import Action
from patients.audit.limits import rate_limited

from .second_factor import needs_second_factor


def exports(permission: str):
    """For every view that answers a file. tests/test_exports.py finds one that goes without."""

    def decorate(view):
        guarded = needs_second_factor(rate_limited(Action.EXPORT)(view))
        return permission_required(permission, raise_exception=True)(guarded)

    return decorate
