"""Makes sure that there is a Chromium for the browser journeys, with letters for Chinese."""

import os
import shutil
import subprocess

from tools.places import prepared_environment
from tools.sentences import Unable, answering

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
BY_HAND = (
    f"The browser journeys need Chromium. Install it (on Debian: apt-get install {' '.join(PACKAGES)}) and try again."
)


def main() -> None:
    if any(shutil.which(name) for name in NAMES):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Unable(BY_HAND)
    print("Installing Chromium for the browser journeys ...", flush=True)
    environment = prepared_environment(DEBIAN_FRONTEND="noninteractive")
    subprocess.run(["apt-get", "-qq", "update"], env=environment)
    installed = subprocess.run(["apt-get", "-qq", "install", "--yes", *PACKAGES], env=environment)
    if installed.returncode != 0:
        raise Unable(f"apt-get could not install it. {BY_HAND}")


if __name__ == "__main__":
    answering(main)
