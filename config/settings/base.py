"""What every deployment shares. Nothing here depends on the machine; secrets and addresses come from `config.env`."""

from csp.constants import NONE, SELF

from config.caches import caches
from config.env import ROOT
from config.logs import logging_settings
from port.options import Options

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "lucide",
    "port.audit",
    "port.letters",
    "port.documents",
    "port.accounts",
    "port.consents",
    "port.pledges",
    "port.companies",
    "port.registration",
    "port.content",
    "port.bindings",
    "port.changes",
    "port.review",
    "port.rights",
    "port.upkeep",
    "web.components",
    "web.public",
    "web.company",
    "web.staff",
    "web.account",
]

MIDDLEWARE = [
    "web.components.request_id.RequestIdMiddleware",
    "web.components.measured.MeasuredMiddleware",
    "web.components.probes.ProbesMiddleware",
    "web.components.languages.LanguageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "web.components.headers.HeadersMiddleware",
    "web.components.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.components.staff_network.StaffNetwork",
    "web.components.kept_sessions.KeptSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.components.sign_ins.SignInGuard",
    "web.components.staff_network.StaffElsewhere",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "web.components.said.SaidInWords",
    "web.components.upload_limit.UploadLimitMiddleware",
    "web.components.outage.OutageMiddleware",
    "web.components.refusals.RefusalMiddleware",
    "web.components.factor_gate.FactorGate",
    "web.company.gate.FirstLoginGate",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.components.context.port",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
COTTON_DIR = "components"

CACHES = caches()

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", "正體中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Taipei"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "public:login"
PASSWORD_HASHERS = [
    "port.accounts.hashers.PortArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
PASSWORD_RESET_TIMEOUT = 30 * 60  # of Django's own links, which nothing here uses
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "port.accounts.passwords.LengthValidator"},
    {"NAME": "port.accounts.passwords.CommonPasswordValidator"},
    {"NAME": "port.accounts.passwords.OwnDataValidator"},
]

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]

SESSION_ENGINE = "web.sessions.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 24 * 60 * 60  # of the row; a sign-in ends long before (port/options.py)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "web.public.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
BEHIND_PROXY = False
STAFF_PAGES = True
STAFF_NETWORKS = ()
METRICS_NETWORKS = ()
METRICS_TOKEN = METRICS_LISTEN = ""
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

PORT_OPTIONS = Options()

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 4 * PORT_OPTIONS.upload_pages
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_TIMEOUT = 30  # seconds; a server that took the letter and is not heard out is given it twice
DEFAULT_FROM_EMAIL = PORT_OPTIONS.sender

DEMONSTRATION = False

LOGGING = logging_settings()
