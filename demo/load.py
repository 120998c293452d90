"""The whole demonstration, or nothing of it."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction
from django.utils import timezone

from demo.accounts import accounts_file, create_staff, hand_out_passwords
from demo.cast import Walker, walkers
from demo.content import publish_content
from demo.dating import let_time_limits_run
from demo.desk import furnish, open_today
from demo.requests import WISHES, Wish, bring_proof, send_requests
from demo.shared import open_shared
from demo.sheets import bring
from demo.walk import Walk
from port.accounts.models import User
from port.audit.checking import keep_watch
from port.companies.reasons import install_reasons
from port.consents.library import publish_texts
from port.documents.models import StoredDocument

HANDS = 4  # papers brought at once: each is read by a process of its own


def is_loaded() -> bool:
    """The demonstration goes into an empty database only."""
    return User.objects.exists()


def load() -> None:
    """The papers first, several at once, then everything else in one transaction; the record is checked when all stands.

    A load that was cut off leaves nothing but staged papers, which the sweep of documents removes.
    """
    everybody = walkers()
    with ThreadPoolExecutor(HANDS) as hands:
        papers = list(hands.map(_bring_papers, everybody))
        proofs = list(hands.map(_bring_proof, WISHES))
    with transaction.atomic():
        _act(everybody, papers, proofs)
    keep_watch(at=timezone.now())


def mend_accounts_file() -> bool:
    """Passwords are known from the file alone, so a lost file means new ones. True when it was lost."""
    if accounts_file().exists():
        return False
    with transaction.atomic():
        hand_out_passwords()
    return True


def _bring_proof(wish: Wish) -> StoredDocument:
    try:
        return bring_proof(wish)
    finally:
        connection.close()


def _bring_papers(walker: Walker) -> list[StoredDocument]:
    day = timezone.localdate(timezone.now() - walker.ago)
    try:
        return [bring(sheet, walker.applicant, on=day) for sheet in walker.story.papers]
    finally:
        connection.close()  # each thread has its own


def _act(everybody: Sequence[Walker], papers: Iterable[Iterable[StoredDocument]], proofs: list[StoredDocument]) -> None:
    publish_texts()
    install_reasons()
    desk = create_staff()
    began = timezone.now()
    publish_content(began=began)
    furnish(desk, began=began)
    for walker, brought in zip(everybody, papers, strict=True):
        walker.story(Walk(walker.applicant, brought, began=began, desk=desk), walker.ago)
    open_shared(desk, began=began)
    send_requests(desk, proofs, began=began)
    let_time_limits_run()
    open_today(desk, began=began)
    hand_out_passwords()
