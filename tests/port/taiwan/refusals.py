"""How a test asks a cleaning function why it refused."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError


def refused(clean: Callable[[str], object], value: str) -> str:
    """The code of the error that `clean` raises for `value`; the test fails when it raises none."""
    with pytest.raises(ValidationError) as refusal:
        clean(value)

    return str(refusal.value.code)
