"""What must not be left as Django or a hasty operator leaves it (V-14), each rule asked of the settings themselves.

A rule asks for what it is about, not for a name, where it can: a password of 14 characters is refused, a document has no
address. `deployment_checks.py` tells `manage.py check --deploy` what is broken.
"""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csp.constants import NONE, UNSAFE_EVAL, UNSAFE_INLINE
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, get_password_validators
from django.core.exceptions import ValidationError
from django.core.files.storage.handler import StorageHandler
from django.utils.module_loading import import_string

HOUR, DAY, YEAR = 60 * 60, 24 * 60 * 60, 365 * 24 * 60 * 60
TOO_SHORT = "q7-vK2-mWx-94z"  # 14 characters, and nothing else against it
ARGON2_KIB = 19 * 1024
ONLY_LOCAL = {"web.mailbox", "web.gallery", "demo", "debug_toolbar", "django_extensions"}
GUARDS = (
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "web.components.headers.HeadersMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "web.components.sign_ins.SignInGuard",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "web.components.upload_limit.UploadLimitMiddleware",
    "web.components.factor_gate.FactorGate",
)
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Rule:
    """`holds` is asked of the settings; `sentence` says what is wrong where it does not, and `mend` what to do."""

    name: str
    holds: Callable[[Any], bool]
    sentence: str
    mend: str
    grave: bool = True


def _refuses_short_passwords(settings: Any) -> bool:
    for validator in get_password_validators(settings.AUTH_PASSWORD_VALIDATORS):
        try:
            validator.validate(TOO_SHORT)
        except ValidationError:
            return True
    return False


def _refuses_common_passwords(settings: Any) -> bool:
    validators = get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)
    return any(isinstance(validator, CommonPasswordValidator) for validator in validators)


def _hashes_dearly(settings: Any) -> bool:
    hasher = import_string(settings.PASSWORD_HASHERS[0])
    return issubclass(hasher, Argon2PasswordHasher) and hasher.memory_cost >= ARGON2_KIB


def _cookies_belong_to_this_host(settings: Any) -> bool:
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    domains = (settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN)
    return all(name.startswith("__Host-") for name in names) and not any(domains)


def _cookies_stay_at_home(settings: Any) -> bool:
    return {settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE} <= {"Lax", "Strict"}


def _policy_is_strict(settings: Any) -> bool:
    policy: Mapping[str, Any] = settings.CONTENT_SECURITY_POLICY.get("DIRECTIVES", {})
    closed = all(policy.get(name) == [NONE] for name in ("default-src", "object-src", "base-uri", "frame-ancestors"))
    named = {source for sources in policy.values() for source in sources}
    return closed and not named & {UNSAFE_INLINE, UNSAFE_EVAL, "*"}


def _documents_have_no_address(settings: Any) -> bool:
    storage = StorageHandler(settings.STORAGES)["documents"]
    try:
        storage.url("folder/document.pdf")
    except ValueError:
        return True
    return False


def _documents_are_not_served(settings: Any) -> bool:
    """A folder that a web server shows as it is must not hold them, nor lie above them."""
    folder = settings.STORAGES["documents"].get("OPTIONS", {}).get("location")
    shown = settings.STATIC_ROOT
    return not (folder and shown) or not Path(folder).resolve().is_relative_to(Path(shown).resolve())


def _knows_its_keys(settings: Any) -> bool:
    lengths = {len(urlsafe_b64decode(key)) for key in settings.FIELD_KEYS}
    return lengths == {32} and settings.SECRET_KEY not in settings.FIELD_KEYS


def _mail_is_not_read_on_the_way(settings: Any) -> bool:
    return settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL or settings.EMAIL_HOST in THIS_MACHINE


PASSWORDS = (
    Rule(
        "E101",
        _refuses_short_passwords,
        "A password of 14 characters is accepted.",
        "Ask for 15 (AUTH_PASSWORD_VALIDATORS).",
    ),
    Rule(
        "E102",
        _refuses_common_passwords,
        "Passwords that everybody knows are accepted.",
        "Refuse them (AUTH_PASSWORD_VALIDATORS).",
    ),
    Rule(
        "E103",
        _hashes_dearly,
        "New passwords are not hashed with Argon2 and 19 MiB.",
        "Put it first in PASSWORD_HASHERS.",
    ),
    Rule(
        "E104",
        lambda s: s.PASSWORD_RESET_TIMEOUT <= HOUR,
        "A link for a new password lives for more than an hour.",
        "Set PASSWORD_RESET_TIMEOUT.",
    ),
    Rule("E105", lambda s: s.PORT_OPTIONS.staff_need_factor, "Staff need no second factor.", "Set staff_need_factor."),
)
COOKIES = (
    Rule(
        "E111", lambda s: s.SESSION_COOKIE_AGE <= DAY, "A session lives for more than a day.", "Set SESSION_COOKIE_AGE."
    ),
    Rule(
        "E112",
        lambda s: s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE,
        "Cookies go over plain HTTP.",
        "Set SESSION_COOKIE_SECURE and CSRF_COOKIE_SECURE.",
    ),
    Rule(
        "E113",
        lambda s: s.SESSION_COOKIE_HTTPONLY,
        "Scripts can read the cookie of the session.",
        "Set SESSION_COOKIE_HTTPONLY.",
    ),
    Rule("E114", _cookies_stay_at_home, "Other sites can send our cookies along.", "Set the SAMESITE of both cookies."),
    Rule(
        "E115",
        _cookies_belong_to_this_host,
        "Other hosts of the domain can set our cookies.",
        "Begin their names with __Host- and set no domain.",
    ),
    Rule(
        "E116",
        lambda s: s.SESSION_ENGINE.rpartition(".")[2] in {"db", "cached_db"},
        "Sessions are not kept in the database.",
        "Set SESSION_ENGINE: a session that was ended must stay ended.",
    ),
)
TRANSPORT = (
    Rule("E121", lambda s: s.SECURE_SSL_REDIRECT, "Plain HTTP is not redirected to HTTPS.", "Set SECURE_SSL_REDIRECT."),
    Rule(
        "E122",
        lambda s: s.SECURE_HSTS_SECONDS >= YEAR and s.SECURE_HSTS_INCLUDE_SUBDOMAINS,
        "Browsers may come over plain HTTP again (HSTS).",
        "Set SECURE_HSTS_SECONDS to a year or more, with subdomains.",
    ),
    Rule(
        "E123",
        lambda s: s.BEHIND_PROXY or not s.SECURE_PROXY_SSL_HEADER,
        "Anybody can claim that a request came over HTTPS.",
        "Set SECURE_PROXY_SSL_HEADER behind a proxy only.",
    ),
    Rule(
        "E124",
        lambda s: s.PORT_OPTIONS.public_url.startswith("https://"),
        "Links in letters lead to plain HTTP.",
        "Begin PUBLIC_URL with https://.",
    ),
    Rule(
        "W125",
        _mail_is_not_read_on_the_way,
        "Letters go to the mail server in the clear.",
        "Set EMAIL_USE_TLS.",
        grave=False,
    ),
    Rule(
        "E126",
        lambda s: 0 < (s.EMAIL_TIMEOUT or 0) <= 60,
        "A mail server that hangs holds the worker for ever.",
        "Set EMAIL_TIMEOUT, 60 seconds at most.",
    ),
    Rule(
        "E127",
        lambda s: s.EMAIL_BACKEND.endswith("smtp.EmailBackend"),
        "Letters do not leave by SMTP.",
        "Set EMAIL_BACKEND.",
    ),
)
BROWSERS = (
    Rule(
        "E131",
        _policy_is_strict,
        "The content security policy has a hole.",
        "Begin with none, and allow neither inline nor eval nor everything.",
    ),
    Rule(
        "E132",
        lambda s: s.SECURE_CONTENT_TYPE_NOSNIFF,
        "Browsers may guess what a file is.",
        "Set SECURE_CONTENT_TYPE_NOSNIFF.",
    ),
    Rule(
        "E133",
        lambda s: s.SECURE_REFERRER_POLICY in {"same-origin", "no-referrer"},
        "Other sites learn our addresses.",
        "Set SECURE_REFERRER_POLICY.",
    ),
    Rule("E134", lambda s: s.X_FRAME_OPTIONS == "DENY", "Other sites can frame our pages.", "Set X_FRAME_OPTIONS."),
    Rule(
        "E135",
        lambda s: set(GUARDS) <= set(s.MIDDLEWARE),
        "A guard is missing in MIDDLEWARE.",
        f"There must be {', '.join(GUARDS)}.",
    ),
)
PLACES = (
    Rule("E141", lambda s: not s.DEBUG, "Error pages show the program and its variables.", "Set DEBUG to False."),
    Rule(
        "E142",
        lambda s: len(s.SECRET_KEY) >= 50 and len(set(s.SECRET_KEY)) >= 10,
        "SECRET_KEY can be guessed.",
        "Make it of 50 random characters or more.",
    ),
    Rule("E143", _knows_its_keys, "The keys that seal fields are none.", "Set PORTPASS_FIELD_KEYS."),
    Rule(
        "E144",
        lambda s: s.ALLOWED_HOSTS and not any(host.startswith(("*", ".")) for host in s.ALLOWED_HOSTS),
        "Any host name is answered.",
        "Name each in ALLOWED_HOSTS.",
    ),
    Rule(
        "E145",
        lambda s: s.FILE_UPLOAD_PERMISSIONS == 0o600,
        "Others on this machine can read what was uploaded.",
        "Set FILE_UPLOAD_PERMISSIONS to 0o600.",
    ),
    Rule("E146", _documents_have_no_address, "Documents have a web address.", "Use a storage of port/documents."),
    Rule(
        "E147",
        _documents_are_not_served,
        "Documents lie where static files are served from.",
        "Set DOCUMENTS_FOLDER or STATIC_FOLDER to another place.",
    ),
    Rule(
        "E148",
        lambda s: s.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        "The database is not PostgreSQL.",
        "Set DATABASES.",
    ),
    Rule(
        "E149",
        lambda s: not (s.DEMONSTRATION or ONLY_LOCAL & set(s.INSTALLED_APPS)),
        "Something of the local run is installed.",
        f"Leave out {', '.join(sorted(ONLY_LOCAL))}.",
    ),
)
RULES: tuple[Rule, ...] = (*PASSWORDS, *COOKIES, *TRANSPORT, *BROWSERS, *PLACES)
