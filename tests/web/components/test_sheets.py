"""One sheet for a page: at `collectstatic` its parts stand in it, in their order, and under a name made of all of them."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from web.components.sheets import whole

A_YEAR = 365 * 24 * 60 * 60
STORAGE = {"staticfiles": {"BACKEND": "web.components.sheets.SheetStorage"}}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an operator has after `collectstatic`."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES={**settings.STORAGES, **STORAGE}, STATIC_ROOT=folder, DEBUG=False):
        call_command("collectstatic", interactive=False, stdout=StringIO())
    return folder


def _hashed(folder: Path, name: str) -> str:
    return str(json.loads((folder / "staticfiles.json").read_text())["paths"][name])


@pytest.mark.parametrize(
    ("sheet", "last"), [("portal", "portal"), ("company", "forms"), ("desk", "desk"), ("manual", "manual")]
)
def test_a_sheet_holds_all_of_its_parts_and_asks_for_no_other(collected: Path, sheet: str, last: str) -> None:
    text = (collected / _hashed(collected, f"css/sheet-{sheet}.css")).read_text()

    assert "@import" not in text
    assert text.index("@layer tokens") < text.index("@layer base") < text.index("@layer components")
    end = (collected / f"css/{last}.css").read_text().rstrip().splitlines()[-3]
    assert end in text


def test_what_a_part_points_at_is_found_from_the_sheet(collected: Path) -> None:
    text = (collected / _hashed(collected, "css/sheet-portal.css")).read_text()

    assert f'url("../{_hashed(collected, "img/wave.svg")}")' in text


@pytest.mark.parametrize("ending", [".br", ".gz"])
def test_a_sheet_is_compressed_beforehand(collected: Path, ending: str) -> None:
    assert (collected / (_hashed(collected, "css/sheet-portal.css") + ending)).exists()


@pytest.mark.django_db
def test_what_has_a_hashed_name_is_kept_for_good_and_arrives_compressed(collected: Path) -> None:
    sheet = _hashed(collected, "css/sheet-portal.css")
    served = {"STORAGES": {**settings.STORAGES, **STORAGE}, "STATIC_ROOT": collected, "WHITENOISE_USE_FINDERS": False}

    with override_settings(**served):
        answer = Client().get(f"/static/{sheet}", headers={"Accept-Encoding": "br"})
        answer.close()

    assert answer["Content-Encoding"] == "br"
    assert "immutable" in answer["Cache-Control"]
    assert int(re.search(r"max-age=(\d+)", answer["Cache-Control"])[1]) >= A_YEAR


def test_comments_stay_at_home() -> None:
    parts = {"a.css": "/* why */\np { color: red }\n"}

    assert whole('/* a sheet */\n@import "a.css";\n', parts.__getitem__) == "p { color: red }\n"
