"""The suite: the apps of the local run, a fast hasher, a throw-away store, and the database that the runner chose."""

import os
from dataclasses import replace
from datetime import timedelta

from config.databases import postgresql, sqlite
from config.env import ENV, ROOT, field_key_from
from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, PORT_OPTIONS

SECRET_KEY = "only-for-tests-not-a-secret"
FIELD_KEYS = [field_key_from(SECRET_KEY)]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
VAR = ROOT / "var" / "test"
VAR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [*INSTALLED_APPS, "web.mailbox", "web.gallery", "demo"]
DATABASES = {
    "default": sqlite(VAR / f"{os.getpid()}.sqlite3")
    if ENV.text("PORTPASS_TEST_DATABASE", "sqlite") == "sqlite"
    else postgresql()
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "documents": {
        "BACKEND": "port.documents.storage.DurableFileSystemStorage",
        "OPTIONS": {"location": VAR / "documents"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAILBOX_FOLDER = VAR / "mailbox"
AUDIT_HEADS_FOLDER = VAR / "audit-heads"
PORT_OPTIONS = replace(PORT_OPTIONS, public_url="http://testserver", decision_delay=timedelta(0), second_look_percent=0)
