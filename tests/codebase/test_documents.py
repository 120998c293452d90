"""A reader who follows a link in a document gets there."""

import re
from pathlib import Path

from tests.codebase.sources import ROOT, texts

ON_THE_PORTAL = Path("port/content/texts")  # whose links lead to pages; `tests/web/public/test_texts.py` follows them
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def dead_links(path: Path, text: str) -> list[str]:
    return [link for link in LINK.findall(text) if not (ROOT / path.parent / link).exists()]


def test_a_dead_link_is_noticed():
    text = "[here](README.md#use) ![gone](gone.png) [far](https://portpass.example) [up](../README.md)"

    assert dead_links(Path("README.md"), text) == ["gone.png", "../README.md"]
    assert dead_links(Path("tests/page.md"), "[up](../README.md)") == []


def test_every_link_between_documents_leads_somewhere():
    documents = [(path, text) for path, text in texts(".md") if not path.is_relative_to(ON_THE_PORTAL)]
    dead = {str(path): links for path, text in documents if (links := dead_links(path, text))}

    assert dead == {}
