"""`python -m tools.backup make TO [BASE]` and `python -m tools.backup restore FROM`.

They read the settings that DJANGO_SETTINGS_MODULE names, those of the local run unless it is set.
"""

import os
import sys
from pathlib import Path

from tools.sentences import Unable, answering

USAGE = (
    "Say where to: `make backup TO=folder` (with BASE=an earlier set, files that are in it are not copied again), "
    "or from where: `make restore FROM=folder`."
)


def main() -> None:
    words = [word for word in sys.argv[1:] if word]
    folders = [Path(word).resolve() for word in words[1:]]
    if words[:1] == ["make"] and len(folders) in {1, 2}:
        begin()
        from tools.backup.taking import take_set

        print(take_set(folders[0], base=folders[1] if len(folders) > 1 else None))
    elif words[:1] == ["restore"] and len(folders) == 1:
        begin()
        from tools.backup.restoring import restore_set

        print(restore_set(folders[0]))
    else:
        raise Unable(USAGE)


def begin() -> None:
    """Django with the settings of the place; a setting that is missing is one sentence."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        raise Unable(str(fault)) from None


if __name__ == "__main__":
    answering(main)
