"""Pictures of what a journey meets, for whoever wants to see it; kept only when `PICTURES=yes` asks for it."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "var" / "journeys"
WANTED = os.environ.get("PICTURES") == "yes"


def take(page: Page, name: str, *, whole: bool = False) -> None:
    """A picture of what stands on the screen, or of the whole page, 900 pixels wide and in few colours."""
    picture = page.screenshot(full_page=whole, animations="disabled")
    assert picture
    if not WANTED:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.thumbnail((900, 4000))
    image.quantize(96, method=Image.Quantize.FASTOCTREE).save(FOLDER / f"{name}.png", optimize=True)
