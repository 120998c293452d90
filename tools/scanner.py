"""Makes sure that there is a ClamAV daemon; the tests start their own, with signatures that they make themselves."""

from tools.packages import provide_program
from tools.sentences import answering


def main() -> None:
    provide_program("ClamAV", names=("clamd",), packages=("clamav-daemon",))


if __name__ == "__main__":
    answering(main)
