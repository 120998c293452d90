"""`make manual`: the walk of `tests/journeys/test_manual.py`, which this time writes what it has found.

One walk proves the manual and writes it, so that the two can never part. Runs with the Python of `.venv`.
"""

import os
import subprocess
import sys

from tools.places import ROOT
from tools.sentences import Unable, answering

WALK = (sys.executable, "-m", "pytest", "-q", "tests/journeys/test_manual.py")


def main() -> None:
    if subprocess.run(WALK, cwd=ROOT, env={**os.environ, "MANUAL": "write"}).returncode:
        raise Unable(
            "A step of the manual cannot be walked; what pytest says above names it. Nothing else was changed."
        )
    print("The manuals are written. Look at their pictures, then commit static/manual, web/components/manual_words and")
    print("web/staff/manual.")


if __name__ == "__main__":
    answering(main)
