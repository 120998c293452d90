"""What staff see at the desk."""

from port.accounts.enums import AccountKind
from port.accounts.models import User
from port.changes.models import ChangeRequest
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument, Reason
from port.registration.models import AccountApplication
from port.review.models import SecondLook
from port.rights.models import RightsRequest
from tools.pictures import steps
from tools.pictures.shots import Shot, always
from tools.pictures.world import World


def waiting(world: World) -> list[object]:
    """A case in which account and document wait, with a paper of three pages."""
    return [world.key(CompanyDocument, state=DocumentState.PENDING, file__page_count=3, application__state="submitted")]


def decided(world: World) -> list[object]:
    return [world.key(CompanyDocument, state=DocumentState.REJECTED)]


STAFF = (
    Shot("staff:queue", by="reviewer", dark=True),
    Shot("staff:queue", by="head", state="chosen", steps=steps.choose_all),
    Shot("staff:queue", by="head", state="many chosen", steps=steps.choose_many),
    Shot("staff:case", by="reviewer", at=waiting, dark=True),
    Shot("staff:case", by="reviewer", state="refusing", at=waiting, steps=steps.refuse),
    Shot("staff:case", by="reviewer", state="decided", at=decided),
    Shot("staff:decide_both", by="reviewer", at=waiting),
    Shot("staff:reading", by="reviewer", at=waiting),
    Shot("staff:shared_case", by="reviewer", at=lambda world: [world.key(AccountApplication, kind="shared")]),
    Shot("staff:look", by="reviewer", at=lambda world: [world.key(SecondLook, state="waiting")]),
    Shot("staff:change", by="reviewer", at=lambda world: [world.key(ChangeRequest)]),
    Shot("staff:right", by="head", at=lambda world: [world.key(RightsRequest)]),
    Shot("staff:record", by="auditor", dark=True),
    Shot(
        "staff:record_object",
        by="auditor",
        at=lambda world: ["registration.accountapplication", str(world.key(AccountApplication))],
    ),
    Shot("staff:person", by="system", at=lambda world: [world.key(User, kind=AccountKind.STAFF)]),
    Shot("staff:reason_change", by="head", at=lambda world: [world.key(Reason)]),
    Shot("staff:figures", by="head", dark=True),
    Shot("staff:content", by="content", dark=True),
    Shot("staff:content_new", by="content", at=always("news")),
)
