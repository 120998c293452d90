"""The name of a received file: what is shown, and what it may say about the file."""

import pytest

from port.documents.enums import Kind
from port.documents.names import LONGEST, clean_name, has_acceptable_ending, joined_name, named_as


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("公司登記表.pdf", "公司登記表.pdf"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("C:\\文件\\登記表.PDF", "登記表.PDF"),
        ("folder/", "folder"),
        ("a.pdf. . ", "a.pdf"),
        (".htaccess", "htaccess"),
        ("a\x00b\r\nc\t.pdf", "abc.pdf"),
        ("照片\u202egpj.exe", "照片gpj.exe"),
        ("看\u200b不\u2066見\ufeff.pdf", "看不見.pdf"),
        ("半\ud800個.pdf", "半個.pdf"),
        ("兩  個　空白.pdf", "兩 個 空白.pdf"),
        ("一\u2028行.pdf", "一行.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("造字\ue000.pdf", "造字\ue000.pdf"),
        ("😀.png", "😀.png"),
        ("a.jpg%00.pdf", "a.jpg%00.pdf"),
        ("<script>.pdf", "<script>.pdf"),
        ("", "未命名檔案"),
        ("...", "未命名檔案"),
        ("\u202e\x00", "未命名檔案"),
    ],
)
def test_a_name_is_shown_without_its_path_and_what_cannot_be_seen(given: str, shown: str) -> None:
    assert clean_name(given) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("長" * 300 + ".pdf") == "長" * (LONGEST - 4) + ".pdf"
    assert clean_name("a." + "p" * 300) == "a." + "p" * (LONGEST - 2)


@pytest.mark.parametrize(
    "name", ["a.pdf", "A.PDF", "a.jpg", "a.JPEG", "a.png", "a.heic", "a.php.jpg", "表", "表113.5.6"]
)
def test_an_ending_of_an_accepted_kind_or_none_is_acceptable(name: str) -> None:
    assert has_acceptable_ending(name)


@pytest.mark.parametrize("name", ["a.pdf.exe", "a.docx", "a.svg", "a.gif", "a.tiff", "a.zip", "a.html", "照片gpj.exe"])
def test_any_other_ending_is_not(name: str) -> None:
    assert not has_acceptable_ending(name)


@pytest.mark.parametrize(
    ("name", "kind", "honest"),
    [
        ("a.PDF", Kind.PDF, "a.PDF"),
        ("a.jpeg", Kind.JPEG, "a.jpeg"),
        ("a.pdf", Kind.PNG, "a.pdf.png"),
        ("登記表", Kind.HEIC, "登記表.heic"),
        ("x" * 196 + ".pdf", Kind.PNG, "x" * 196 + ".png"),
    ],
)
def test_a_stored_original_carries_the_ending_of_its_kind(name: str, kind: Kind, honest: str) -> None:
    assert named_as(name, kind) == honest


def test_a_joined_document_is_called_after_its_first_file() -> None:
    assert joined_name(["甲.pdf"]) == "甲.pdf"
    assert joined_name(["甲.pdf", "乙.jpg"]) == "甲.pdf 等 2 個檔案"
    assert len(joined_name(["長" * LONGEST] * 50)) <= LONGEST
