"""Second factors, invitations, requests for roles and identities are watched.

Their secrets stay out of the trail.
"""

from allauth.mfa.models import Authenticator

from patients import models
from patients.audit.watching import watch

watch(Authenticator, leave_out=("data", "last_used_at"))
watch(models.Invitation, leave_out=("token_hash",))
watch(models.Preferences)
watch(models.RoleRequest)
watch(models.SingleSignOn)
