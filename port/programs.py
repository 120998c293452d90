"""What the programs share that run beside the web server: the worker and the reader of documents."""

import logging
import sys
from types import TracebackType

logger = logging.getLogger(__name__)


def log_the_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """In the place of Python's own last words, which quote what the program choked on."""
    logger.critical("the program ends", exc_info=(kind, error, trace))


def end_in_the_log() -> None:
    """From now on this program's last words go to the log as well."""
    sys.excepthook = log_the_end
