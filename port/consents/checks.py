from collections.abc import Sequence

from django.utils import timezone

from port.audit.recorder import Actor
from port.consents.models import Acknowledgement, NoticeText


def missing_texts(person: Actor, *, acting_company_id: int) -> Sequence[NoticeText]:
    """The texts in force that this person has not yet acknowledged for this company, in the order of the manual.

    A new version, or one changed character, asks again (P-21).
    """
    known = set(
        Acknowledgement.objects.filter(person_id=person.pk, acting_company_id=acting_company_id).values_list(
            "text_id", "text_sha256"
        )
    )
    texts = NoticeText.objects.in_force(on=timezone.localdate())
    return [text for text in texts if (text.pk, text.sha256) not in known]
