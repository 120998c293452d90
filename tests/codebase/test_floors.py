"""A room imports only from the floors below it; the floors stand in pyproject.toml."""

import shutil
import subprocess
import sys

from tests.codebase.sources import ROOT

COMMAND = [
    sys.executable,
    "-c",
    "from importlinter.cli import lint_imports_command; lint_imports_command()",
    "--no-cache",
]


def test_the_floors_hold():
    result = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True)

    assert "3 kept, 0 broken" in result.stdout, result.stdout + result.stderr
    assert result.returncode == 0


def test_a_rule_that_imports_a_page_is_noticed(tmp_path):
    for name in ("port", "web", "config"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "port" / "taiwan" / "wrong.py").write_text("import port.letters.models\nimport web.public\n")

    result = subprocess.run(COMMAND, cwd=tmp_path, capture_output=True, text=True)

    assert "port.taiwan.wrong -> port.letters.models" in result.stdout, result.stdout + result.stderr
    assert "port.taiwan.wrong -> web.public" in result.stdout
    assert result.returncode != 0
