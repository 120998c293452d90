"""Production: everything that depends on the place comes from the environment; a missing value stops the start."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from config.caches import caches
from config.databases import postgresql, replica
from config.env import ENV, ROOT
from config.logs import logging_settings, nameless
from config.settings.base import *  # noqa: F403
from config.settings.base import PORT_OPTIONS
from config.storages import documents

DEBUG = False
SECRET_KEY = ENV.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = ENV.words("SECRET_KEY_FALLBACKS", "")
FIELD_KEYS = ENV.field_keys("PORTPASS_FIELD_KEYS")
ALLOWED_HOSTS = ENV.words("ALLOWED_HOSTS")

DATABASES = {"default": postgresql(), **replica()}
DATABASE_ROUTERS = ["port.replica.ReplicaRouter"]
CACHE_URL = ENV.text("CACHE_URL", "")
CACHES = caches(CACHE_URL)
SESSION_ENGINE = "web.sessions.cached_db" if CACHE_URL else "web.sessions.db"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "documents": documents(),
    "staticfiles": {"BACKEND": "web.components.sheets.SheetStorage"},
}
AUDIT_HEADS_FOLDER = ENV.folder("AUDIT_HEADS_FOLDER", ROOT / "var" / "audit-heads")
STATIC_ROOT = ENV.folder("STATIC_FOLDER", ROOT / "var" / "static")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = ENV.text("EMAIL_HOST")
EMAIL_PORT = ENV.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = ENV.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = ENV.values.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = ENV.flag("EMAIL_USE_TLS", default=True)

PORT_OPTIONS = replace(
    PORT_OPTIONS,
    organisation=ENV.text("ORGANISATION", PORT_OPTIONS.organisation),
    organisation_english=ENV.text("ORGANISATION_ENGLISH", PORT_OPTIONS.organisation_english),
    sender=ENV.text("SENDER", PORT_OPTIONS.sender),
    hotline=ENV.text("HOTLINE", PORT_OPTIONS.hotline),
    hotline_hours=ENV.text("HOTLINE_HOURS", PORT_OPTIONS.hotline_hours),
    hotline_hours_english=ENV.text("HOTLINE_HOURS_ENGLISH", PORT_OPTIONS.hotline_hours_english),
    public_url=ENV.text("PUBLIC_URL").rstrip("/"),
    decision_delay=timedelta(minutes=ENV.number("PORTPASS_DECISION_MINUTES", 10)),
    clamd=ENV.socket("PORTPASS_CLAMD"),
    staff_need_factor=True,
)
DEFAULT_FROM_EMAIL = PORT_OPTIONS.sender

LOGGING = logging_settings(nameless(ENV.text("LOG_FORMAT", "json")), requests=True)

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
BEHIND_PROXY = ENV.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
STAFF_PAGES = ENV.flag("STAFF_PAGES", default=True)
STAFF_NETWORKS = ENV.networks("STAFF_NETWORKS")
METRICS_NETWORKS = ENV.networks("METRICS_NETWORKS")
METRICS_TOKEN = ENV.text("METRICS_TOKEN", "")
METRICS_LISTEN = ENV.socket("METRICS_LISTEN")
if SHARED_MEASURES := ENV.text("PROMETHEUS_MULTIPROC_DIR", ""):
    Path(SHARED_MEASURES).mkdir(parents=True, exist_ok=True)
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [PORT_OPTIONS.public_url]
