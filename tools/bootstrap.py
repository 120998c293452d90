"""The first thing that runs: makes `.venv`, with what `run` or `test` needs.

Python 3.6 can still read this file, so that an old Python is answered with a sentence; everything else is imported after.
"""

import sys

USAGE = "usage: python -m tools.bootstrap run|test"


def main() -> None:
    found = ".".join(str(number) for number in sys.version_info[:3])
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit("PortPass needs Python 3.11, 3.12 or 3.13; this is Python " + found + ".")
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit(USAGE)

    from tools.environment import provide
    from tools.sentences import answering

    answering(lambda: provide(sys.argv[1]))


if __name__ == "__main__":
    main()
