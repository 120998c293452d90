"""The same manual on paper: a tagged PDF with a cover, contents with page numbers, and each picture beside its steps."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pikepdf
from django.template import Context, Template, engines
from django.test import override_settings
from django.utils import timezone, translation
from django_cotton.compiler_regex import CottonCompiler  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Page, Route

from port.language import TAGS, Language
from port.options import Options, options
from port.taiwan.dates import roc_long
from tools.manual.drawing import as_jpeg
from tools.manual.walking import PORTAL
from tools.manual.words import say
from web.components.manuals import PICTURES, Manual, manual

HERE = Path(__file__).parent
HOST = "http://manual.invalid"
"""Nobody answers there: what the page asks for is handed to it."""

EDITION = say("{date} 版", "Edition of {date}")
ASK = say("客服專線 {hotline}（{hours}，免付費）", "Hotline {hotline} ({hours}, free of charge)")
LOADED = "Promise.all([...document.images].map((image) => { image.loading = 'eager'; return image.decode() }))"
MOST_BYTES = 1_500_000


def print_manual(page: Page, name: str, language: Language, pictures: Mapping[str, Image.Image]) -> None:
    """Twice: the page numbers of the contents are known when it has been printed once."""
    port = replace(options(), public_url=PORTAL)
    with override_settings(PORT_OPTIONS=port), translation.override(language.value):
        port = options()
        book = manual(name, language)
        files = {f"{each}{PICTURES}": as_jpeg(picture) for each, picture in pictures.items()}
        first = _printed(page, _html(book, port, {}), files)
        printed = _made_small(_printed(page, _html(book, port, pages_of_chapters(first)), files), port)
    if len(printed) > MOST_BYTES:
        raise ValueError(f"{book.printed.name} has {len(printed)} bytes.")
    book.printed.write_bytes(printed)


def pages_of_chapters(printed: bytes) -> dict[str, int]:
    """On which page each anchor stands that something leads to, counted from 1."""
    with pikepdf.open(BytesIO(printed)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        named: Any = pdf.Root.get("/Dests", {})
        return {str(name).lstrip("/"): numbers[named[name][0].objgen] for name in named}


def _made_small(printed: bytes, port: Options) -> bytes:
    """Of the description by which it is read aloud, most says the same again and again."""
    file = BytesIO()
    with pikepdf.open(BytesIO(printed)) as pdf:
        pdf.docinfo["/Author"] = port.organisation
        pdf.docinfo["/Creator"] = "make manual"
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return file.getvalue()


def _html(book: Manual, port: Options, pages: Mapping[str, int]) -> str:
    language = book.language
    today = timezone.localdate()
    date = roc_long(today) if language is Language.CHINESE else f"{today:%-d %B %Y}"
    context = {
        "manual": book,
        "port": port,
        "tag": TAGS[language],
        "contents": [(chapter, pages.get(chapter.slug, "")) for chapter in book.chapters],
        "edition": EDITION.within(language).format(date=date),
        "ask": ASK.within(language).format(hotline=port.hotline, hours=port.hotline_hours),
    }
    return str(_template().render(Context(context)))


def _template() -> Template:
    """Written in the components of the product, but no page of it."""
    source = (HERE / "book.html").read_text(encoding="utf-8")
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return Template(CottonCompiler().process(source), engine=engine)


def _printed(page: Page, html: str, files: Mapping[str, bytes]) -> bytes:
    def answer(route: Route) -> None:
        asked = urlsplit(route.request.url).path
        name = PurePosixPath(asked).name
        if asked == "/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif name == "book.css":
            route.fulfill(path=HERE / name, content_type="text/css")
        else:
            route.fulfill(body=files[name], content_type="image/jpeg")

    page.route(f"{HOST}/**", answer)
    page.goto(f"{HOST}/")
    page.evaluate(LOADED)
    printed = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    page.unroute(f"{HOST}/**")
    return printed
