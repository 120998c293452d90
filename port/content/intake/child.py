"""The process apart: bounds itself, takes the file, writes what may be put up beside it, answers, ends."""

import json
import sys
from pathlib import Path

from port.content.intake.answers import Limits, Refused, Why
from port.content.intake.kinds import take
from port.documents.intake import answers
from port.documents.intake.child import bound, kept_for_the_answer

FILE, SAFE = "file", "safe"
"""Names within the workspace: what came, and what may be put up."""


def main() -> None:
    """What no check foresaw ends the process with a code other than 0, and the parent refuses the file."""
    given = json.load(sys.stdin)
    limits = Limits(**given["limits"])
    bound(answers.Limits(seconds=limits.seconds, memory_bytes=limits.memory_bytes, pixels=0, pages=0))
    with kept_for_the_answer() as way_back:
        json.dump(answer(Path(given["folder"]), given["name"], limits), way_back)


def answer(folder: Path, name: str, limits: Limits) -> dict[str, str]:
    try:
        file_format, safe = take((folder / FILE).read_bytes(), name, limits)
        (folder / SAFE).write_bytes(safe)
    except Refused as refused:
        return {"why": refused.why, "detail": refused.detail}
    except MemoryError:
        return {"why": Why.TOO_SLOW, "detail": ""}
    return {"format": file_format}
