"""The lock files name every package by version and hash, and never where it comes from."""

import re

import pytest

from tests.codebase.sources import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PACKAGE = re.compile(r"[a-z0-9-]+==\S+( ; [^\\]+)?(?= \\)")
PLACE = re.compile(r"://|--(?:extra-)?index|--find-links| @ ")


def packages(lock: str) -> list[str]:
    """One string for each package: its line and the lines that go on from it."""
    without_comments = re.sub(r"^ *#.*\n", "", lock, flags=re.MULTILINE)
    return re.findall(r"^\S.*(?:\n +.*)*", without_comments, flags=re.MULTILINE)


def faults(lock: str) -> list[str]:
    unpinned = [each for each in packages(lock) if not PACKAGE.match(each) or "--hash=sha256:" not in each]
    return unpinned + PLACE.findall(lock)


@pytest.mark.parametrize(
    "lock",
    [
        "django==5.2.19\n",
        "django>=5.2 \\\n    --hash=sha256:00\n",
        "django @ file:///x \\\n    --hash=sha256:00\n",
        "--index-url https://packages.example\ndjango==5.2.19 \\\n    --hash=sha256:00\n",
    ],
)
def test_a_loose_lock_is_noticed(lock):
    assert faults(lock)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_pins_and_hashes_everything(path):
    lock = path.read_text()

    assert len(packages(lock)) > 20
    assert faults(lock) == []


def test_the_tests_install_all_that_the_run_installs():
    run, test = (
        {each.split(" ")[0] for each in packages((ROOT / "requirements" / name).read_text())}
        for name in ("run.txt", "test.txt")
    )

    assert run < test
