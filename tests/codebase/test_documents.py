"""A reader who follows a link in a document gets there."""

import re
from pathlib import Path

from tests.codebase.sources import ROOT, texts

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def dead_links(path: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(text) if not (ROOT / path.parent / link).exists()]


def test_a_dead_link_is_noticed():
    text = "[here](README.md#use) ![gone](gone.png) [far](https://portpass.example) [up](../README.md)"

    assert dead_links(Path("README.md"), text) == ["gone.png", "../README.md"]
    assert dead_links(Path("tests/page.md"), "[up](../README.md)") == []


def test_every_link_between_documents_leads_somewhere():
    dead = {str(path): links for path, text in texts(".md") if (links := dead_links(path, text))}

    assert dead == {}
