"""`make messages`: bring `locale/` up to date with the strings that are marked for translation; installs nothing.

New strings come in without a translation, those that are gone go. What staff alone see is in Chinese alone, and left out.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import polib

from tools.places import ROOT, prepared_environment
from tools.sentences import Unable, answering
from tools.translations import compile_translations

CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
LEFT_OUT = (".venv", "var", "tests", "demo", "tools", "benchmarks")
PROGRAMS = ("xgettext", "msgmerge", "msguniq", "msgattrib")
COMMAND = (
    *(sys.executable, "-m", "django", "makemessages", "--settings", "config.settings.test"),
    *("-l", "en", "--no-wrap", "--no-obsolete", "--symlinks", "--add-location", "file", "-e", "html,txt,py"),
    *(part for folder in LEFT_OUT for part in ("-i", folder)),
)
FOR_STAFF = (
    *("web/staff/", "templates/staff/", "port/review/", "templates/layouts/desk.html"),
    *(f"web/components/templates/components/{name}.html" for name in ("desk_head", "keys", "writing")),
    *(f"port/content/{name}.py" for name in ("advice", "checks", "editing", "files", "workflow")),
    *("port/content/intake/", "templates/letters/opinion.", "templates/letters/staff_"),
    *("web/mailbox/", "templates/mailbox/", "web/gallery/", "templates/gallery/"),
)
"""Where a string stands that only staff see, or who runs the product. One that stands elsewhere as well is translated."""

HEAD = "What PortPass says, in English. `make messages` keeps it up to date (docs/languages.md)."
METADATA = {
    "Project-Id-Version": "PortPass",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def main() -> None:
    refuse_without_gettext()
    found = extract(ROOT)
    found.save()
    compile_translations()
    missing = len(found.untranslated_entries())
    print(f"{CATALOGUE}: {len(found)} strings, {missing} of them without a translation yet.")


def refuse_without_gettext() -> None:
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        raise Unable(
            f"Strings are found by GNU gettext, and {missing[0]} is missing (on Debian: apt-get install gettext)."
        )


def extract(folder: Path) -> polib.POFile:
    """The catalogue below the folder as it has to be, what staff alone see left out; not saved yet. Raises `Unable`."""
    environment = prepared_environment(PYTHONPATH=str(folder))
    done = subprocess.run(COMMAND, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise Unable(f"The strings could not be found:\n{done.stderr or done.stdout}")
    catalogue = polib.pofile(str(folder / CATALOGUE), wrapwidth=0)
    for entry in [entry for entry in catalogue if is_for_staff(entry)]:
        catalogue.remove(entry)
    for guessed in catalogue.fuzzy_entries():  # from a string that looks alike, and may say the contrary
        guessed.flags.remove("fuzzy")
        guessed.msgstr, guessed.msgstr_plural = "", dict.fromkeys(guessed.msgstr_plural, "")
        guessed.previous_msgid = None
    catalogue.header, catalogue.metadata, catalogue.metadata_is_fuzzy = HEAD, METADATA, False
    return catalogue


def is_for_staff(entry: polib.POEntry) -> bool:
    return all(path.startswith(FOR_STAFF) for path, _line in entry.occurrences)


if __name__ == "__main__":
    answering(main)
