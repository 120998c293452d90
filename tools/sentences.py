"""What goes wrong on a person's machine is answered with one sentence, never with a traceback."""

import errno
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

SMALLEST_ROOM = 16 * 1024 * 1024  # bytes; with less than this, whatever failed has failed for want of room
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
SAYS_NO_ROOM = ("No space left on device", "database or disk is full", "Disk quota exceeded")


class Unable(Exception):
    """A command cannot go on; the text is the sentence that the person reads, and says what to do."""


class NoRoom(Unable):
    pass


def no_room(folder: Path) -> NoRoom:
    return NoRoom(f"The disk is full: nothing more can be written in {folder}. Make some room and try again.")


def is_full(folder: Path, said: str = "") -> bool:
    """Whether a failure in the folder came from a full disk, judged by what the program said and by what is left."""
    return any(words in said for words in SAYS_NO_ROOM) or shutil.disk_usage(folder).free < SMALLEST_ROOM


def answering(command: Callable[[], None]) -> None:
    """Run the command; end the program with code 1 and a sentence when it is unable, with 130 when it was interrupted."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that cannot write Chinese
    try:
        command()
    except Unable as sentence:
        sys.exit(str(sentence))
    except OSError as error:
        if error.errno in NO_ROOM:
            sys.exit(str(no_room(Path.cwd())))
        sys.exit(f"PortPass could not use {error.filename or 'a file'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        sys.exit(130)
