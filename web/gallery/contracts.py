"""What each component says of itself: the comment at the top of its file."""

import re
from pathlib import Path

import web.components

COMMENT = re.compile(r"{% comment %}\n(.*?)\n{% endcomment %}", re.DOTALL)


def component_files() -> dict[str, Path]:
    """By the name that stands behind `<c-`."""
    return {
        path.stem.replace("_", "-"): path
        for path in sorted((Path(web.components.__file__).parent / "templates" / "components").glob("*.html"))
    }


def contract_of(name: str) -> str:
    found = COMMENT.search(component_files()[name].read_text(encoding="utf-8"))
    return found[1] if found else ""
