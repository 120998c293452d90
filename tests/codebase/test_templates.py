"""Every template compiles, is used, names only what exists, and keeps style and script in files of their own."""

import re

import pytest
from django.template import engines

from port.letters.enums import LetterKind
from tests.codebase.sources import repository, texts

INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=["']|\bhx-on\b|javascript:""", re.IGNORECASE
)
MENTION = re.compile(r"""["']((?:\w+/)*[\w.]+\.(?:html|txt))["']""")
COMPONENT = re.compile(r"<c-([\w.-]+)")
OWN_TAGS_OF_COTTON = {"vars", "slot"}

TEMPLATES = {
    re.split(r"(?:^|/)templates/", str(path), maxsplit=1)[1]: path for path in repository() if "templates" in path.parts
}


def inline_code(template: str) -> list[str]:
    return INLINE.findall(template)


def mentioned() -> set[str]:
    """The name of each template that the code or another template asks for."""
    sources = [
        text for _, text in texts(".py", ".html", ".txt", below=("port/", "web/", "demo/", "config/", "templates/"))
    ]
    pages = {name for text in sources for name in MENTION.findall(text)}
    tags = {tag for text in sources for tag in COMPONENT.findall(text)} - OWN_TAGS_OF_COTTON
    components = {f"components/{tag.replace('.', '/').replace('-', '_')}.html" for tag in tags}
    letters = {f"letters/{kind.value}{ending}" for kind in LetterKind for ending in (".html", ".txt", ".subject.txt")}
    return pages | components | letters


@pytest.mark.parametrize(
    "fault",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<button type="submit" onclick="go()">',
        '<a href="javascript:go()">',
        '<a hx-on:click="go()">',
    ],
)
def test_inline_code_is_noticed(fault):
    assert inline_code(fault)


@pytest.mark.parametrize(
    "good", ['<script src="/static/js/x.js" defer></script>', '<link rel="stylesheet" href="x.css">']
)
def test_code_in_its_own_file_is_fine(good):
    assert inline_code(good) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(name):
    assert engines["django"].get_template(name)


def test_no_template_has_inline_code():
    """Letters are left out, since programs that read mail know no style sheets; and what the proxy says in our absence."""
    pages = [(str(path), text) for path, text in texts(".html") if "letters/" not in str(path)]
    pages = [(path, text) for path, text in pages if not path.startswith("deploy/proxy/")]

    assert pages
    assert [(path, found) for path, text in pages if (found := inline_code(text))] == []


def test_every_template_is_used():
    assert sorted(set(TEMPLATES) - mentioned()) == []


def test_every_template_that_is_asked_for_exists():
    assert sorted(mentioned() - set(TEMPLATES)) == []
