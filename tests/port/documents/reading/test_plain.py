"""One way of writing for several."""

import pytest

from port.documents.reading.plain import bare, plain, tidy


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("統 一 編 號", "統一編號"),
        ("營　利　事　業　登　記　證", "營利事業登記證"),
        ("１２３４ ５６７８", "12345678"),
        ("（０７）１２３-４５６", "(07)123-456"),
        ("Harbour Light Co., Ltd.", "Harbour Light Co., Ltd."),
        ("統一編號 A01020000A", "統一編號A01020000A"),
    ],
)
def test_widths_and_spaces_are_folded(written: str, expected: str) -> None:
    assert tidy(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("台北市", "臺北市"),
        ("营业项目", "營業項目"),
        ("登記証", "登記證"),
        ("〔變更後〕", "(變更後)"),
        ("二○二六", "二〇二六"),
    ],
)
def test_variants_are_written_as_in_taiwan(written: str, expected: str) -> None:
    assert plain(written) == expected


@pytest.mark.parametrize("text", ["股份有限公司变更登记表", "㈱ 台 A b　１", "…「營利」（証）"])
def test_the_plain_text_is_as_long_as_the_tidy_one(text: str) -> None:
    assert len(plain(text)) == len(tidy(text))


def test_signs_and_case_make_no_difference_to_the_bare_text() -> None:
    assert bare("Harbour-Light Co., Ltd.（台灣）") == bare("HARBOUR LIGHT CO LTD 臺灣")
