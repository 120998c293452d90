"""A Chinese font of the machine. None comes with the product and none is fetched; a machine without any gets Latin papers."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
NAMES = (
    *("NotoSansCJK-Regular.ttc", "NotoSansCJKtc-Regular.otf", "NotoSansTC-Regular.otf", "NotoSansTC-Regular.ttf"),
    *("PingFang.ttc", "STHeiti Light.ttc", "Hiragino Sans GB.ttc", "Arial Unicode.ttf"),
    *("msjh.ttc", "msjh.ttf", "mingliu.ttc"),
    *("NotoSerifCJK-Regular.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc", "uming.ttc", "DroidSansFallbackFull.ttf"),
)
TAIWANESE = ("TC", "TW", "JhengHei", "PingFang TC", "MingLiU")
Letters = ImageFont.FreeTypeFont | ImageFont.ImageFont
FACES = 20  # more than any collection of fonts has


@cache
def chinese_font() -> tuple[Path, int] | None:
    """The file and the number of the face in it, the best of `NAMES` that is there; None when there is none."""
    found = {path.name: path for folder in FOLDERS for path in _files(Path(folder).expanduser())}
    best = next((found[name] for name in NAMES if name in found), None)
    return (best, _taiwanese_face(best)) if best else None


def font(size: int) -> Letters:
    """The Chinese font at that size in pixels, or Pillow's own."""
    found = chinese_font()
    if found is None:
        return ImageFont.load_default(size)
    return _typeface(*found, size)


@cache
def _typeface(path: Path, face: int, size: int) -> ImageFont.FreeTypeFont:
    """Opening the file again for each word takes longer than drawing it."""
    return ImageFont.truetype(path, size, index=face)


def _files(folder: Path) -> Iterator[Path]:
    return folder.rglob("*.[to]t[fc]")


def _taiwanese_face(path: Path) -> int:
    """A collection holds one face for each region; what is no collection has only face 0."""
    for face in range(FACES):
        try:
            family, _ = ImageFont.truetype(path, 10, index=face).getname()
        except OSError:
            return 0
        if family and family.endswith(TAIWANESE):
            return face
    return 0
