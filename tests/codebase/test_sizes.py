"""Small files and short functions: the first thing a reader is owed."""

import ast

from tests.codebase.sources import texts

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60


def too_long(text: str) -> bool:
    return len(text.splitlines()) > LINES_OF_A_FILE


def long_functions(source: str) -> list[str]:
    functions = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= LINES_OF_A_FUNCTION]


def test_the_limits_are_noticed():
    assert too_long("x\n" * 401)
    assert not too_long("x\n" * 400)
    assert long_functions("def wordy():\n" + "    pass\n" * 60) == ["wordy"]
    assert long_functions("def brief():\n" + "    pass\n" * 59) == []


def test_no_file_is_too_long():
    sources = list(texts(".py", ".html", ".css", ".js"))

    assert len(sources) > 50
    assert [str(path) for path, text in sources if too_long(text)] == []


def test_no_function_of_the_product_is_too_long():
    sources = list(texts(".py", below=("port/", "web/")))

    assert len(sources) > 50
    assert [(str(path), name) for path, text in sources for name in long_functions(text)] == []
