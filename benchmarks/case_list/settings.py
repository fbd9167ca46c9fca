"""Settings of the peers: Caseward's tables and accounts under Django as `startproject` leaves it."""

from caseward.config.settings import *  # noqa: F403 - the same database and models
from caseward.config.settings import INSTALLED_APPS as OURS

ROOT_URLCONF = "benchmarks.case_list.urls"
NOT_PLAIN = ("allauth", "csp", "whitenoise", "caseward.config", "caseward.demo")
INSTALLED_APPS = ["django.contrib.admin", *(app for app in OURS if not app.startswith(NOT_PLAIN))]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": ["benchmarks/case_list/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
