"""Names that lie about the file, or that would do harm where a name is used as a path, a header or markup."""

from collections.abc import Callable

from port.documents.enums import Refusal
from tests.port.documents import builders as build
from tests.port.documents.hostile.shelf import Accepted, HostileFile, Shelf

NAMES = Shelf("Names")


def _name(
    title: str, name: str, danger: str, gets: str | Refusal, left: str = "", make: Callable[[], bytes] = build.pdf
) -> None:
    """A harmless file under a hostile name; `gets` is the name it is shown under, or the refusal."""
    fate = gets if isinstance(gets, Refusal) else Accepted(left=left, hides=None, stored_as=gets)
    NAMES.files.append(HostileFile(title=title, danger=danger, make=make, name=name, gets=fate, limits={}))


_name(
    "program_behind_pdf",
    "EVIL.pdf.exe",
    "A double ending: systems that hide the last one show a PDF.",
    Refusal.NOT_ACCEPTED_KIND,
)
_name("script_behind_picture", "EVIL.jpg.php", "A web server would run it.", Refusal.NOT_ACCEPTED_KIND)
_name(
    "script_before_picture",
    "EVIL.php.jpg",
    "Some web servers run what has `.php` anywhere in its name.",
    "EVIL.php.jpg",
    "shown under its name, which is never a path",
    build.jpeg,
)
_name(
    "nul_before_pdf",
    "EVIL.exe\0.pdf",
    "A check sees `.pdf`, a system written in C sees `.exe`.",
    "EVIL.exe.pdf",
    "the NUL is gone from the name",
)
_name(
    "override_hides_exe",
    "EVIL\u202efdp.exe",
    "U+202E turns the direction of reading: people see `EVILexe.pdf`.",
    Refusal.NOT_ACCEPTED_KIND,
)
_name(
    "override_before_pdf",
    "EVIL\u202eexe.pdf",
    "U+202E in a name that ends well: people would be shown another one.",
    "EVILexe.pdf",
    "the override is gone from the name",
)
_name(
    "zero_width_in_ending",
    "EVIL.e\u200bx\u200be",
    "An ending that is on no list, and looks like `.exe`.",
    Refusal.NOT_ACCEPTED_KIND,
)
_name(
    "three_hundred_characters",
    "EVIL" * 74 + ".pdf",
    "Longer than a file system or a column takes.",
    ("EVIL" * 74)[:196] + ".pdf",
    "cut to 200 characters, the ending kept",
)
_name("dot_and_space_behind_exe", "EVIL.exe. .", "Windows drops dots and spaces at the end.", Refusal.NOT_ACCEPTED_KIND)
_name("only_dots_and_spaces", " ... ", "No name at all, or the folder itself.", "未命名檔案.pdf", "given a name")
_name("path_upwards", "../../EVIL.pdf", "A path out of the folder.", "EVIL.pdf", "the last part is kept as the name")
_name(
    "line_break_and_header",
    "EVIL.pdf\r\nSet-Cookie: a=b",
    "Would add a header to the answer that serves the file.",
    "EVIL.pdfSet-Cookie: a=b.pdf",
    "the line break is gone from the name",
)
_name(
    "markup",
    "<img src=x onerror=EVIL>.pdf",
    "Would run in a page that shows the name as it is.",
    "<img src=x onerror=EVIL>.pdf",
    "pages escape every name",
)
_name(
    "half_a_character",
    "EVIL\ud800.pdf",
    "A lone surrogate: no database takes it.",
    "EVIL.pdf",
    "the half character is gone from the name",
)
_name(
    "picture_named_pdf",
    "EVIL.PDF",
    "A harmless JPEG with a lying ending.",
    "EVIL.PDF.jpg",
    "shown under its name with an honest ending",
    build.jpeg,
)
