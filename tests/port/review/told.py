"""What the desk knows, to be compared before and after."""

from port.review.models import Claim, HeldDecision, InternalNote
from tests.port.registration.told import everything


def everything_at_the_desk() -> dict[str, list[object]]:
    """Every row that an act of the desk could write or change."""
    own = {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in (Claim, HeldDecision, InternalNote)
    }
    return everything() | own
