"""The contact sheet: every picture beside the others of its page, as one file that needs nothing else."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path

from tools.pictures.camera import Picture

HEAD = """<!doctype html>
<html lang="zh-Hant-TW"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>PortPass：每一頁的樣子</title>
<style>
body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; }
h2 { margin: 3rem 0 .5rem; border-top: 1px solid; padding-top: .5rem; font-size: 1.125rem; }
.row { display: flex; gap: 1rem; overflow-x: auto; }
figure { margin: 0; flex: none; }
img { display: block; height: 24rem; max-width: 30rem; object-fit: cover; object-position: top; border: 1px solid #8888; }
figcaption { font-size: .8125rem; }
</style>
<h1>PortPass：每一頁的樣子</h1>
"""


def write_sheet(folder: Path, pictures: Iterable[Picture], remarks: Iterable[str]) -> None:
    remarked = "".join(f"<li>{escape(remark)}</li>" for remark in remarks)
    rows = [_row(name, list(of_page)) for name, of_page in groupby(pictures, lambda picture: picture.shot.name)]
    (folder / "index.html").write_text(f"{HEAD}<ul>{remarked}</ul>{''.join(rows)}</html>\n", encoding="utf-8")


def _row(name: str, pictures: list[Picture]) -> str:
    return f"<h2>{escape(name)}</h2><div class='row'>{''.join(map(_figure, pictures))}</div>"


def _figure(picture: Picture) -> str:
    told = f"{picture.width}"
    told += "・dark" if picture.scheme == "dark" else ""
    told += "・English" if picture.language == "en" else ""
    file = escape(picture.file, quote=True)
    return (
        f"<figure><a href='{file}'><img loading='lazy' src='{file}' alt=''></a><figcaption>{told}</figcaption></figure>"
    )
