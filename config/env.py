"""The environment, read once, typed, failing early with a sentence that names the variable."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Environment:
    values: Mapping[str, str]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, "").strip() or default
        if value is None:
            raise ImproperlyConfigured(f"Set the environment variable {name}; there is no safe default for it.")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
        return int(value)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.text(name, "yes" if default else "no").lower()
        if value not in {"yes", "no"}:
            raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
        return value == "yes"

    def words(self, name: str, default: str | None = None) -> list[str]:
        return self.text(name, default).split()

    def socket(self, name: str) -> str:
        """The path of a socket, or host:port; empty when it is not set."""
        value = self.text(name, "")
        host, _colon, port = value.rpartition(":")
        if value and not value.startswith("/") and not (host and port.isascii() and port.isdigit()):
            raise ImproperlyConfigured(f"{name} must be the path of a socket or host:port, not {value!r}.")
        return value

    def secret(self, path: Path) -> str:
        if not path.exists():
            raise ImproperlyConfigured(f"There is no {path} yet. Start the product with `make run`, which makes it.")
        return path.read_text()

    def folder(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).resolve()


ENV = Environment(os.environ)
