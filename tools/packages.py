"""Programs that the tests need and that are no Python packages: installed where apt-get may do so, asked for elsewhere."""

import os
import shutil
import subprocess

from tools.places import prepared_environment
from tools.sentences import Unable


def provide_program(what: str, *, names: tuple[str, ...], packages: tuple[str, ...]) -> None:
    """Make sure that one of the programs is there. Raises `Unable` with a sentence that says how to install it."""
    if any(shutil.which(name) for name in names):
        return
    by_hand = f"The tests need {what}. Install it (on Debian: apt-get install {' '.join(packages)}) and try again."
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Unable(by_hand)
    print(f"Installing {what} for the tests ...", flush=True)
    environment = prepared_environment(DEBIAN_FRONTEND="noninteractive")
    subprocess.run(["apt-get", "-qq", "update"], env=environment)
    installed = subprocess.run(["apt-get", "-qq", "install", "--yes", *packages], env=environment)
    if installed.returncode != 0:
        raise Unable(f"apt-get could not install it. {by_hand}")
