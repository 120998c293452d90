"""The piece of a page where a value was found, cut from the picture of the page that we drew ourselves."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from PIL import Image

from port.documents.reading.strips import Strip
from web.staff.access import reviewers_only
from web.staff.case_page import get_case
from web.staff.pages import served
from web.staff.paper import paper_of

SIDE = 0.015
"""Margin to the left and right, as part of the width of the upright page."""
ABOVE, MOST_ABOVE = 0.3, 0.006
"""Margin above and below, as part of the height of the piece, and at most of the page: what stands next is not in it."""


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
            cut = cut_out(page.read(), place.strip)
    except FileNotFoundError as fault:
        raise Http404 from fault
    return served(ContentFile(cut), content_type="image/webp")


def cut_out(page: bytes, strip: Strip) -> bytes:
    """The picture of the strip (WebP), upright and level, with its margin."""
    with Image.open(BytesIO(page)) as picture:
        upright = picture.rotate(-strip.turn, expand=True)
    width, height = upright.size
    left, top, right, bottom = strip.box
    above = min((bottom - top) * ABOVE, MOST_ABOVE)
    x, length = round((left - SIDE) * width), min(round((right - left + 2 * SIDE) * width), width)
    y, high = round((top - above) * height), min(round((bottom - top + 2 * above) * height), height)
    if length <= 0 or high <= 0:
        raise Http404
    fall = strip.tilt * height / width
    cut = upright.transform(
        (length, high),
        Image.Transform.AFFINE,
        (1, 0, x, fall, 1, y - fall * length / 2),
        Image.Resampling.BICUBIC,
        fillcolor="white",
    )
    file = BytesIO()
    cut.save(file, "WEBP", quality=80)
    return file.getvalue()
