from datetime import timedelta
from typing import Any

from django.utils import timezone

from port.companies.models import CompanyAccount
from port.consents.checks import missing_texts
from port.consents.enums import NoticeKind, ReadingManner
from port.consents.models import Acknowledgement, NoticeText
from port.consents.workflow import Reading, acknowledge
from tests.factories.numbers import next_number


def a_notice_text(**overrides: Any) -> NoticeText:
    """A text that is in force since yesterday."""
    values = {
        "kind": NoticeKind.PERSONAL_DATA,
        "version": f"115.01.{next_number()}",
        "body": f"## 一、目的\n\n示範文字{next_number()}。",
        "effective_on": timezone.localdate() - timedelta(days=1),
    }
    values |= overrides
    return NoticeText.objects.create(**{"sha256": NoticeText.hash_of(values["body"])} | values)


def the_three_texts() -> list[NoticeText]:
    return [a_notice_text(kind=kind) for kind in NoticeKind]


def a_reading(**overrides: Any) -> Reading:
    return Reading(**{"manner": ReadingManner.SCROLLED, "read_to_end": True, "seconds_open": 60} | overrides)


def everything_acknowledged(account: CompanyAccount) -> list[Acknowledgement]:
    """Whatever this account still has to acknowledge, done by the act itself."""
    missing = missing_texts(account.user, acting_company_id=account.company_id)
    readings = {text.pk: a_reading() for text in missing}
    return acknowledge(person=account.user, acting_company_id=account.company_id, readings=readings)
