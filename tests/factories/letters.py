from typing import Any

from port.letters.enums import LetterKind
from port.letters.models import Letter
from tests.factories.numbers import next_number


def a_letter(**overrides: Any) -> Letter:
    """A letter in the outbox, waiting to be sent."""
    values = {
        "kind": LetterKind.APPLICATION_RECEIVED,
        "to_address": f"reader{next_number()}@example.com",
        "subject": "通行證系統帳號註冊通知信件",
        "text": "您好：\n",
        "html": "<p>您好：</p>",
        "about_type": "registration.accountapplication",
        "about_id": "1",
    }
    return Letter.objects.create(**values | overrides)
