"""Everything that companies and applicants read is there in English, and the catalogue holds nothing else.

`make messages` brings the catalogue up to date.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.codebase.sources import ROOT
from tools.messages import CATALOGUE, extract, refuse_without_gettext

Key = tuple[str | None, str]

HOLES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|\[\[\w+\]\]")
"""What is filled in: of Python, of JavaScript, of letters."""
TAGS = re.compile(r"</?\w+[^<>]*>")
EXAMPLES = re.compile("804004高雄市鼓山區蓬萊路10號|臺灣港務股份有限公司基隆分公司")
"""Of what has to be typed in Chinese, on English pages too."""
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
SEEN_BY_MAKEMESSAGES = ("port", "web", "config", "demo", "templates")


@pytest.fixture(scope="module")
def ours() -> polib.POFile:
    return polib.pofile(str(ROOT / CATALOGUE))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The catalogue as the sources of today would have it. Fails where GNU gettext is missing: `make test` installs it."""
    refuse_without_gettext()
    folder = tmp_path_factory.mktemp("marked")
    for name in SEEN_BY_MAKEMESSAGES:
        (folder / name).symlink_to(ROOT / name)
    (folder / CATALOGUE).parent.mkdir(parents=True)
    return extract(folder)


def keys(catalogue: polib.POFile) -> set[Key]:
    return {(entry.msgctxt, entry.msgid) for entry in catalogue}


def told(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """What is said in Chinese and in English, the singular first where there is one."""
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
    for english in entry.msgstr_plural.values():
        yield entry.msgid_plural, english


def parts(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text.replace("%%", "")))


def faults(entry: polib.POEntry) -> list[str]:
    found = []
    for number, (chinese, english) in enumerate(told(entry)):
        wanted, given = parts(HOLES, chinese), parts(HOLES, english)
        one_of_many = bool(entry.msgid_plural) and number == 0  # "one day" need not name the number
        if given - wanted or (wanted - given and not one_of_many) or set(given) - set(wanted):
            found.append("holes")
        if parts(TAGS, chinese) != parts(TAGS, english):
            found.append("tags")
        if CHINESE.search(EXAMPLES.sub("", english)):
            found.append("chinese")
    return found


@pytest.mark.parametrize(
    ("chinese", "english", "fault"),
    [
        ("%(days)d 天", "%(day)d days", "holes"),
        ("{minutes} 分", "minutes", "holes"),
        ("請撥 <b>電話</b>", "Please call", "tags"),
        ("登入", "登入", "chinese"),
        ("請稍候：", "Please wait：", "chinese"),
    ],
)
def test_a_translation_that_does_not_fit_is_noticed(chinese: str, english: str, fault: str) -> None:
    assert fault in faults(polib.POEntry(msgid=chinese, msgstr=english))


def test_one_of_many_need_not_name_its_number() -> None:
    entry = polib.POEntry(msgid="%(n)d 天", msgid_plural="%(n)d 天", msgstr_plural={0: "one day", 1: "%(n)d days"})

    assert faults(entry) == []


def test_every_string_is_in_the_catalogue(ours: polib.POFile, marked: polib.POFile) -> None:
    assert sorted(str(key) for key in keys(marked) - keys(ours)) == []


def test_the_catalogue_holds_nothing_that_nobody_says(ours: polib.POFile, marked: polib.POFile) -> None:
    assert sorted(str(key) for key in keys(ours) - keys(marked)) == []
    assert ours.obsolete_entries() == []


def test_every_string_is_translated(ours: polib.POFile) -> None:
    assert [entry.msgid for entry in ours.untranslated_entries()] == []
    assert [entry.msgid for entry in ours.fuzzy_entries()] == []


def test_every_translation_fits_what_it_translates(ours: polib.POFile) -> None:
    assert [(entry.msgid, found) for entry in ours if (found := faults(entry))] == []


def test_a_catalogue_names_no_person_and_no_machine() -> None:
    head = (ROOT / CATALOGUE).read_text(encoding="utf-8").split("\n\n")[0]

    assert "@" not in head
    assert "Last-Translator" not in head


def test_there_is_one_catalogue() -> None:
    found = sorted(path.relative_to(ROOT) for path in (ROOT / "locale").rglob("*.po"))

    assert found == [Path(CATALOGUE)]
