"""Makes sure that there is GNU gettext, which finds the strings that are marked for translation."""

from tools.packages import provide_program
from tools.sentences import answering


def main() -> None:
    provide_program("GNU gettext", names=("xgettext",), packages=("gettext",))


if __name__ == "__main__":
    answering(main)
