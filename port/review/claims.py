"""A reviewer claims a case for half an hour, so that two do not work on it at once; the lease ends by itself.

Acts of the desk on one case pass one at a time (`lock_desk`), before any row is locked.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.duties import need_reviewer
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.companies.models import CompanyDocument
from port.database import lock_until_commit
from port.options import options
from port.review.models import Claim


class ClaimedByColleague(Exception):
    """Somebody else works on the case, until the time that the claim says."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(f"case {claim.case_id} is claimed until {claim.until.isoformat()}")
        self.claim = claim


def lock_desk(case: CompanyDocument) -> None:
    """Take it first in an act of the desk: it is held until the transaction ends."""
    lock_until_commit(f"desk of case {case.pk}")


def holder_of(case: CompanyDocument, at: datetime) -> Claim | None:
    """The claim that holds at that time, with its holder; None when the case is free."""
    return Claim.objects.live(at).filter(case=case).select_related("holder").first()


def claim_of_colleague(case: CompanyDocument, *, by: User) -> Claim | None:
    """The claim that keeps `by` from working on the case at this moment."""
    claim = holder_of(case, timezone.now())
    return claim if claim and claim.holder_id != by.pk else None


@transaction.atomic
def claim(case: CompanyDocument, *, by: User) -> Claim:
    """領取案件, or the own lease anew. An ended lease is free to take. Raises `ClaimedByColleague` and `NotTheirDuty`."""
    need_reviewer(by)
    lock_desk(case)
    return keep(case, by=by, held=free_for(case, by=by))


@transaction.atomic
def release(case: CompanyDocument, *, by: User) -> None:
    """交回案件; one that is free already stays so. Raises `ClaimedByColleague` and `NotTheirDuty`."""
    need_reviewer(by)
    lock_desk(case)
    give_back(case, by=by, held=free_for(case, by=by))


def free_for(case: CompanyDocument, *, by: User) -> Claim | None:
    """The own claim, or None where the case is free. Raises `ClaimedByColleague`."""
    return own(holder_of(case, timezone.now()), by=by)


def own(held: Claim | None, *, by: User) -> Claim | None:
    """The claim that holds, if it is theirs. Raises `ClaimedByColleague`."""
    if held and held.holder_id != by.pk:
        raise ClaimedByColleague(held)
    return held


def known_claim(case: CompanyDocument) -> Claim | None:
    """The claim that holds at this moment, of a case that was read with it."""
    claim = getattr(case, "claim", None)
    return claim if claim and claim.until > timezone.now() else None


def keep(case: CompanyDocument, *, by: User, held: Claim | None) -> Claim:
    """The rest of `claim`, for an act that has the desk and knows from `free_for` whether the case is `held` already."""
    taken = _lease(case, to=by, renewed=held)
    if not held:
        record(Act.CASE_CLAIMED, about=case, by=by, acting_company_id=case.company_id)
    return taken


def give_back(case: CompanyDocument, *, by: User, held: Claim | None) -> None:
    """The rest of `release`."""
    if held:
        held.delete()
        record(Act.CASE_RELEASED, about=case, by=by, acting_company_id=case.company_id)


@transaction.atomic
def hand_over(case: CompanyDocument, *, by: User, to: User) -> Claim:
    """移交案件: the holder or a head gives it to a colleague, whose lease begins now.

    Raises `ValidationError` and `NotTheirDuty`.
    """
    need_reviewer(by)
    lock_desk(case)
    held = holder_of(case, timezone.now())
    if not by.is_head and (held is None or held.holder_id != by.pk):
        raise ValidationError(_("這一件不在您手上，只有處理人或主管可以移交。"), code="not_the_holder")
    if not to.may_review:
        raise ValidationError(
            _("%(name)s 目前不能審核案件，請選擇其他同事。") % {"name": to.name}, code="may_not_review"
        )
    if held and held.holder_id == to.pk:
        raise ValidationError(_("這一件已經由 %(name)s 處理中，不需要移交。") % {"name": to.name}, code="holds_it")
    handed = _lease(case, to=to)
    facts = {"from": held.holder_id if held else None, "to": to.pk}
    record(Act.CASE_HANDED_OVER, about=case, by=by, acting_company_id=case.company_id, facts=facts)
    return handed


@transaction.atomic
def take_over(case: CompanyDocument, *, by: User) -> Claim:
    """A head takes a case from whoever holds it. Raises `ValidationError` for anybody else."""
    if not by.is_head:
        raise ValidationError(_("只有主管可以接手同事處理中的案件。"), code="not_a_head")
    lock_desk(case)
    return hand_over(case, by=by, to=by) if claim_of_colleague(case, by=by) else claim(case, by=by)


def _lease(case: CompanyDocument, *, to: User, renewed: Claim | None = None) -> Claim:
    """In one statement: the desk is locked, and an ended lease may have left its row."""
    now = timezone.now()
    began = renewed.claimed_at if renewed else now
    lease = Claim(case=case, holder=to, claimed_at=began, until=now + options().claim_lease)
    said = ["holder", "claimed_at", "until"]
    Claim.objects.bulk_create([lease], update_conflicts=True, unique_fields=["case"], update_fields=said)
    return lease
