"""Whatever companies and applicants read in Chinese is marked for translation, so that it can be said in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.codebase.sources import texts
from tools.messages import FOR_STAFF

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
PAGES = ("templates/", "web/components/templates/", "web/public/", "web/company/", "web/account/")
CODE = ("web/public/", "web/company/", "web/account/", "web/components/", "port/letters/", "port/registration/")
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
OF_NO_PAGE = {
    "port/letters/apps.py": "the name of an app, which no page says",
    "port/registration/apps.py": "the name of an app, which no page says",
    "web/account/apps.py": "the name of an app, which no page says",
    "web/company/apps.py": "the name of an app, which no page says",
    "web/company/switching.py": "characters that are compared",
    "web/components/outage.py": "says everything in both languages, when nothing else can",
    "web/public/apps.py": "the name of an app, which no page says",
}

MARKED_IN_TEMPLATES = re.compile(
    r"\{#.*?#\}|\{%-?\s*comment\b.*?endcomment\s*%\}|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"""|\{%\s*trans(?:late)?\s+(?:"[^"]*"|'[^']*').*?%\}|_\((?:"[^"]*"|'[^']*')\)""",
    re.DOTALL,
)
SAID_TO_BE_CHINESE = re.compile(r"""<(\w+)\b[^<>]*\blang="zh-Hant"[^<>]*>.*?</\1>""", re.DOTALL)


def unmarked_in_template(text: str) -> list[str]:
    return CHINESE.findall(SAID_TO_BE_CHINESE.sub("", MARKED_IN_TEMPLATES.sub("", text)))


def unmarked_in_code(source: str) -> list[str]:
    tree = ast.parse(source)
    marked = {id(part) for call in ast.walk(tree) if _marks(call) for part in ast.walk(call)}
    said = {id(part) for part in _spoken_to_programmers(tree)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in strings if id(node) not in marked | said and CHINESE.search(node.value)]


def _marks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS


def _spoken_to_programmers(tree: ast.AST) -> Iterator[ast.Constant]:
    """Docstrings, and those below a constant: a string that is a statement by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _pages() -> Iterator[tuple[Path, str]]:
    for path, text in texts(".html", ".txt", below=PAGES):
        if not str(path).startswith(FOR_STAFF):
            yield path, text


@pytest.mark.parametrize(
    "template",
    [
        "<p>登入</p>",
        '{% translate "登入" %}：{{ name }}',
        '<p title="登入">{% translate "登入" %}</p>',
        '{% include "x.html" with title="登入" %}',
    ],
)
def test_chinese_that_is_not_marked_is_noticed_in_a_template(template: str) -> None:
    assert unmarked_in_template(template)


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "登入" %}',
        "{% blocktranslate trimmed %}\n登入\n{% endblocktranslate %}",
        '{% include "x.html" with title=_("登入") %}',
        "{# 登入 #}{% comment %}登入{% endcomment %}",
        '<b lang="zh-Hant">登入</b>',
    ],
)
def test_chinese_that_is_marked_is_fine_in_a_template(template: str) -> None:
    assert unmarked_in_template(template) == []


def test_chinese_that_is_not_marked_is_noticed_in_code() -> None:
    assert unmarked_in_code('"""登入"""\nx = _("登入") % {}\n"""登入"""\ny = f"{x}（登入）"') == ["（登入）"]


def test_every_template_marks_its_chinese() -> None:
    assert [(str(path), found) for path, text in _pages() if (found := unmarked_in_template(text))] == []


def test_all_code_of_pages_and_letters_marks_its_chinese() -> None:
    sources = texts(".py", below=CODE)

    assert [
        (str(path), found)
        for path, source in sources
        if str(path) not in OF_NO_PAGE and (found := unmarked_in_code(source))
    ] == []
