"""The act on messages to the port (意見信箱)."""

from django.db import transaction

from port.audit.enums import Act
from port.audit.recorder import APPLICANT, record
from port.content.letters import post_opinion, post_received
from port.content.models import Opinion
from port.language import Language


@transaction.atomic
def send_opinion(*, email: str, name: str, text: str, language: Language) -> Opinion:
    """Take a message, bring it to the staff who answer, and tell the writer that it has come."""
    opinion = Opinion.objects.create(email=email, name=name, text=text, language=language)
    post_opinion(opinion)
    post_received(opinion)
    record(Act.OPINION_SENT, about=opinion, by=APPLICANT, facts={"language": language.value})
    return opinion
