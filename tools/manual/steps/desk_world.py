"""What waits at the desk of the manual: a case in which all agrees, and one with the paper that was abolished."""

from datetime import timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone

from demo.applicants import Applicant, Trade, applicant
from demo.papers import PaperKind
from demo.sheets import Sheet, bring
from port.accounts.enums import AccountKind, StaffRole
from port.accounts.models import User
from port.companies.models import CompanyDocument
from port.registration.workflow import submit
from port.review.decisions import apply_due
from port.review.models import HeldDecision
from port.review.second_look import draw
from tools.manual.steps.people import TYPED, read_papers
from tools.manual.walking import Walk

PASSWORD = TYPED["password"]
STAFF = {"desk": ("lin.reviews", "林審言"), "colleague": ("chen.reviews", "陳核真")}
GOOD, ABOLISHED = "good", "abolished"


def furnish(walk: Walk) -> None:
    for username, name in STAFF.values():
        _reviewer(username, name)
    walk.known[GOOD] = _sent(applicant(0, word="海瀾", handle="hailan", trade=Trade.AGENT), Sheet())
    walk.known[ABOLISHED] = _sent(
        applicant(3, word="潮音", handle="chaoyin", trade=Trade.STEVEDORE), Sheet(kind=PaperKind.BUSINESS_LICENCE)
    )
    read_papers()


def sign_in(walk: Walk, who: str) -> None:
    page = walk.page(who)
    page.goto(reverse("public:login"))
    page.locator('main [name="username"]').fill(STAFF[who][0])
    page.locator('main [name="password"]').fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{reverse('staff:queue')}")


def open_case(walk: Walk, name: str, who: str = "desk") -> None:
    walk.page(who).goto(reverse("staff:case", args=[walk.known[name].pk]))


def let_it_happen(walk: Walk) -> None:
    """The time in which decisions can be taken back is over, and their letters leave."""
    for decision in HeldDecision.objects.held():
        apply_due(at=decision.due_at)
    walk.deliver()


def draw_a_lot(walk: Walk) -> None:
    """The document of the good case is looked at once more."""
    decision = HeldDecision.objects.filter(case=walk.known[GOOD], question="document").latest("pk")
    draw(decision, percent=100, chance=Random(1))  # noqa: S311 - which case it is, is known


def _reviewer(username: str, name: str) -> None:
    User.objects.create(
        username=username,
        name=name,
        email=f"{username}@example.org",
        kind=AccountKind.STAFF,
        staff_role=StaffRole.REVIEWER,
        password=make_password(PASSWORD),
        email_verified_at=timezone.now() - timedelta(days=400),
    )


def _sent(who: Applicant, sheet: Sheet) -> CompanyDocument:
    paper = bring(sheet, who, on=timezone.localdate())
    document = submit(facts=who.facts, file=paper, submission_id=paper.submission_id).document
    if document is None:
        raise LookupError("A general account is applied for with a document.")
    return document
