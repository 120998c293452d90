"""What changed between two versions of a text, in the words of the text."""

from hypothesis import given
from hypothesis import strategies as st

from web.components.differences import Change, Piece, changes

BEFORE = """## 誰要申請

每一家公司都要有自己的一般帳號。

## 公司證明文件

- 變更事項登記表
- 商業登記抄本
"""


def test_the_same_text_has_no_changes():
    assert changes(BEFORE, BEFORE) == []


def test_blank_lines_are_no_change():
    assert changes(BEFORE, BEFORE.replace("\n\n", "\n")) == []


def test_a_word_that_changed_stands_among_those_that_stayed():
    after = BEFORE.replace("一般帳號", "共用帳號")

    assert changes(BEFORE, after) == [
        Change(
            "誰要申請",
            (
                Piece("same", "每一家公司都要有自己的"),
                Piece("removed", "一般"),
                Piece("added", "共用"),
                Piece("same", "帳號。"),
            ),
        )
    ]


def test_a_new_line_stands_under_its_heading_without_its_markup():
    after = BEFORE + "- **工廠登記證**，見[說明](/faq/)\n"

    assert changes(BEFORE, after) == [Change("公司證明文件", (Piece("added", "工廠登記證，見說明"),))]


def test_a_line_that_went_is_told():
    after = BEFORE.replace("- 變更事項登記表\n", "")

    assert changes(BEFORE, after) == [Change("公司證明文件", (Piece("removed", "變更事項登記表"),))]


def test_a_line_that_says_something_else_went_and_came():
    after = BEFORE.replace("商業登記抄本", "人民團體立案證書影本")

    kinds = [piece.kind for change in changes(BEFORE, after) for piece in change.pieces]

    assert kinds == ["removed", "added"]


def test_english_changes_by_the_word():
    (change,) = changes("Answers take two working days.", "Answers take three working days.")

    assert [piece.text for piece in change.pieces if piece.kind != "same"] == ["two", "three"]


@given(st.lists(st.text("甲乙丙# ", max_size=8), max_size=6), st.lists(st.text("甲乙丙# ", max_size=8), max_size=6))
def test_what_stayed_and_what_came_is_the_new_text(before, after):
    found = changes("\n".join(before), "\n".join(after))

    old = [line.strip() for line in before if line.strip()]
    new = [line.strip() for line in after if line.strip()]
    assert (found == []) == (old == new)
    for change in found:
        assert all(piece.text or piece.kind != "same" for piece in change.pieces)
