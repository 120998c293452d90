"""Production's own settings, for a machine without TLS: what differs from them stands here, and is little."""

import os
from dataclasses import replace
from pathlib import Path

STAGE = Path(os.environ["PORTPASS_STAGE"])
SAID = {
    "SECRET_KEY": "only-for-a-stage-" + "0123456789abcdef" * 3,
    "PORTPASS_FIELD_KEYS": "b25seS1mb3ItYS1zdGFnZS0wMTIzNDU2Nzg5YWJjZGU=",
    "ALLOWED_HOSTS": "127.0.0.1 localhost",
    "PUBLIC_URL": "http://127.0.0.1:8000",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_USE_TLS": "no",
    "PORTPASS_DECISION_MINUTES": "0",
    "DOCUMENTS_FOLDER": str(STAGE / "documents"),
    "AUDIT_HEADS_FOLDER": str(STAGE / "audit-heads"),
    "STATIC_FOLDER": str(STAGE / "static"),
}
for name, value in SAID.items():
    os.environ.setdefault(name, value)

from config.settings.production import *  # noqa: E402, F403
from config.settings.production import PORT_OPTIONS  # noqa: E402

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"

if os.environ.get("PORTPASS_STAGE_CROWD"):  # many people at one address of the network, which limits would hold up
    MANY = 10**6
    PORT_OPTIONS = replace(
        PORT_OPTIONS,
        applications_an_hour=MANY,
        uploads_an_hour=MANY,
        username_checks_an_hour=MANY,
        sign_ins_an_hour=MANY,
    )
