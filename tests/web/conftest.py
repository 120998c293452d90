"""What holds for tests of pages."""

import pytest

from port.content.enums import Audience
from web.components.notices import notices_for


@pytest.fixture
def notices_known(db: None) -> None:
    """The notices of the day are asked for once in a minute, so the first page of a test costs one statement more."""
    for audience in Audience:
        notices_for(audience)
