"""A deployment with an unsafe default is stopped, and told which one it is (V-14)."""

import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import global_settings

from tests.codebase.sources import ROOT
from tests.codebase.test_settings import PRODUCTION
from web.components.deployment_checks import broken_rules
from web.components.deployment_rules import GUARDS, RULES

VALIDATORS = "django.contrib.auth.password_validation"
PBKDF2 = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
WITH_ADDRESSES = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"base_url": "/files/"}}
AMONG_STATIC_FILES = {
    "BACKEND": "port.documents.storage.DurableFileSystemStorage",
    "OPTIONS": {"location": "/srv/static/documents"},
}
Production = dict[str, Any]


@pytest.fixture(scope="module")
def production() -> Production:
    """Every setting as the environment of an operator makes it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("PG", "EMAIL_", "S3_", "CACHE_", "DOCUMENTS_"))]:
            patch.delenv(name)
        for name, value in PRODUCTION.items():
            patch.setenv(name, value)
        ours = runpy.run_module("config.settings.production")
    return {**{name: getattr(global_settings, name) for name in dir(global_settings)}, **ours}


def broken(settings: Mapping[str, Any]) -> list[str]:
    return [str(message.id).removeprefix("portpass.") for message in broken_rules(SimpleNamespace(**settings))]


def with_options(settings: Production, **options: Any) -> dict[str, Any]:
    return {"PORT_OPTIONS": replace(settings["PORT_OPTIONS"], **options)}


def with_documents(settings: Production, documents: dict[str, Any]) -> dict[str, Any]:
    return {"STATIC_ROOT": "/srv/static", "STORAGES": {**settings["STORAGES"], "documents": documents}}


def with_directive(settings: Production, name: str, source: str) -> dict[str, Any]:
    policy = settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    return {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": {**policy, name: [source]}}}


UNSAFE: list[tuple[str, Any]] = [
    ("E101", {"AUTH_PASSWORD_VALIDATORS": [{"NAME": f"{VALIDATORS}.CommonPasswordValidator"}]}),
    ("E102", {"AUTH_PASSWORD_VALIDATORS": [{"NAME": "port.accounts.passwords.LengthValidator"}]}),
    ("E103", {"PASSWORD_HASHERS": PBKDF2}),
    ("E104", {"PASSWORD_RESET_TIMEOUT": global_settings.PASSWORD_RESET_TIMEOUT}),
    ("E105", lambda settings: with_options(settings, staff_need_factor=False)),
    ("E111", {"SESSION_COOKIE_AGE": global_settings.SESSION_COOKIE_AGE}),
    ("E112", {"SESSION_COOKIE_SECURE": False}),
    ("E112", {"CSRF_COOKIE_SECURE": False}),
    ("E113", {"SESSION_COOKIE_HTTPONLY": False}),
    ("E114", {"SESSION_COOKIE_SAMESITE": "None"}),
    ("E114", {"CSRF_COOKIE_SAMESITE": False}),
    ("E115", {"SESSION_COOKIE_NAME": "sessionid"}),
    ("E115", {"CSRF_COOKIE_DOMAIN": ".portpass.example"}),
    ("E116", {"SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies"}),
    ("E121", {"SECURE_SSL_REDIRECT": False}),
    ("E122", {"SECURE_HSTS_SECONDS": global_settings.SECURE_HSTS_SECONDS}),
    ("E122", {"SECURE_HSTS_INCLUDE_SUBDOMAINS": False}),
    ("E123", {"BEHIND_PROXY": False, "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}),
    ("E124", lambda settings: with_options(settings, public_url="http://portpass.example")),
    ("W125", {"EMAIL_USE_TLS": False}),
    ("E126", {"EMAIL_TIMEOUT": global_settings.EMAIL_TIMEOUT}),
    ("E127", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ("E131", {"CONTENT_SECURITY_POLICY": {}}),
    ("E131", lambda settings: with_directive(settings, "script-src", "'unsafe-inline'")),
    ("E131", lambda settings: with_directive(settings, "base-uri", "'self'")),
    ("E132", {"SECURE_CONTENT_TYPE_NOSNIFF": False}),
    ("E133", {"SECURE_REFERRER_POLICY": "unsafe-url"}),
    ("E134", {"X_FRAME_OPTIONS": "SAMEORIGIN"}),
    *(
        (
            "E135",
            lambda settings, guard=guard: {"MIDDLEWARE": [each for each in settings["MIDDLEWARE"] if each != guard]},
        )
        for guard in GUARDS
    ),
    ("E141", {"DEBUG": True}),
    ("E142", {"SECRET_KEY": "short"}),
    ("E142", {"SECRET_KEY": "ab" * 40}),
    ("E143", {"FIELD_KEYS": []}),
    ("E143", {"FIELD_KEYS": ["c2hvcnQ="]}),
    ("E144", {"ALLOWED_HOSTS": ["*"]}),
    ("E144", {"ALLOWED_HOSTS": []}),
    ("E145", {"FILE_UPLOAD_PERMISSIONS": global_settings.FILE_UPLOAD_PERMISSIONS}),
    ("E146", lambda settings: with_documents(settings, WITH_ADDRESSES)),
    ("E147", lambda settings: with_documents(settings, AMONG_STATIC_FILES)),
    ("E148", {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}),
    ("E149", {"DEMONSTRATION": True}),
    ("E149", lambda settings: {"INSTALLED_APPS": [*settings["INSTALLED_APPS"], "web.mailbox"]}),
]


def test_production_breaks_no_rule(production: Production) -> None:
    assert broken(production) == []


@pytest.mark.parametrize(("name", "change"), UNSAFE)
def test_each_unsafe_default_is_named(production: Production, name: str, change: Any) -> None:
    unsafe = change(production) if callable(change) else change

    assert broken({**production, **unsafe}) == [name]


def test_every_rule_is_broken_here() -> None:
    assert {name for name, _ in UNSAFE} == {rule.name for rule in RULES}


def test_letters_to_this_machine_need_no_encryption(production: Production) -> None:
    assert broken({**production, "EMAIL_USE_TLS": False, "EMAIL_HOST": "localhost"}) == []


def test_the_command_stops_a_deployment_that_breaks_one() -> None:
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    unsafe = {**PRODUCTION, "PUBLIC_URL": "http://portpass.example"}
    command = [sys.executable, "manage.py", "check", "--deploy"]
    done = subprocess.run(command, cwd=ROOT, env={**environment, **unsafe}, capture_output=True, text=True)

    assert done.returncode == 1
    assert "portpass.E124" in done.stderr
    assert "Links in letters lead to plain HTTP." in done.stderr
