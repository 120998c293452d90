import pytest

from tests.papers.sheet import can_be_drawn


@pytest.fixture
def chinese_letters() -> None:
    if not can_be_drawn():
        pytest.fail("this machine has no Noto CJK fonts to draw papers with (on Debian: fonts-noto-cjk)")
