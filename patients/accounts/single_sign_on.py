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

from .actions import accept, open_invitation

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
def account_of(claims: dict, token: str) -> User | None:
    """Whom the provider’s `sub` was tied to; at the first login who was invited by this link.

    An address alone ties to nobody: whoever may change it could then come in. With the link the
    verified address has to be that of the invitation. None else; no account is made here.
    """
    if claims["iss"].rstrip("/") != settings.OIDC_SERVER_URL:
        return None  # the token and what the provider publishes agree, with another name than ours
    known = SingleSignOn.objects.filter(issuer=claims["iss"], subject=claims["sub"]).first()
    if known:
        return known.user if known.user.is_active else None
    if claims.get("email_verified") is not True or not claims.get("email"):
        return None
    invitation = open_invitation(token)
    if invitation is None or not _is_of(invitation.user, claims["email"]):
        return None
    if not (user := accept(token=token, password=None)):
        return None
    with acting(user):
        SingleSignOn.objects.create(user=user, issuer=claims["iss"], subject=claims["sub"])
    return user


def _is_of(user: User, email: str) -> bool:
    tied = SingleSignOn.objects.filter(user=user).exists()
    return not tied and user.email.casefold() == email.casefold()
