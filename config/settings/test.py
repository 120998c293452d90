"""The suite: as the local run, with a fast hasher, a throw-away store, and the database that the runner chose."""

import os
from dataclasses import replace

from config.databases import postgresql, sqlite
from config.env import ENV, ROOT
from config.settings.local import *  # noqa: F403
from config.settings.local import PORT_OPTIONS

SECRET_KEY = "only-for-tests-not-a-secret"
VAR = ROOT / "var" / "test"
VAR.mkdir(parents=True, exist_ok=True)

DATABASES = {
    "default": postgresql()
    if ENV.text("PORTPASS_TEST_DATABASE", "sqlite") == "postgresql"
    else sqlite(VAR / f"{os.getpid()}.sqlite3")
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
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAILBOX_FOLDER = VAR / "mailbox"
DEMONSTRATION = False
PORT_OPTIONS = replace(PORT_OPTIONS, public_url="http://testserver")
