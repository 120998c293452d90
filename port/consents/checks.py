from collections.abc import Sequence

from django.utils import timezone

from port.audit.recorder import Actor
from port.consents.enums import NoticeKind
from port.consents.models import Acknowledgement, NoticeText

ONCE_PER_PERSON = {NoticeKind.PERSONAL_DATA}
"""It is the person whose data it speaks of, whatever company that person acts for. The others hold for one company."""


def missing_texts(person: Actor, *, acting_company_id: int | None) -> Sequence[NoticeText]:
    """The texts in force that this person has not yet acknowledged for this company, in the order of the manual.

    A shared account that acts for no company yet acknowledges for itself, without a company. A new version, or one
    changed character, asks again (P-21).
    """
    known: dict[tuple[int, str], set[int | None]] = {}
    rows = Acknowledgement.objects.filter(person_id=person.pk)
    for text_id, sha256, company_id in rows.values_list("text_id", "text_sha256", "acting_company_id"):
        known.setdefault((text_id, sha256), set()).add(company_id)
    texts = NoticeText.objects.in_force(on=timezone.localdate())
    return [text for text in texts if not _counts(text, known.get((text.pk, text.sha256)), acting_company_id)]


def _counts(text: NoticeText, companies: set[int | None] | None, acting_company_id: int | None) -> bool:
    """Whether a text that was acknowledged for these companies counts for that one."""
    return companies is not None and (text.kind in ONCE_PER_PERSON or acting_company_id in companies)
