"""Facts of the deployment that stand in texts by name: whoever changes an option need not mend every text."""

import re
from collections.abc import Callable
from datetime import timedelta

from port.options import options

NAME = re.compile(r"\{([a-z_]+)\}")
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def known_values() -> dict[str, str]:
    port = options()
    return {
        "hotline": port.hotline,
        "hotline_hours": port.hotline_hours,
        "sender": port.sender,
        "organisation": port.organisation,
        "organisation_english": port.organisation_english,
        "site_name": port.site_name,
        "system_name": port.system_name,
        "public_url": port.public_url,
        "review_working_days": str(port.review_working_days),
        "opinion_working_days": str(port.opinion_working_days),
        "verification_hours": str(port.verification_lifetime // timedelta(hours=1)),
        "login_failures": str(port.login_failures),
        "login_hold_minutes": str(port.login_hold // timedelta(minutes=1)),
    }


def filled(text: str) -> str:
    """Plain text with what each placeholder stands for; a name that nobody knows stays as it was typed."""
    return _filled(text, lambda value: value)


def filled_markdown(text: str) -> str:
    """The same for Markdown: what an operator set is shown as it stands, whatever signs are in it."""
    return _filled(text, lambda value: PUNCTUATION.sub(r"\\\1", value))


def unknown_placeholders(text: str) -> list[str]:
    """Names in braces that stand for nothing, as they were typed."""
    known = known_values()
    return [match[0] for match in NAME.finditer(text) if match[1] not in known]


def _filled(text: str, written: Callable[[str], str]) -> str:
    known = known_values()
    return NAME.sub(lambda match: written(known[match[1]]) if match[1] in known else match[0], text)
