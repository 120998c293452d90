"""Whoever fills in the example has filled in what the product asks for, and nothing that it does not know."""

import ast

import pytest

from tests.codebase.sources import ROOT
from tests.deploy.documents import DEPLOY, documents_of, variables

CONFIG = [ROOT / "config" / "settings" / "production.py", *(ROOT / "config").glob("*.py")]
MAY_BE_LEFT_OUT = {"networks", "socket", "flag", "get"}


def asked(source: str) -> dict[str, bool]:
    """The variables that the settings read from ENV, and whether the start stops without them."""
    found: dict[str, bool] = {}
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        by = call.func
        if isinstance(by, ast.Attribute) and ast.unparse(by.value) in {"ENV", "ENV.values"}:
            (name, *default) = call.args
            assert isinstance(name, ast.Constant)
            found[str(name.value)] = not (default or call.keywords or by.attr in MAY_BE_LEFT_OUT)
    return found


def asked_by_the_product() -> dict[str, bool]:
    return {name: needed for path in CONFIG for name, needed in asked(path.read_text()).items()}


def test_what_the_settings_ask_for_is_read_from_them():
    source = 'A = ENV.text("A")\nB = ENV.text("B", "")\nC = ENV.flag("C")\nD = ENV.values.get("D")\n'

    assert asked(source) == {"A": True, "B": False, "C": False, "D": False}


def test_the_example_has_all_that_is_required():
    example = variables((DEPLOY / "portpass.env.example").read_text())

    assert {name for name, needed in asked_by_the_product().items() if needed} <= set(example)


@pytest.mark.parametrize("name", ["portpass.env.example", "building.env"])
def test_no_example_has_what_nobody_reads(name):
    example = variables((DEPLOY / name).read_text())

    assert set(example) - set(asked_by_the_product()) - {"DJANGO_SETTINGS_MODULE"} == set()


def test_the_settings_of_kubernetes_are_those_that_the_product_reads():
    config, _claim = documents_of((DEPLOY / "kubernetes" / "settings.yaml").read_text())

    assert set(config["data"]) - set(asked_by_the_product()) == set()
    assert all(isinstance(value, str) for value in config["data"].values()), "Kubernetes refuses yes and 5432 unquoted"


def test_no_secret_stands_in_an_example():
    example = variables((DEPLOY / "portpass.env.example").read_text())
    secrets = {name for name in example if name.endswith(("_KEY", "_KEYS", "PASSWORD", "TOKEN"))}

    assert {name for name in secrets if example[name]} == set()
    assert len(secrets) >= 5


def test_every_variable_of_the_example_is_explained():
    explained = (ROOT / "docs" / "running.md").read_text()

    assert [
        name for name in variables((DEPLOY / "portpass.env.example").read_text()) if f"`{name}`" not in explained
    ] == []
