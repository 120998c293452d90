"""The acts on texts: publish one, acknowledge them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from port.audit.enums import Act
from port.audit.recorder import OPERATOR, Actor, record
from port.consents.checks import missing_texts
from port.consents.enums import NoticeKind, ReadingManner
from port.consents.models import Acknowledgement, NoticeText


@dataclass(frozen=True)
class Reading:
    """How a text was read, as the page tells it: evidence, not a lock (C7)."""

    manner: ReadingManner
    read_to_end: bool
    seconds_open: int


@transaction.atomic
def publish(*, kind: NoticeKind, version: str, body: str, effective_on: date, language: str = "zh-hant") -> NoticeText:
    """Publish a version of a text; the same version with the same words again changes nothing.

    Raises ValueError when the version is out already with other words: a version never changes.
    """
    text = NoticeText.objects.filter(kind=kind, version=version, language=language).first()
    if text and text.body != body:
        raise ValueError(f"{kind} {version} is published with other words; give the new words a new version.")
    if text:
        return text
    text = NoticeText.objects.create(
        kind=kind,
        version=version,
        language=language,
        body=body,
        sha256=NoticeText.hash_of(body),
        effective_on=effective_on,
    )
    record(Act.TEXT_PUBLISHED, about=text, by=OPERATOR, facts={"sha256": text.sha256})
    return text


@transaction.atomic
def acknowledge(
    *, person: Actor, acting_company_id: int | None, readings: Mapping[int, Reading]
) -> list[Acknowledgement]:
    """Acknowledge every text that is still missing, by the id of the text; what was acknowledged before stays.

    Without a company, a shared account acknowledges for itself.

    Raises KeyError when a missing text is not among the readings: all are acknowledged, or none.
    """
    rows = [
        Acknowledgement(
            person_id=person.pk,
            text=text,
            text_sha256=text.sha256,
            language=text.language,
            acting_company_id=acting_company_id,
            manner=readings[text.pk].manner,
            read_to_end=readings[text.pk].read_to_end,
            seconds_open=readings[text.pk].seconds_open,
        )
        for text in missing_texts(person, acting_company_id=acting_company_id)
    ]
    for row in rows:
        row.save(force_insert=True)
    for row in rows:
        facts = {"text": row.text_id, "sha256": row.text_sha256}
        record(Act.TEXT_ACKNOWLEDGED, about=row, by=person, acting_company_id=acting_company_id, facts=facts)
    return rows
