"""What the loaded demonstration holds, for the questions in `test_load.py`."""

import json

from django.apps import apps

from demo.accounts import accounts_file
from port.registration.models import AccountApplication


def accounts() -> list[dict[str, str]]:
    return json.loads(accounts_file().read_text(encoding="utf-8"))


def everything() -> dict[str, list[dict[str, object]]]:
    names = {
        "accounts",
        "audit",
        "bindings",
        "changes",
        "companies",
        "consents",
        "content",
        "documents",
        "letters",
        "pledges",
        "registration",
        "review",
        "rights",
    }
    models = [model for name in names for model in apps.get_app_config(name).get_models()]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def forerunners(application: AccountApplication) -> int:
    return 1 + forerunners(application.forerunner) if application.forerunner else 0
