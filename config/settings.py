"""Settings, read from the environment; safe by default. See .env.example."""

import tomllib
from pathlib import Path

from csp.constants import NONE, SELF
from environs import Env, validate

BASE_DIR = Path(__file__).resolve().parent.parent

VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "version"
]

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

DEBUG = env.bool("DEBUG", False)

# Without DEBUG a key must be given: sessions signed by a key that changes would be lost.
SECRET_KEY = env.str("SECRET_KEY", "only-for-the-demo") if DEBUG else env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])  # of before, still read
# Outside the database: writing there is not enough to forge the trail (docs/audit-trail.md).
AUDIT_KEY = env.str("AUDIT_KEY", "only-for-the-demo") if DEBUG else env.str("AUDIT_KEY")
AUDIT_KEY_FALLBACKS: list[str] = env.list("AUDIT_KEY_FALLBACKS", [])  # of before: KEY@last day
AUDITLOG_LOGENTRY_MODEL = "patients.AuditEvent"
AUDITLOG_USE_BASE_MANAGER = True  # facts entered in error are compared too
MIGRATION_MODULES = {"auditlog": None}  # its own table is not made
BREAK_GLASS_MINUTES = env.int("BREAK_GLASS_MINUTES", 60)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "auditlog",  # these before ours, who take their pages out of the admin
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "patients",
    "biomarkers",
    "config.admin_site.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # of random length, against BREACH
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.replica.ReplicaMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "patients.accounts.middleware.ReaderMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "patients.audit.middleware.AuditMiddleware",
    "patients.accounts.middleware.SessionLimitsMiddleware",
    "patients.accounts.middleware.SecondFactorMiddleware",
    "biomarkers.record.middleware.DamagedRecordMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": ["django.templatetags.i18n", "patients.templatetags.reading"],
        },
    },
]

DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL",
        f"sqlite:///{BASE_DIR / 'second-look.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
ALLOW_SQLITE = env.bool("ALLOW_SQLITE", False)  # else production refuses to start with it
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, who waits instead of failing; readers are not held up.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
REPLICA_URL = env.str("REPLICA_URL", "")  # pages that only read may go there (config/replica.py)
if REPLICA_URL:
    DATABASES["replica"] = env.dj_db_url("REPLICA_URL", conn_max_age=60, conn_health_checks=True)
    DATABASES["replica"]["OPTIONS"] = {"connect_timeout": 2}
    DATABASE_ROUTERS = ["config.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "patients.accounts.passwords.AboutUs"},
    {"NAME": "patients.accounts.passwords.GuessedQuickly"},
]
BREACHED_PASSWORDS = env.path("BREACHED_PASSWORDS", None)  # the whole list, where one is kept
AUTHENTICATION_BACKENDS = ["patients.accounts.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "worklist"
LOGOUT_REDIRECT_URL = "account_login"

# Who gets in (docs/security.md). Failed attempts are counted in the database: by every process,
# and over a restart.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},  # so that nobody can push others' out
    }
}
ACCOUNT_ADAPTER = "patients.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is what an administrator entered
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, or earlier
SEARCHES_A_MINUTE = env.int("SEARCHES_A_MINUTE", 60)  # of one person; more is no person’s work
FILES_AN_HOUR = env.int("FILES_AN_HOUR", 30)  # of one person, whatever leaves as a file
LOCKOUT_MINUTES = 15
ACCOUNT_RATE_LIMITS = {  # who is counted by which key: patients/accounts/lockout.py
    "login": "60/m/ip",
    "login_failed": f"5/{LOCKOUT_MINUTES}m/key",
    "login_failed_name": f"50/{LOCKOUT_MINUTES}m/key",
    "login_failed_address": f"30/{LOCKOUT_MINUTES}m/ip",
}
MFA_ADAPTER = "patients.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 0  # allauth remembers a used code for one step only
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # http://localhost
SECOND_FACTOR_FOR = env.str("SECOND_FACTOR_FOR", "staff", validate=validate.OneOf(["staff", "all"]))
INVITATION_DAYS = env.int("INVITATION_DAYS", 3)
OIDC_NAME = env.str("OIDC_NAME", "single sign-on")
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", "").rstrip("/")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")
OIDC_TIMEOUT = 10  # seconds

# The daily digest; printed where no server for mail is named.
EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = EMAIL_CONFIG.get("EMAIL_TIMEOUT") or 10  # seconds, which a page would wait
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "second-look@localhost")
SITE_URL = env.str("SITE_URL", "http://localhost:8000")

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English"), ("es", "Español")]  # each by its own name
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]

# Imports wait here for a worker, `manage.py db_worker` (docs/install-and-operate.md).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
UPLOADS = env.path("UPLOADS", BASE_DIR / "uploads")  # seen by nobody but the server and the worker
# Time of keeping (manage.py clear_expired).
UPLOAD_DAYS = env.int("UPLOAD_DAYS", 7)  # of an upload that nobody confirms
TRAIL_YEARS = env.int("TRAIL_YEARS", 0)  # of the audit trail; 0 keeps all of it
FILE_UPLOAD_HANDLERS = ["biomarkers.exchange.uploads.BoundedUpload"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Nothing but our own files, and no inline script or style, the admin included.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # of a form, files apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
SESSION_ENGINE = "patients.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * env.int("SESSION_HOURS", 12)
SESSION_IDLE_AGE = 60 * env.int("SESSION_IDLE_MINUTES", 30)
if not DEBUG:  # browsers then take them from this very host over TLS only
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # a balancer asks the process itself, without TLS
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 0 if DEBUG else 60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

METRICS_TOKEN = env.str("METRICS_TOKEN", "")  # without one there are no metrics to read
PROMETHEUS_EXPORT_MIGRATIONS = False  # asked at start it would want the database

# Names, record numbers and search words stay out of ordinary logs: addresses hold none of them.
LOG_FORMAT = env.str("LOG_FORMAT", "text", validate=validate.OneOf(["text", "json"]))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "config.logs.RedactingFormatter"},
        "json": {"()": "config.logs.DiscreetJSON"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "pypdf": {"level": "CRITICAL"},  # its warnings quote the file
        "weasyprint": {"level": "ERROR"},  # it tells each step of each PDF
        "fontTools": {"level": "ERROR"},
    },
}
