"""Settings of the tests: the real ones, with data in a throw-away folder and cheap passwords."""

import atexit
import os
import shutil
import tempfile

DATA = tempfile.mkdtemp(prefix="caseward-tests-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["CASEWARD_DATA"] = DATA

from caseward.config.settings import *  # noqa: E402, F403 - the folder must be named first

DEMO = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Static files come from where they lie: tests collect none.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
