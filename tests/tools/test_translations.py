"""The compiled translations are made when they are missing or older than what people read, and never half."""

import os
from pathlib import Path

import polib
import pytest

from tools import messages
from tools.messages import FOR_STAFF, is_for_staff, refuse_without_gettext
from tools.sentences import Unable
from tools.translations import compile_translations


@pytest.fixture
def source(tmp_path: Path) -> Path:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="登入", msgstr="Log in"))
    catalogue.save(str(source))
    return source


def test_what_is_missing_is_compiled_and_what_is_there_is_left_alone(source: Path, tmp_path: Path) -> None:
    first, second = compile_translations(tmp_path), compile_translations(tmp_path)

    assert (first, second) == ([source.with_suffix(".mo")], [])
    assert polib.mofile(str(first[0])).find("登入").msgstr == "Log in"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_what_is_older_than_the_translation_is_compiled_again(source: Path, tmp_path: Path) -> None:
    [compiled] = compile_translations(tmp_path)
    os.utime(compiled, (0, 0))

    assert compile_translations(tmp_path) == [compiled]


def test_without_gettext_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages.shutil, "which", lambda name: None)

    with pytest.raises(Unable, match=r"GNU gettext.*apt-get install gettext"):
        refuse_without_gettext()


def test_what_only_staff_see_is_left_out_and_what_others_see_as_well_is_not() -> None:
    of_staff, of_both = (FOR_STAFF[0] + "queue.py", ""), ("templates/public/login.html", "")

    assert is_for_staff(polib.POEntry(msgid="審核", occurrences=[of_staff]))
    assert not is_for_staff(polib.POEntry(msgid="登入", occurrences=[of_staff, of_both]))
