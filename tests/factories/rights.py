import uuid
from typing import Any

from port.rights.enums import RightKind
from port.rights.models import RightsRequest
from port.rights.workflow import ask
from tests.factories.companies import a_company_account


def a_rights_request(**overrides: Any) -> RightsRequest:
    """Asked by the act itself, so that its letter and its record exist."""
    values = {"kind": RightKind.CORRECT, "text": "手機號碼已停用，請更正。", "submission_id": uuid.uuid4()} | overrides
    if "person" not in values:
        values["person"] = a_company_account().user
    return ask(**values)
