"""What a picture is of: a page, by whom it is seen, and which state it is brought into before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from tools.pictures.world import World

WIDTHS = (1280, 768, 360)
STRANGER = "stranger"


def without_arguments(world: World) -> Sequence[object]:
    return ()


def always(*arguments: object) -> Callable[[World], Sequence[object]]:
    return lambda world: arguments


@dataclass(frozen=True)
class Shot:
    """`at` gives the arguments of the address; `steps` lead from the opened page to the state, or open the page themselves.

    `dark` ones are taken in the dark, and `english` ones in English, as well. `status` is what the address answers.
    """

    view: str
    by: str = STRANGER
    state: str = ""
    at: Callable[[World], Sequence[object]] = without_arguments
    steps: Callable[[Page, World], None] | None = None
    widths: tuple[int, ...] = WIDTHS
    dark: bool = False
    english: bool = False
    media: str = "screen"
    status: int = 200

    @property
    def name(self) -> str:
        parts = (self.view.replace(":", "-"), self.state, "" if self.by == STRANGER else self.by)
        return "--".join(part.replace(" ", "-") for part in parts if part)
