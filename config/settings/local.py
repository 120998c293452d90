"""The run on one machine: embedded database, demo content, letters into a mailbox page. Needs no configuration."""

from dataclasses import replace
from datetime import timedelta

from config.databases import sqlite
from config.env import ENV, ROOT, field_key_from
from config.logs import logging_settings
from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, PORT_OPTIONS

VAR = ENV.folder("PORTPASS_VAR", ROOT / "var")

DEBUG = False
DEMONSTRATION = True
SECRET_KEY = ENV.secret(VAR / "secret_key")
FIELD_KEYS = [field_key_from(SECRET_KEY)]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [*INSTALLED_APPS, "web.mailbox", "web.gallery", "demo"]
DATABASES = {"default": sqlite(VAR / "portpass.sqlite3")}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "documents": {
        "BACKEND": "port.documents.storage.DurableFileSystemStorage",
        "OPTIONS": {"location": VAR / "documents"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

LOGGING = logging_settings(requests=True)

EMAIL_BACKEND = "web.mailbox.backend.MaildirBackend"
MAILBOX_FOLDER = VAR / "mailbox"
AUDIT_HEADS_FOLDER = VAR / "audit-heads"
PORT_OPTIONS = replace(
    PORT_OPTIONS,
    public_url=ENV.text("PORTPASS_PUBLIC_URL", "http://127.0.0.1:8000"),
    decision_delay=timedelta(minutes=ENV.number("PORTPASS_DECISION_MINUTES", 0)),
    staff_need_factor=ENV.flag("PORTPASS_STAFF_FACTOR"),
)
