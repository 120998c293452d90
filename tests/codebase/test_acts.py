"""Nothing is done that the record does not tell of: read from the code itself (A-16)."""

import ast
from collections.abc import Iterator

from port.audit.enums import Act
from tests.codebase.sources import texts

RECORD = "port.audit.recorder.record"
SEARCHES = {"filter", "exclude", "get"}
NO_ACTS = {
    "port.accounts.password_links.issue": "makes a link; whoever sends it records that",
    "port.content.library.render_again": "fills the options of today into words that an act has published",
    "port.documents.reading_queue.claim": "the machine takes a page to read that an act has handed in",
    "port.documents.succession.take_place": "a file of a form that is not sent yet; it is removed when nobody sends it",
    "port.documents.succession.bring_back": "the same, chosen back",
    "port.documents.workflow.keep": "the form is sent, which its own act records",
    "port.letters.workflow.claim": "the worker takes letters to send; the outbox tells the fate of each",
    "port.pledges.usual.publish_usual_waiting": "a figure that is counted, and decided by nobody",
}
"""Functions that run in a transaction and leave no record, and why that is right."""


def acts_named(source: str) -> set[str]:
    """Members of `Act` that a file mentions, but for those that it only looks for in the record."""
    return set(_acts_in(ast.parse(source)))


def _acts_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare):
        return
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Act":
        yield node.attr
    is_search = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES
    for child in [node.func] if is_search else ast.iter_child_nodes(node):
        yield from _acts_in(child)


def functions(source: str) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))


TRANSACTIONS = ("transaction.atomic", "part_of_act")


def is_atomic(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).startswith(TRANSACTIONS) for decorator in function.decorator_list)


def imported(source: str) -> dict[str, str]:
    """What each imported name of a file stands for, with all dots."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in nodes for alias in node.names}


def mentions(module: str, source: str) -> dict[str, set[str]]:
    """By each function of a file: whatever it calls or hands on, such as by `partial`, with all dots."""
    own = {function.name: f"{module}.{function.name}" for function in functions(source)}
    known = imported(source) | own
    return {own[function.name]: set(_mentioned(function, known)) for function in functions(source)}


def _mentioned(function: ast.FunctionDef, known: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in known:
            yield known[node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            yield f"{known[node.value.id]}.{node.attr}"


def recording(by_function: dict[str, set[str]]) -> set[str]:
    """Functions that record, by themselves or by another that they mention."""
    found = {RECORD}
    while more := {name for name, mentioned in by_function.items() if mentioned & found} - found:
        found |= more
    return found


def unrecorded(sources: dict[str, str]) -> list[str]:
    """Public functions that run in a transaction of their own and never come to `record`."""
    by_function: dict[str, set[str]] = {}
    for module, source in sources.items():
        by_function |= mentions(module, source)
    records = recording(by_function)
    atomic = [
        f"{module}.{function.name}"
        for module, source in sources.items()
        for function in functions(source)
        if is_atomic(function) and not function.name.startswith("_")
    ]
    return [name for name in atomic if name not in records]


def modules() -> dict[str, str]:
    return {".".join(path.with_suffix("").parts): text for path, text in texts(".py", below=("port/",))}


def test_an_act_without_a_record_is_noticed() -> None:
    silent = "@transaction.atomic\ndef end(row):\n    row.delete()\n"
    plain = "from port.audit.recorder import record\n\n@transaction.atomic\ndef end(row):\n    record(row)\n"
    by_another = "from port import y\n\n@transaction.atomic\ndef begin(row):\n    _note(row)\n\ndef _note(row):\n    y.end(row)\n"

    assert unrecorded({"port.x": silent, "port.y": plain}) == ["port.x.end"]
    assert unrecorded({"port.x": by_another, "port.y": plain}) == []
    assert unrecorded({"port.x": by_another, "port.y": silent}) == ["port.x.begin", "port.y.end"]


def test_an_act_is_found_where_it_is_recorded_and_not_where_it_is_looked_for() -> None:
    source = """
record(Act.CASE_CLAIMED, about=case)
note(other.CASE_RELEASED)
found = rows.filter(act=Act.DECISION_MADE).first()
if row.act == Act.DECISION_TAKEN_BACK: pass
"""

    assert acts_named(source) == {"CASE_CLAIMED"}


def test_every_act_is_recorded_somewhere() -> None:
    named = {name for _, text in texts(".py", below=("port/", "web/")) for name in acts_named(text)}

    assert sorted(set(Act.__members__) - named) == []


def test_whatever_changes_something_leaves_a_record() -> None:
    """And no excuse is kept for what is gone."""
    assert sorted(unrecorded(modules())) == sorted(NO_ACTS)
