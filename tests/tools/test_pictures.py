"""`make pictures`: the list of pages comes from the tree of addresses, and what has no picture is named."""

from types import SimpleNamespace

import pytest
from django.urls import get_resolver

from tests.web.test_role_matrix import _names
from tools.pictures import taking
from tools.pictures.addresses import every_address
from tools.pictures.camera import NoPage, Picture, Roll
from tools.pictures.plan import FILES, PLAN, SHOWN_BY_A_STATE
from tools.pictures.sheet import write_sheet
from tools.pictures.shots import Shot

VIEWS = {address.view for address in every_address()}


class Answering:
    """In the place of a camera: addresses answer as they are told to, and what is taken is remembered."""

    def __init__(self, **answers: tuple[int, str]) -> None:
        self.answered = answers
        self.taken: list[str] = []
        self.roll = Roll()

    world = SimpleNamespace(letters=lambda: {"verification": "key"})

    def answers(self, path: str, visitor: str) -> tuple[int, str]:
        return self.answered.get(visitor, self.answered["others"])

    def take(self, shot: Shot) -> None:
        self.taken.append(shot.name)


def test_every_address_of_the_product_is_looked_at() -> None:
    assert set(_names(get_resolver())) == VIEWS


def test_what_is_planned_exists() -> None:
    assert {shot.view for shot in PLAN} | SHOWN_BY_A_STATE.keys() | FILES <= VIEWS


def test_no_picture_overwrites_another() -> None:
    names = [shot.name for shot in PLAN]

    assert sorted(set(names)) == sorted(names)
    assert set(SHOWN_BY_A_STATE.values()) <= set(names)


def test_a_page_is_shown_to_the_first_visitor_who_may_see_it() -> None:
    camera = Answering(head=(200, "text/html"), others=(403, "text/html"))

    missing = taking.take_all(camera, only="staff-rights")

    assert camera.taken == ["staff-rights--head"]
    assert missing == []


@pytest.mark.parametrize("answer", [(405, "text/html"), (302, "text/html"), (200, "text/csv")])
def test_what_takes_forms_or_leads_on_or_gives_a_file_needs_no_picture(answer: tuple[int, str]) -> None:
    camera = Answering(others=answer)

    assert taking.take_all(camera, only="staff-figures_csv") == []
    assert camera.taken == []


def test_a_page_that_nobody_finds_is_named() -> None:
    camera = Answering(others=(404, "text/html"))

    assert taking.take_all(camera, only="company-worklist_of_tomorrow") == []
    assert "company:switch" in taking.take_all(camera, only="company-switch")


def test_a_shot_that_shows_no_page_is_named_as_well() -> None:
    camera = Answering(others=(405, "text/html"))
    camera.take = lambda shot: (_ for _ in ()).throw(NoPage("403"))

    taking.take_all(camera, only="staff-record--auditor")

    assert camera.roll.faults == ["staff-record--auditor: no page (403)"]


def test_the_contact_sheet_has_every_picture_and_every_remark(tmp_path) -> None:
    shot = Shot("public:home", state="menu")
    pictures = [Picture(shot, width, "dark", "en", f"{shot.name}--{width}.png") for width in (1280, 360)]

    write_sheet(tmp_path, pictures, ["Without a picture: <new>"])

    sheet = (tmp_path / "index.html").read_text()
    assert all(sheet.count(f"src='{picture.file}'") == 1 for picture in pictures)
    assert "&lt;new&gt;" in sheet
    assert "360・dark・English" in sheet
