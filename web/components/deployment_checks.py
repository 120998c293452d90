"""`manage.py check --deploy`: an error for each unsafe default that is left, so that a deployment stops there."""

from typing import Any

from django.conf import settings
from django.core import checks

from web.components.deployment_rules import RULES


def broken_rules(chosen: Any) -> list[checks.CheckMessage]:
    return [
        (checks.Error if rule.grave else checks.Warning)(rule.sentence, hint=rule.mend, id=f"portpass.{rule.name}")
        for rule in RULES
        if not rule.holds(chosen)
    ]


@checks.register(checks.Tags.security, deploy=True)
def deployment_is_safe(app_configs: Any, **_options: Any) -> list[checks.CheckMessage]:
    return broken_rules(settings)
