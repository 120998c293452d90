"""Where the tools write: `.venv` and `var/`, both in the checkout, and nowhere else."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VAR = Path(os.environ.get("PORTPASS_VAR") or ROOT / "var").resolve()
LOGS = VAR / "log"


def prepared_environment(**more: str) -> dict[str, str]:
    """The environment for every program that the tools start: temporary files stay in `var/tmp` too."""
    temporary = VAR / "tmp"
    for folder in (LOGS, temporary):
        folder.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "TMPDIR": str(temporary), **more}
