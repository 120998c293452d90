"""The environment, read once, typed, failing early with a sentence that names the variable."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
FIELD_KEY_BYTES = 32


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

    def choice(self, name: str, default: str, among: Iterable[str]) -> str:
        value = self.text(name, default)
        if value not in (known := tuple(among)):
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}, not {value!r}.")
        return value

    def words(self, name: str, default: str | None = None) -> list[str]:
        return self.text(name, default).split()

    def field_keys(self, name: str) -> list[str]:
        """The keys that seal fields of the database, 32 bytes in base64 each; the first one seals."""
        keys = self.words(name)
        if not all(map(_is_field_key, keys)):
            raise ImproperlyConfigured(f"{name} must be keys of 32 bytes in URL-safe base64, separated by spaces.")
        return keys

    def networks(self, name: str) -> tuple[IPv4Network | IPv6Network, ...]:
        """Networks such as 192.0.2.0/24 or 2001:db8::/32, apart from each other by spaces; empty when it is not set."""
        try:
            return tuple(ip_network(word) for word in self.words(name, ""))
        except ValueError as fault:
            raise ImproperlyConfigured(f"{name} must be networks such as 192.0.2.0/24: {fault}.") from fault

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


def _is_field_key(word: str) -> bool:
    try:
        return len(urlsafe_b64decode(word)) == FIELD_KEY_BYTES
    except ValueError:
        return False


def field_key_from(secret: str) -> str:
    """A key for sealing fields, where nobody keeps one of its own."""
    return urlsafe_b64encode(sha256(f"field key: {secret}".encode()).digest()).decode()


ENV = Environment(os.environ)
