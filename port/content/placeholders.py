"""Facts of the deployment that stand in texts by name: whoever changes an option need not mend every text."""

import re
from collections.abc import Callable
from datetime import timedelta

from port.accounts.passwords import MINIMUM
from port.options import options

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NAME = re.compile(r"\{([a-z_]+)\}")
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def known_values() -> dict[str, str]:
    """By name, in the language in hand."""
    return _names() | {name: str(number) for name, number in _numbers().items()}


def _names() -> dict[str, str]:
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
    }


def _numbers() -> dict[str, int]:
    port = options()
    return {
        "review_working_days": port.review_working_days,
        "opinion_working_days": port.opinion_working_days,
        "verification_hours": port.verification_lifetime // HOUR,
        "lapse_days": port.lapse_after // DAY,
        "mending_days": port.mending_lifetime // DAY,
        "progress_code_minutes": port.progress_code_lifetime // MINUTE,
        "login_failures": port.login_failures,
        "login_hold_minutes": port.login_hold // MINUTE,
        "password_characters": MINIMUM,
        "password_link_minutes": port.password_link_lifetime // MINUTE,
        "invitation_days": port.invitation_lifetime // DAY,
        "not_me_days": port.not_me_lifetime // DAY,
        "remembered_days": port.remembered_name // DAY,
        "idle_minutes": port.company_idle // MINUTE,
        "idle_warning_minutes": port.idle_warning // MINUTE,
        "session_hours": port.company_session // HOUR,
        "binding_days": port.binding_lifetime // DAY,
        "rights_days": port.rights_days,
        "upload_megabytes": port.upload_bytes // (1024 * 1024),
        "upload_pages": port.upload_pages,
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
