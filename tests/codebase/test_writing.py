"""What no file may contain."""

import ast
import re
from pathlib import Path

import pytest

from tests.codebase.sources import texts

MARKERS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
MACHINES = re.compile(r"(?<![\w.)}>])(?:/(?:home|Users|root|work)/\w|[A-Z]:\\\\?Users)")

HERE = Path("tests/codebase/test_writing.py")  # which has to name what it forbids


def prints(source: str) -> list[int]:
    """The lines that write to the terminal of a program that has none."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]


def lines_with(pattern: re.Pattern[str], text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if pattern.search(line)]


@pytest.mark.parametrize("marker", ["TODO", "FIXME", "XXX", "HACK"])
def test_a_postponed_thought_is_noticed(marker):
    assert lines_with(MARKERS, f"good\n# {marker}: think\n") == [2]


@pytest.mark.parametrize("path", ["/home/anna/portpass", "/Users/anna", "C:\\Users\\anna"])
def test_a_path_of_a_machine_is_noticed(path):
    assert lines_with(MACHINES, f"open('{path}')") == [1]


@pytest.mark.parametrize(
    "path", ["{% url 'company:home' %}", "/usr/bin/chromium", "templates/home/page.html", "/company/home/"]
)
def test_an_address_of_the_product_is_no_path_of_a_machine(path):
    assert lines_with(MACHINES, path) == []


def test_a_print_is_noticed():
    assert prints("def show():\n    print('x')\n") == [2]
    assert prints("'print(1)'  # print(1)\nself.print(1)") == []


@pytest.mark.parametrize("forbidden", [MARKERS, MACHINES], ids=["postponed", "machine"])
def test_no_file_contains_it(forbidden):
    found = [(str(path), line) for path, text in texts() if path != HERE for line in lines_with(forbidden, text)]

    assert found == []


def test_the_product_never_prints():
    sources = texts(".py", below=("port/", "web/", "config/"))

    assert [(str(path), line) for path, text in sources for line in prints(text)] == []
