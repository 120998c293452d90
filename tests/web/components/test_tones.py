"""The eight colours of companies: told apart, and readable by day and by night (W-13)."""

import re

import pytest

from tests.codebase.sources import ROOT
from web.components.templatetags.tones import TONES

CSS = (ROOT / "static" / "css" / "tokens.css").read_text()
TONE = re.compile(r'\[data-tone="(\d)"\] \{ --company: light-dark\((#\w{6}), (#\w{6})\); \}')
PAIRS = {int(number): (light, dark) for number, light, dark in TONE.findall(CSS)}
ON_COMPANY = re.findall(r"--on-company: (#\w+);", CSS)
PAGES = [re.findall(rf"--{surface}: (#\w+);", CSS)[:2] for surface in ("page", "raised")]


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_there_are_as_many_as_the_filter_gives():
    assert sorted(PAIRS) == list(range(TONES))
    assert len(set(PAIRS.values())) == TONES


@pytest.mark.parametrize("tone", range(TONES))
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_ink_on_it_is_readable_and_it_stands_out_from_the_page(tone, scheme):
    colour = PAIRS[tone][scheme]

    assert contrast(colour, ON_COMPANY[scheme]) >= 4.5
    assert all(contrast(colour, surface[scheme]) >= 3 for surface in PAGES)
