from dataclasses import dataclass

from django.utils.translation import gettext as _

from port.companies.enums import DocumentState
from port.companies.models import Company, CompanyDocument


@dataclass(frozen=True)
class Answer:
    """A yes or a no, with a reason that a person can read."""

    yes: bool
    reason: str = ""


def may_apply_for_passes(company: Company) -> Answer:
    """Only a company with a document in force may apply for passes (manual, note to step 18)."""
    if company.documents.in_force().exists():
        return Answer(yes=True)
    newest = company.documents.exclude(state=DocumentState.REPLACED).order_by("-submitted_at", "-id").first()
    is_refused = newest is not None and newest.state == DocumentState.REJECTED
    if is_refused and not company.documents.waiting().exists():
        return Answer(yes=False, reason=_("公司證明文件未通過，請重新上傳；審核通過後即可請領通行證。"))
    return Answer(yes=False, reason=_("公司證明文件審核通過後，方可開始申請通行證。"))


def refused_last(company: Company) -> CompanyDocument | None:
    """The document that the newest answer of the desk refused: what the next one takes the place of."""
    answered = CompanyDocument.objects.of_company(company).filter(decided_at__isnull=False).first()
    return answered if answered and answered.state == DocumentState.REJECTED else None
