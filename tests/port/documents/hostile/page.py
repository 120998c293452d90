"""The page about the hostile files, written from the files themselves."""

from port.documents.enums import Refusal
from tests.codebase.sources import ROOT
from tests.port.documents.hostile.shelf import HostileFile, Shelf
from tests.port.documents.hostile.suite import FILES, SHELVES

PAGE = ROOT / "docs" / "hostile-files.md"
INTRODUCTION = """\
# Hostile files

What happens to {count} files that were made to harm whoever opens them. This page is written from the suite in
`tests/port/documents/hostile/`, where each file is made by code and sent the whole way that an upload goes; a test fails
when page and suite differ. To write it anew:

```
.venv/bin/python -m tests.port.documents.hostile
```

A **refused** file leaves nothing behind: no row, no file. The word behind it is a `Refusal` of
`port/documents/intake/answers.py`; the sentence that people read is in `port/documents/refusals.py`.

An **accepted** file is made harmless ([documents](documents.md)). Each time the suite looks through every object of the
safe PDF (no script, action, attachment, form, note, metadata or way to another file is left), at the pictures (small, and
nothing beside the picture), and at the original (kept byte for byte under a harmless name).

All of them have half the time and a third of the memory that the product gives, and nothing that stands in a file or in
its name reaches the log. Of {count} files {refused} are refused.
"""
LIMITS = """
## What is not reached

- The **original** stays as hostile as it was. It is evidence; reviewers may download it, and each download is recorded.
- **Inside pictures.** A photo in a PDF keeps its pixels, and they may hide anything. Facts beside a JPEG are taken out;
  those in a JPEG 2000, or in a picture drawn within the content of a page, stay in the safe PDF, which no page serves.
- **Unseen text.** White on white, or under a picture, is still in the safe PDF. Reviewers see pictures.
- **The decoders.** That a file which attacks one of them is stopped by the bounds of the child
  ([0005](decisions/0005-documents-read-apart.md)) is the last line, and no sandbox of the operating system.
"""


def page() -> str:
    refused = sum(isinstance(file.gets, Refusal) for file in FILES)
    introduction = INTRODUCTION.format(count=len(FILES), refused=refused)
    return introduction + "".join(map(_table, SHELVES)) + LIMITS


def _table(shelf: Shelf) -> str:
    rows = "".join(f"| `{file.title}` | {_plain(file.danger)} | {_fate(file)} |\n" for file in shelf.files)
    return f"\n## {shelf.title}\n\n| file | what is hostile about it | what it gets |\n|---|---|---|\n{rows}"


def _fate(file: HostileFile) -> str:
    if isinstance(file.gets, Refusal):
        return f"refused: `{file.gets}`"
    return f"accepted: {_plain(file.gets.left)}"


def _plain(sentence: str) -> str:
    """Without what would end a cell of the table."""
    return sentence.replace("|", "\\|")
