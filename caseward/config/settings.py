"""One settings file. What a deployment may set stands in docs/how-to/settings.md; nothing must be set."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from caseward.config import sqlite

sqlite.install()

import dj_database_url  # noqa: E402 - Django must not meet the interpreter's own sqlite3 first
from csp.constants import NONCE, NONE, SELF  # noqa: E402 - as above

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(os.environ.get("CASEWARD_DATA", BASE_DIR / "var"))
DEMO = os.environ.get("CASEWARD_DEMO") == "1"
DEBUG = False
ALLOWED_HOSTS = os.environ.get("CASEWARD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HALVES = os.environ.get("CASEWARD_HALVES", "inspection,casework").split(",")


def _secret_key() -> str:
    """The key from the environment, else one made on the first start and kept beside the data."""
    if key := os.environ.get("CASEWARD_SECRET_KEY"):
        return key
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        made = DATA_DIR / f"secret-key.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50), encoding="ascii")
        # Of several processes that start together, one's whole key becomes the key of all.
        with suppress(FileExistsError):
            kept.hardlink_to(made)
        made.unlink()
    return kept.read_text(encoding="ascii")


SECRET_KEY = _secret_key()

INSPECTION_APPS = [
    "caseward.inspection.standards",
    "caseward.inspection.results",
    "caseward.inspection.inspections",
    "caseward.inspection.samples",
    "caseward.inspection.case_assessments",
    "caseward.inspection.fieldwork",
    "caseward.inspection.ratings",
    "caseward.inspection.follow_up",
    "caseward.inspection.reports",
    "caseward.inspection.library",
]
CASEWORK_APPS = [
    "caseward.casework.people",
    "caseward.casework.tasks",
    "caseward.casework.sentences",
    "caseward.casework.allocation",
    "caseward.casework.assessments",
    "caseward.casework.plans",
    "caseward.casework.contacts",
    "caseward.casework.enforcement",
    "caseward.casework.oversight",
    "caseward.casework.dashboards",
]
ASSURANCE_APPS = [
    "caseward.assurance.case_lists",
    "caseward.assurance.readiness",
    "caseward.assurance.evidence",
    "caseward.assurance.audits",
    "caseward.assurance.calibration",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "caseward.shared.govuk",
    "caseward.shared.charts",
    "caseward.shared.files",
    "caseward.shared.records",
    "caseward.shared.audit",
    "caseward.shared.organisations",
    "caseward.shared.accounts",
    *(INSPECTION_APPS if "inspection" in HALVES else []),
    *(CASEWORK_APPS if "casework" in HALVES else []),
    *([*ASSURANCE_APPS, "caseward.demo"] if {"inspection", "casework"} <= set(HALVES) else []),
    "caseward.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caseward.config.sign_in.SignInMiddleware",
    "caseward.config.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "caseward.config.urls"
WSGI_APPLICATION = "caseward.config.wsgi.application"
FORM_RENDERER = "caseward.shared.govuk.renderer.GovukRenderer"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "caseward.shared.govuk.context.page",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "caseward.shared.govuk.jinja2.environment",
            "context_processors": CONTEXT_PROCESSORS,
        },
    },
]


def _databases() -> dict[str, Any]:
    database: dict[str, Any] = dict(
        dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'caseward.sqlite3'}")
    )
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = sqlite.SQLITE_OPTIONS
        database["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
        # Opening the file reads its whole schema and, where it is encrypted, stretches the key: far longer
        # than most pages need. A kept connection also knows the statements that it has read before.
        database["CONN_MAX_AGE"] = 600
    else:
        database["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
            # Each statement serves one page and is short: compiling it takes longer than it does.
            "options": "-c jit=off",
        }
    return {"default": database}


DATABASES = _databases()
# Attempts to sign in are counted here, by all processes together, in so many entries that nobody can push
# the count of one account out by trying many.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "caseward_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "caseward.config.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "caseward.shared.accounts.forms.SignInForm",
    "reauthenticate": "caseward.shared.accounts.forms.PasswordAgainForm",
    "change_password": "caseward.shared.accounts.forms.OwnPasswordForm",
}
MFA_ADAPTER = "caseward.config.sign_in.MFAAdapter"
MFA_FORMS = {
    "authenticate": "caseward.shared.accounts.forms.CodeForm",
    "reauthenticate": "caseward.shared.accounts.forms.CodeAgainForm",
    "activate_totp": "caseward.shared.accounts.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

CSRF_FAILURE_VIEW = "caseward.shared.govuk.error_pages.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = os.environ.get("CASEWARD_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
if HTTPS:
    # A browser takes a cookie of this name only from this very site, over HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    # Attempts are counted by the address that the proxy saw, not by the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Of how many sampled cases one is read without the evidence beside a question until it is answered; 0: none.
EVIDENCE_HIDDEN_ONE_IN = int(os.environ.get("CASEWARD_EVIDENCE_HIDDEN_ONE_IN", "5"))
# For how many days after fieldwork an inspector may still open the records of a sampled case.
RECORDS_DAYS_AFTER_FIELDWORK = int(os.environ.get("CASEWARD_RECORDS_DAYS_AFTER_FIELDWORK", "14"))

PRACTICE_FOLDER = BASE_DIR / "caseward" / "practice"
FRAMEWORK_FOLDERS = [
    BASE_DIR / "caseward" / "frameworks",
    *(Path(folder) for folder in os.environ.get("CASEWARD_FRAMEWORKS", "").split(os.pathsep) if folder),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
