"""Second factors, invitations, requests for roles and identities are watched.

Their secrets stay out of the trail.
"""

from allauth.mfa.models import Authenticator
from auditlog.registry import auditlog

from patients import models

auditlog.register(Authenticator, exclude_fields=["data", "last_used_at"])
auditlog.register(models.Invitation, exclude_fields=["token_hash"])
auditlog.register(models.Preferences)
auditlog.register(models.RoleRequest)
auditlog.register(models.SingleSignOn)
