"""The one door for what leaves as a file: permission, second factor, limit; the view records it."""

from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied

from patients.audit.events import Action
from patients.audit.limits import rate_limited

from .second_factor import needs_second_factor


def exports(*any_of: str):
    """For every view that answers a file, with the permissions of which one is needed.

    tests/test_exports.py finds a view that goes without.
    """

    def may(user) -> bool:
        if not any(map(user.has_perm, any_of)):
            raise PermissionDenied
        return True

    def decorate(view):
        return user_passes_test(may)(needs_second_factor(rate_limited(Action.EXPORT)(view)))

    return decorate
