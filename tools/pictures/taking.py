"""Goes through the plan, then through every address that the plan says nothing of."""

from http import HTTPStatus

from tools.pictures.addresses import Address, every_address
from tools.pictures.camera import Camera, NoPage
from tools.pictures.plan import FILES, PLAN, SHOWN_BY_A_STATE
from tools.pictures.shots import Shot, always

NO_PAGES = {"application/json", "text/csv", "application/pdf", "application/rss+xml", "image/webp", "image/png"}


def take_all(camera: Camera, *, only: str = "") -> list[str]:
    """The names of the addresses that answer with a page of which there is no picture."""
    plan = [*PLAN, *_letters(camera)]
    planned = {shot.view for shot in plan}
    for shot in plan:
        if shot.name.startswith(only):
            _take(camera, shot)
    rest = [each for each in every_address() if each.view not in planned and _named(each.view).startswith(only)]
    rest = [each for each in rest if each.view not in FILES | SHOWN_BY_A_STATE.keys()]
    missing = [each.view for each in rest if not _taken_as_it_is(camera, each)]
    return list(dict.fromkeys(missing))


def _take(camera: Camera, shot: Shot) -> None:
    try:
        camera.take(shot)
        print(".", end="", flush=True)
    except NoPage as answer:
        camera.roll.faults.append(f"{shot.name}: no page ({answer})")


def _taken_as_it_is(camera: Camera, address: Address) -> bool:
    """By the first visitor who may see it; true as well where nobody looks for a page, because it takes forms or leads on."""
    answers = set()
    for shot in address.shots():
        status, kind = camera.answers(address.path, shot.by)
        if status == HTTPStatus.OK and kind == "text/html":
            _take(camera, shot)
            return True
        answers.add(kind if status == HTTPStatus.OK else status)
    looked_for = HTTPStatus.NOT_FOUND in answers and HTTPStatus.METHOD_NOT_ALLOWED not in answers
    return not looked_for or bool(answers & NO_PAGES)


def _letters(camera: Camera) -> list[Shot]:
    """A letter of each kind that the demonstration sends."""
    return [_letter(kind, key) for kind, key in sorted(camera.world.letters().items())]


def _letter(kind: str, key: str) -> Shot:
    state = kind.replace("_", " ")
    return Shot("mailbox:letter_html", state=state, at=always(key), widths=(768, 360), dark=True)


def _named(view: str) -> str:
    return view.replace(":", "-")
