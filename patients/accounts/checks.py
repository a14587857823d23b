"""What production refuses to start with. config/wsgi.py runs these checks before it serves."""

from django.conf import settings
from django.core.checks import Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured

from patients.audit.keys import keys

KNOWN_KEYS = ("only-for-the-demo", "django-insecure-", "change-me")
SHORTEST_KEY = 50
THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def raise_on_failed_checks() -> None:
    """Every error of every check of a deployment, ours and Django's. Warnings stop nothing."""
    found = run_checks(include_deployment_checks=True, databases=["default"])
    if wrong := [message for message in found if message.is_serious()]:
        raise ImproperlyConfigured("\n".join(map(str, wrong)))


@register(Tags.security, deploy=True)
def check_debug_is_local(app_configs, **kwargs):
    """DEBUG shows settings and known passwords. It is refused with what only production has."""
    beyond = set(settings.ALLOWED_HOSTS) - THIS_MACHINE
    if settings.DEBUG and (beyond or settings.BEHIND_PROXY):
        return [
            Error(
                "DEBUG is on and the server is reachable from other machines. Turn DEBUG off.",
                id="entrance.E001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_secret_keys(app_configs, **kwargs):
    if settings.DEBUG:
        return []
    return [
        Error(
            f"{name} is a known value or shorter than {SHORTEST_KEY} characters.",
            hint="python -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="entrance.E002",
        )
        for name in ("SECRET_KEY", "AUDIT_KEY")
        if len(getattr(settings, name)) < SHORTEST_KEY
        or getattr(settings, name).startswith(KNOWN_KEYS)
    ] + _same_key()


def _same_key() -> list[Error]:
    if settings.SECRET_KEY != settings.AUDIT_KEY:
        return []
    return [Error("SECRET_KEY and AUDIT_KEY are the same.", id="entrance.E003")]


@register(Tags.security, deploy=True)
def check_audit_keys_of_before(app_configs, **kwargs):
    """In DEBUG too: an entry is not verified by a key that cannot be read."""
    try:
        secrets = [key.secret for key in keys()]
    except ImproperlyConfigured as error:
        return [Error(str(error), id="entrance.E007")]
    if len(set(secrets)) == len(secrets):
        return []
    return [Error("AUDIT_KEY is also one of AUDIT_KEY_FALLBACKS.", id="entrance.E007")]


@register(Tags.security, deploy=True)
def check_sqlite_allowed(app_configs, **kwargs):
    """SQLite has no roles: whoever takes the web process over could rewrite the audit trail."""
    engine = settings.DATABASES["default"]["ENGINE"]
    if settings.DEBUG or settings.ALLOW_SQLITE or not engine.endswith("sqlite3"):
        return []
    return [
        Error(
            "SQLite cannot protect the audit trail from the web process.",
            hint="Set DATABASE_URL=postgres://…, or ALLOW_SQLITE=yes to accept this.",
            id="entrance.E004",
        )
    ]


@register(Tags.security, deploy=True)
def check_sso_settings(app_configs, **kwargs):
    if not settings.OIDC_SERVER_URL:
        return []
    faults = []
    if not (settings.OIDC_CLIENT_ID and settings.OIDC_CLIENT_SECRET):
        faults.append(
            Error(
                "OIDC_SERVER_URL requires OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.",
                id="entrance.E005",
            )
        )
    if not settings.DEBUG and not settings.OIDC_SERVER_URL.startswith("https://"):
        faults.append(Error("OIDC_SERVER_URL must be https://.", id="entrance.E006"))
    return faults
