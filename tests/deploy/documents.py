"""The files of `deploy/`, as the tests read them."""

from collections.abc import Iterator
from typing import Any

import yaml

from tests.codebase.sources import ROOT

DEPLOY = ROOT / "deploy"


class Strict(yaml.SafeLoader):
    """A key that stands twice is an error; plain YAML keeps the last one and says nothing."""


def _mapping(loader: Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    own = [
        loader.construct_object(key, deep=True) for key, _value in node.value if key.tag != "tag:yaml.org,2002:merge"
    ]
    twice = {key for key in own if own.count(key) > 1}
    if twice:
        raise yaml.constructor.ConstructorError(None, None, f"{sorted(twice)} twice", node.start_mark)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


Strict.add_constructor("tag:yaml.org,2002:map", _mapping)


def documents_of(text: str) -> list[Any]:
    return list(yaml.load_all(text, Loader=Strict))


def values(document: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in it, however deep."""
    if isinstance(document, dict):
        yield document
        for value in document.values():
            yield from values(value)
    elif isinstance(document, list):
        for value in document:
            yield from values(value)


def variables(text: str) -> dict[str, str]:
    """NAME=value, a line each, as compose, systemd and Kubernetes all read it."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def is_pinned(image: str) -> bool:
    """With a tag that is no moving word, or with a digest."""
    if "@sha256:" in image:
        return True
    name, colon, tag = image.rpartition(":")
    return bool(name and colon and "/" not in tag and any(letter.isdigit() for letter in tag))
