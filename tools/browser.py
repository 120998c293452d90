"""Makes sure that there is a Chromium for the browser journeys, with letters for Chinese."""

from tools.packages import provide_program
from tools.sentences import answering

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")


def main() -> None:
    provide_program("Chromium", names=NAMES, packages=PACKAGES)


if __name__ == "__main__":
    answering(main)
