"""`make pictures`: every page in its main states at three widths, into `var/pictures/`, with `index.html` to see them all.

The list of pages comes from the tree of addresses, and a page of which there is no picture is named. `ONLY=staff make
pictures` takes those whose name begins with it. Runs with the Python of `.venv`.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tools.browser import NAMES
from tools.pictures.run import RUN, demonstration
from tools.places import VAR
from tools.processes import Stop
from tools.sentences import Unable, answering

FOLDER = VAR / "pictures"
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--hide-scrollbars")


def main() -> None:
    Stop.listen()
    only = os.environ.get("ONLY", "")
    if not only:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, a_browser() as browser:
        # These know the product, which can be imported only when Django is set up.
        from tools.pictures.camera import Camera
        from tools.pictures.sheet import write_sheet
        from tools.pictures.taking import take_all
        from tools.pictures.world import World

        camera = Camera(browser, address, World(RUN / "demo" / "accounts.json"), FOLDER)
        without = take_all(camera, only=only)
        remarks = [*camera.roll.faults, *(f"Without a picture: {view}" for view in without)]
        write_sheet(FOLDER, camera.roll.pictures, remarks)
    for remark in remarks:
        print(remark)
    print(f"{len(camera.roll.pictures)} pictures: {os.path.relpath(FOLDER / 'index.html')}")


@contextmanager
def a_browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise Unable("Pictures need Chromium; `make pictures` installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


if __name__ == "__main__":
    answering(main)
