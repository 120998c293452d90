"""What a message to the port becomes: a letter to the staff who answer it, and a receipt."""

from django.utils import timezone

from port.accounts.limits import within_limit
from port.content.models import Opinion
from port.language import Language
from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.limits import may_follow
from port.letters.models import Letter
from port.letters.workflow import post
from port.options import options
from port.taiwan.email import mailbox_of

RECEIPTS_A_DAY = 3


def post_opinion(opinion: Opinion) -> Letter:
    """Staff read Chinese, whatever the message is written in."""
    said = {"email": opinion.email, "name": opinion.name, "lines": opinion.text.splitlines()}
    context = said | {"language": Language(opinion.language).label, "number": opinion.pk}
    with written_in(Language.CHINESE):
        return post(LetterKind.OPINION, to=options().sender, about=opinion, context=context)


def post_received(opinion: Opinion) -> Letter | None:
    """Nothing that was typed stands in it, and no mailbox is flooded: anybody can type any address (M-04)."""
    receipts = Letter.objects.filter(kind=LetterKind.OPINION_RECEIVED, to_address=opinion.email)
    mailbox = mailbox_of(opinion.email)
    if not within_limit(mailbox, what="receipt of an opinion", times=RECEIPTS_A_DAY):
        return None
    if not may_follow(receipts, at=timezone.now(), a_day=RECEIPTS_A_DAY):
        return None
    with written_in(opinion.language):
        return post(LetterKind.OPINION_RECEIVED, to=opinion.email, about=opinion, context={"number": opinion.pk})
