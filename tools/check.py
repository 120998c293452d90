"""`make check`: what can be said about the code without running the suite. Every check runs; the failing ones are named."""

import os
import subprocess
import sys
import time

from tools.places import ROOT
from tools.sentences import Unable, answering

MANAGE = (sys.executable, "manage.py")
MODULE = (sys.executable, "-m")
CHECKS = {
    "format": (*MODULE, "ruff", "format", "--check", "."),
    "lint": (*MODULE, "ruff", "check", "."),
    "types": (*MODULE, "mypy"),
    "import floors": (
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ),
    "missing migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "system": (*MANAGE, "check", "--fail-level", "WARNING"),
    "weak code": (*MODULE, "bandit", "-q", "-r", "port", "web", "config", "demo", "tools", "-ll", "-ii"),
    "advisories": (*MODULE, "tools.advisories"),
    "templates compile": (*MODULE, "pytest", "-q", "tests/codebase/test_templates.py"),
    "templates": (*MODULE, "djlint", "--lint", "--quiet", "templates", "web"),
}


def main() -> None:
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if failed:
        raise Unable(f"Failed: {', '.join(failed)}.")


def passes(name: str, command: tuple[str, ...]) -> bool:
    print(f"check: {name} ... ", end="", flush=True)
    began = time.monotonic()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    result = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    print(f"{'ok' if result.returncode == 0 else 'FAILED'} ({time.monotonic() - began:.1f} s)", flush=True)
    if result.returncode != 0:
        print(result.stdout, flush=True)
    for line in result.stdout.splitlines():
        if line.startswith("note: "):
            print(line, flush=True)
    return result.returncode == 0


if __name__ == "__main__":
    answering(main)
