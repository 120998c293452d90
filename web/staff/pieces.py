"""The piece of a page where a value was found, cut from the picture of the page that we drew ourselves."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from PIL import Image

from web.staff.access import reviewers_only
from web.staff.case_page import get_case
from web.staff.pages import served
from web.staff.paper import Piece, paper_of

SIDE = 0.015
"""Margin to the left and right, as part of the width of the page."""
ABOVE = 0.4
"""Margin above and below, as part of the height of the piece."""


@reviewers_only
@require_safe
def piece(request: HttpRequest, pk: int, field: str) -> FileResponse:
    """`field` names what was looked for, so that nothing that was found stands in the address."""
    case = get_case(pk)
    place = paper_of(case).pieces.get(field)
    if place is None:
        raise Http404
    try:
        with case.file.open_page(place.page) as page:
            cut = cut_out(page.read(), place)
    except FileNotFoundError as fault:
        raise Http404 from fault
    return served(ContentFile(cut), content_type="image/webp")


def cut_out(page: bytes, place: Piece) -> bytes:
    """The picture of the piece (WebP), upright, with its margin."""
    with Image.open(BytesIO(page)) as picture:
        width, height = picture.size
        left, top, right, bottom = place.box
        above = (bottom - top) * ABOVE
        box = (
            max(0, round((left - SIDE) * width)),
            max(0, round((top - above) * height)),
            min(width, round((right + SIDE) * width)),
            min(height, round((bottom + above) * height)),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            raise Http404
        cut = picture.crop(box).rotate(-place.turn, expand=True)
    file = BytesIO()
    cut.save(file, "WEBP", quality=80)
    return file.getvalue()
