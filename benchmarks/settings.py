"""The product as in production, on one machine: collected and compressed static files, no debugging, no demonstration.

What differs from production is what a benchmark has no use for: TLS, a mail server, and the database is the one that the
environment names (SQLite in the folder of the run, unless PGHOST is there).
"""

import os

from config.databases import postgresql
from config.settings.local import *  # noqa: F403
from config.settings.local import STORAGES, VAR

DEMONSTRATION = False
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
STATIC_ROOT = VAR / "static"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "web.components.sheets.SheetStorage"}}
WSGI_APPLICATION = "benchmarks.application.application"
if os.environ.get("PGHOST"):
    DATABASES = {"default": postgresql()}
