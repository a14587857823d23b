"""OpenID Connect: the provider says who it is, an invitation says who may come in.

Authlib asks with state, nonce and PKCE, and checks signature, issuer, audience, nonce and time of
the identity token. What is left to us is whose account it is.
"""

from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from patients.audit.recording import acting
from patients.models import SingleSignOn

PROVIDER = "provider"


def client():
    """Made anew for each login: what the provider publishes may have changed, as its keys do."""
    oauth = OAuth()
    return oauth.register(
        PROVIDER,
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        server_metadata_url=f"{settings.OIDC_SERVER_URL}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": settings.OIDC_TIMEOUT,
        },
    )


@transaction.atomic
def account_of(claims: dict) -> User | None:
    """Whom the provider’s `sub` was tied to; at the first login whose verified address it is.

    None where that is nobody, or more than one. An account is never made here.
    """
    known = SingleSignOn.objects.filter(issuer=claims["iss"], subject=claims["sub"]).first()
    if known:
        return known.user if known.user.is_active else None
    if claims.get("email_verified") is not True or not claims.get("email"):
        return None
    invited = User.objects.filter(email__iexact=claims["email"], is_active=True)
    found = list(invited.filter(single_sign_on=None)[:2])
    if len(found) != 1:
        return None
    with acting(found[0]):
        SingleSignOn.objects.create(user=found[0], issuer=claims["iss"], subject=claims["sub"])
    return found[0]
