"""One paper, from its file to what was made of it."""

import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from port.documents.intake import layout
from port.documents.intake.answers import Limits, Task
from port.documents.intake.apart import read_apart
from port.documents.reading.extract import Extract, extract
from port.documents.reading.lines import Line
from port.documents.reading.pages import read_pages
from port.documents.reading.search import find_text, similarity
from port.options import options
from tests.papers.drawing import Paper
from tests.papers.facts import Facts, made_up

ALARMING = 0.8  # a name less alike than this would be told to the person who typed it
PAGES = 1


@dataclass(frozen=True)
class Result:
    paper: Paper
    lines: list[Line]
    extract: Extract
    seconds: float
    """Of the processor, so that what else the machine does plays no part."""

    @property
    def number_read(self) -> bool:
        return self.paper.facts.number in {found.value for found in self.extract.numbers}

    @property
    def kind_read(self) -> bool:
        return self.extract.kind is not None and self.extract.kind.value is self.paper.kind

    @property
    def name_read(self) -> bool:
        found = self.extract.company_name
        return found is not None and similarity(found.value, self.paper.facts.company_name) == 1

    @property
    def person_read(self) -> bool:
        found = self.extract.representative
        return found is not None and similarity(found.value, self.paper.facts.representative) == 1

    @property
    def address_read(self) -> bool:
        found = self.extract.address
        return found is not None and similarity(found.value, self.paper.facts.address) == 1

    @property
    def day_read(self) -> bool:
        return self.extract.issued_on is not None and self.extract.issued_on.value == self.paper.facts.issued_on

    @property
    def name_placed(self) -> bool:
        """The desk can show the piece of the page where the typed name stands."""
        place = find_text(self.lines, self.paper.facts.company_name)
        return place is not None and place.similarity >= ALARMING

    @property
    def abolished_alarm(self) -> bool:
        return self.extract.kind is not None and self.extract.kind.value.is_abolished

    @property
    def number_alarm(self) -> bool:
        return self._wrong_number(self.paper.facts)

    @property
    def name_alarm(self) -> bool:
        return self._wrong_name(self.paper.facts)

    @property
    def other_noticed(self) -> bool:
        """Somebody who typed the facts of another organisation of this sort would be told."""
        other = made_up(self.paper.kind, f"another {self.paper.name}")
        return self._wrong_number(other) or self._wrong_name(other)

    def _wrong_number(self, typed: Facts) -> bool:
        """Numbers with a label were read, and the typed one is not among all that were."""
        numbers = self.extract.numbers
        return any(found.label for found in numbers) and typed.number not in {found.value for found in numbers}

    def _wrong_name(self, typed: Facts) -> bool:
        """A name was read that is another one, and the typed one stands nowhere."""
        read = self.extract.company_name
        if read is None or similarity(read.value, typed.company_name) >= ALARMING:
            return False
        place = find_text(self.lines, typed.company_name)
        return place is None or place.similarity < ALARMING


def measured(paper: Paper) -> Result:
    """Only the reading is timed, not the drawing nor the making safe."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        made_safe(paper.name, paper.file(), folder)
        text = (folder / layout.TEXT).read_text(encoding="utf-8")
        started = time.process_time()
        lines, _ = read_pages(text, lambda number: (folder / layout.page(number)).read_bytes(), PAGES, PAGES)
        extracted = extract(lines)
        return Result(paper, lines, extracted, time.process_time() - started)


def made_safe(name: str, content: bytes, folder: Path) -> None:
    """What the intake makes of a file lies in the folder then. Raises RuntimeError when it refuses the file."""
    port = options()
    file = folder / "1"
    file.write_bytes(content)
    limits = Limits(
        seconds=port.intake_seconds,
        memory_bytes=port.intake_memory_bytes,
        pixels=port.upload_pixels,
        pages=port.upload_pages,
    )
    answer = read_apart(Task(folder=str(folder), files=[str(file)], limits=limits))
    if answer.pages != PAGES:
        raise RuntimeError(f"{name} was not taken: {answer}")
