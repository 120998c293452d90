"""Known vulnerabilities of what the product is made of (A-56), by pip-audit over the locked requirements.

Without the network nothing can be asked: then it says so and passes, since a machine without the network must be able to
check its code. Whoever releases runs it where the network is.
"""

import json
import subprocess
import sys
from typing import Any

from tools.places import ROOT
from tools.sentences import Unable, answering

REQUIREMENTS = "requirements/run.txt"
COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--requirement", REQUIREMENTS, "--disable-pip", "--require-hashes"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
)
SECONDS = 120


def main() -> None:
    dependencies = asked()
    if dependencies is None:
        print("note: nobody could be asked for known vulnerabilities; run this again with the network.")
        return
    if found := [line for each in dependencies for line in lines_of(each)]:
        raise Unable("Known vulnerabilities:\n" + "\n".join(found))
    if unknown := [each["name"] for each in dependencies if "skip_reason" in each]:
        print(f"note: {len(unknown)} of {len(dependencies)} packages are not known to the source of advisories here.")


def asked() -> list[dict[str, Any]] | None:
    """What pip-audit knows of each package; None when it reached nobody."""
    try:
        result = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
        answer: list[dict[str, Any]] = json.loads(result.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return answer


def lines_of(dependency: dict[str, Any]) -> list[str]:
    name = f"{dependency['name']} {dependency.get('version', '')}"
    return [
        f"  {name}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'no version yet'}"
        for each in dependency.get("vulns", [])
    ]


if __name__ == "__main__":
    answering(main)
