"""Every way to deploy starts, and production has nothing of the local run."""

import os
import subprocess
import sys

import pytest

from tests.codebase.sources import ROOT

PRODUCTION = {
    "SECRET_KEY": "kept-by-the-operator-" + "0123456789abcdef" * 3,
    "PORTPASS_FIELD_KEYS": "a2VwdC1ieS10aGUtb3BlcmF0b3ItMzItYnl0ZXMtbG8= b25lLWtleS1mcm9tLWJlZm9yZS0zMi1ieXRlcy1sb24=",
    "ALLOWED_HOSTS": "portpass.example",
    "EMAIL_HOST": "mail.example",
    "PUBLIC_URL": "https://portpass.example",
}
START = "import django; django.setup(); from django.urls import resolve; resolve('/')\n"
SAYS_WHERE_LETTERS_ARE_READ = """
from django.urls import Resolver404, resolve
try:
    print(resolve('/mailbox/').view_name)
except Resolver404:
    print('no such address')
"""
SAYS_WHERE_COMPONENTS_ARE_SHOWN = SAYS_WHERE_LETTERS_ARE_READ.replace("/mailbox/", "/components/")
SAYS_WHAT_IS_INSTALLED = "from django.apps import apps; print(*(app.name for app in apps.get_app_configs()))\n"
CHECKS_A_DEPLOYMENT = """
import django
from django.conf import settings
from django.core.management import call_command
settings.SILENCED_SYSTEM_CHECKS = ["security.W021"]  # to preload HSTS binds the operator's whole domain
django.setup()
call_command("check", deploy=True, fail_level="WARNING")
"""


def run(module: str, program: str, folder, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the program in a fresh process that knows nothing but the given environment and a key in its folder."""
    (folder / "secret_key").write_text("made-by-the-first-start-" + "0123456789abcdef" * 3)
    return run_without_a_key(module, program, folder, **environment)


def run_without_a_key(module: str, program: str, folder, **environment: str) -> "subprocess.CompletedProcess[str]":
    places = {"PORTPASS_VAR": str(folder), "DOCUMENTS_FOLDER": str(folder), "STATIC_FOLDER": str(folder)}
    known = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": f"config.settings.{module}",
        **(places | environment),
    }
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=known, capture_output=True, text=True)


@pytest.mark.parametrize(("module", "environment"), [("local", {}), ("test", {}), ("production", PRODUCTION)])
def test_the_settings_start(module, environment, tmp_path):
    result = run(module, START, tmp_path, **environment)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("missing", PRODUCTION)
def test_production_names_the_value_that_it_misses(missing, tmp_path):
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}

    result = run("production", START, tmp_path, **environment)

    assert result.returncode != 0
    assert f"Set the environment variable {missing}" in result.stderr


SAYS_WHO_SCANS = "from port.options import options; print(options().clamd or 'nobody')\n"


@pytest.mark.parametrize("module", ["local", "production"])
def test_no_scanner_is_asked_unless_the_operator_names_one(module, tmp_path):
    result = run(module, SAYS_WHO_SCANS, tmp_path, **PRODUCTION)

    assert result.stdout.strip() == "nobody", result.stderr


@pytest.mark.parametrize("place", ["/run/clamav/clamd.ctl", "127.0.0.1:3310"])
def test_the_scanner_that_the_operator_names_is_asked(place, tmp_path):
    result = run("production", SAYS_WHO_SCANS, tmp_path, **PRODUCTION, PORTPASS_CLAMD=place)

    assert result.stdout.strip() == place, result.stderr


@pytest.mark.parametrize("place", ["clamd", "3310", "127.0.0.1:", ":3310", "127.0.0.1:clamd"])
def test_a_place_where_no_scanner_can_be_is_noticed_at_the_start(place, tmp_path):
    result = run("production", SAYS_WHO_SCANS, tmp_path, **PRODUCTION, PORTPASS_CLAMD=place)

    assert result.returncode != 0
    assert "PORTPASS_CLAMD must be the path of a socket or host:port" in result.stderr


SAYS_WHAT_ASKS_FOR_A_SESSION = """
from django.conf import settings
database = settings.DATABASES["default"]
print("options" in database["OPTIONS"], not database["DISABLE_SERVER_SIDE_CURSORS"])
"""


@pytest.mark.parametrize(("pooler", "answer"), [("no", "True True"), ("yes", "False False")])
def test_nothing_is_asked_of_a_session_where_a_pooler_shares_them(pooler, answer, tmp_path):
    result = run("production", SAYS_WHAT_ASKS_FOR_A_SESSION, tmp_path, **PRODUCTION, DATABASE_POOLER=pooler)

    assert result.stdout.strip() == answer, result.stderr


SAYS_WHERE_DOCUMENTS_LIE = """
from django.conf import settings
documents = settings.STORAGES["documents"]
print(documents["BACKEND"].rpartition(".")[2], documents["OPTIONS"].get("bucket_name", "none"))
"""
A_BUCKET = {"DOCUMENTS_BUCKET": "papers", "S3_ACCESS_KEY": "known", "S3_SECRET_KEY": "to-us"}


@pytest.mark.parametrize(
    ("environment", "answer"), [({}, "DurableFileSystemStorage none"), (A_BUCKET, "ObjectStorage papers")]
)
def test_documents_lie_in_a_folder_or_in_the_bucket_that_the_operator_names(environment, answer, tmp_path):
    result = run("production", SAYS_WHERE_DOCUMENTS_LIE, tmp_path, **PRODUCTION, **environment)

    assert result.stdout.strip() == answer, result.stderr


@pytest.mark.parametrize("missing", ["S3_ACCESS_KEY", "S3_SECRET_KEY"])
def test_a_bucket_without_its_keys_is_noticed_at_the_start(missing, tmp_path):
    environment = {name: value for name, value in A_BUCKET.items() if name != missing}

    result = run("production", START, tmp_path, **PRODUCTION, **environment)

    assert result.returncode != 0
    assert f"Set the environment variable {missing}" in result.stderr


SAYS_WHAT_IS_SHARED = """
from django.conf import settings
print(settings.CACHES["default"]["BACKEND"].rpartition(".")[2], settings.SESSION_ENGINE.rpartition(".")[2])
"""


@pytest.mark.parametrize(
    ("environment", "answer"),
    [({}, "LocMemCache db"), ({"CACHE_URL": "redis://cache:6379/0"}, "SharedCache cached_db")],
)
def test_a_cache_is_shared_where_the_operator_names_one(environment, answer, tmp_path):
    result = run("production", SAYS_WHAT_IS_SHARED, tmp_path, **PRODUCTION, **environment)

    assert result.stdout.strip() == answer, result.stderr


def test_a_patience_that_nobody_has_is_noticed_at_the_start(tmp_path):
    result = run("production", START, tmp_path, **PRODUCTION, DATABASE_PATIENCE="endless")

    assert result.returncode != 0
    assert "DATABASE_PATIENCE must be one of web, jobs, upgrade" in result.stderr


@pytest.mark.parametrize("keys", ["short", "c2hvcnQ=", "not base64 at all"])
def test_keys_that_cannot_seal_are_noticed_at_the_start(keys, tmp_path):
    result = run("production", START, tmp_path, **PRODUCTION | {"PORTPASS_FIELD_KEYS": keys})

    assert result.returncode != 0
    assert "PORTPASS_FIELD_KEYS must be keys of 32 bytes" in result.stderr


SAYS_WHO_NEEDS_A_FACTOR = "from port.options import options; print(options().staff_need_factor)\n"


@pytest.mark.parametrize(("module", "answer"), [("production", "True"), ("local", "False"), ("test", "False")])
def test_staff_need_a_second_factor_in_production(module, answer, tmp_path):
    result = run(module, SAYS_WHO_NEEDS_A_FACTOR, tmp_path, **PRODUCTION)

    assert result.stdout.strip() == answer, result.stderr


def test_the_local_run_does_not_start_without_a_key_of_its_own(tmp_path):
    result = run_without_a_key("local", START, tmp_path)

    assert result.returncode != 0
    assert "secret_key yet. Start the product with `make run`" in result.stderr


@pytest.mark.parametrize(
    ("module", "environment", "answer"),
    [("local", {}, "mailbox:letters"), ("production", PRODUCTION, "no such address")],
)
def test_letters_are_read_in_the_local_run_only(module, environment, answer, tmp_path):
    result = run(module, START + SAYS_WHERE_LETTERS_ARE_READ, tmp_path, **environment)

    assert result.stdout.strip() == answer, result.stderr


@pytest.mark.parametrize(
    ("module", "environment", "answer"),
    [("local", {}, "gallery:components"), ("production", PRODUCTION, "no such address")],
)
def test_components_are_shown_in_the_local_run_only(module, environment, answer, tmp_path):
    result = run(module, START + SAYS_WHERE_COMPONENTS_ARE_SHOWN, tmp_path, **environment)

    assert result.stdout.strip() == answer, result.stderr


def test_production_has_neither_mailbox_nor_gallery_nor_demonstration(tmp_path):
    local = run("local", START + SAYS_WHAT_IS_INSTALLED, tmp_path).stdout.split()
    production = run("production", START + SAYS_WHAT_IS_INSTALLED, tmp_path, **PRODUCTION).stdout.split()

    assert set(local) - set(production) == {"web.mailbox", "web.gallery", "demo"}
    assert set(production) < set(local)


def test_production_passes_the_checks_of_a_deployment(tmp_path):
    result = run("production", CHECKS_A_DEPLOYMENT, tmp_path, **PRODUCTION, STATIC_FOLDER=str(tmp_path / "static"))

    assert result.returncode == 0, result.stderr
