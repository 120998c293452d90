"""Lines as the reader writes them: a title, and labels with their values beside them."""

from port.documents.reading.lines import Line

HEIGHT = 0.02
FACTS = {
    "統一編號": "12345675",
    "公司名稱": "晴海示範船務股份有限公司",
    "代表人姓名": "陳大海",
    "公司所在地": "基隆市中正區示範路1號",
}


def a_line(text: str, top: float, left: float = 0.1, *, page: int = 1, turn: int = 0) -> Line:
    return Line(page, text, (left, top, left + 0.03 * len(text), top + HEIGHT), turn=turn)


def lines_of(title: str = "公司登記證明書", *, turn: int = 0, **facts: str) -> list[Line]:
    """A paper with that title; a fact overrides what stands at its label, and an empty one leaves the label out."""
    lines = [a_line(title, 0.1, 0.35, turn=turn)]
    for row, (label, value) in enumerate((FACTS | facts).items()):
        if value:
            top = 0.2 + 0.06 * row
            lines += [a_line(label, top, turn=turn), a_line(value, top, 0.4, turn=turn)]
    return lines
