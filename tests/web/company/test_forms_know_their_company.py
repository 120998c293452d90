"""Every form of the inside that is posted carries its company, and every button that confirms names it."""

import re

import pytest

from tests.codebase.sources import ROOT

TEMPLATES = sorted((ROOT / "templates" / "company").glob("*.html"))
FORM = re.compile(r'<form\b[^>]*method="post".*?</form>', re.DOTALL)
MAIN_BUTTON = re.compile(r'<c-button\b[^>]*kind="main"[^>]*>.*?</c-button>', re.DOTALL)
CARRIES = ("<c-acting />", 'name="{{ acting_field }}"')
OWN = {"bindings.html"}
"""What a shared account does for itself names no company."""


def without_company(template: str) -> list[str]:
    return [form for form in FORM.findall(template) if not any(field in form for field in CARRIES)]


def without_name(template: str) -> list[str]:
    buttons = [button for form in FORM.findall(template) for button in MAIN_BUTTON.findall(form)]
    return [button for button in buttons if "<c-for-company />" not in button]


def test_a_form_and_a_button_without_it_are_noticed():
    bare = '<form class="x" method="post">{% csrf_token %}<c-button kind="main">送出</c-button></form>'
    whole = '<form method="post"><c-acting /><c-button kind="main">送出<c-for-company /></c-button></form>'

    assert (len(without_company(bare)), len(without_name(bare))) == (1, 1)
    assert (without_company(whole), without_name(whole)) == ([], [])


def test_there_are_forms_to_look_at():
    assert sum(len(FORM.findall(path.read_text())) for path in TEMPLATES) > 5


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_posted_form_carries_its_company(path):
    assert without_company(path.read_text()) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name not in OWN], ids=lambda path: path.name)
def test_every_button_that_confirms_names_the_company(path):
    assert without_name(path.read_text()) == []
