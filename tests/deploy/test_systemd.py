"""systemd itself reads the units, and says how much each of them could do to the machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.documents import DEPLOY
from tests.deploy.test_containerfile import TEXT

UNITS = DEPLOY / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
MOST_EXPOSURE = 1.5
"""On the scale of `systemd-analyze security`, from 0 (safe) to 10; what is left is the network, which the product needs."""


def instances() -> list[str]:
    target = (UNITS / "portpass.target").read_text()
    return [
        "portpass.target",
        *(name for line in re.findall(r"^Wants=(.+)$", target, re.MULTILINE) for name in line.split()),
    ]


def verify(folder: Path, units: list[str]) -> str:
    """What systemd has to say against the units, on a machine where the programs that they name are installed."""
    place = folder / "etc" / "systemd" / "system"
    place.mkdir(parents=True)
    for path in UNITS.iterdir():
        shutil.copy(path, place)
    programs = {
        name
        for path in place.glob("*.service")
        for name in re.findall(r"^ExecStart=(\S+)", path.read_text(), re.MULTILINE)
    }
    for name in programs:
        program = folder / name.lstrip("/")
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", f"--root={folder}", *units]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_systemd_has_nothing_to_say_against_them(tmp_path):
    assert verify(tmp_path, instances()) == ""


@pytest.mark.parametrize("wrong", ["ProtectSytem=strict", "Restart=sometimes", "ExecStart=granian"])
def test_what_systemd_does_not_know_is_noticed(wrong, tmp_path, monkeypatch):
    copy = tmp_path / "units"
    shutil.copytree(UNITS, copy)
    web = copy / "portpass-web@.service"
    web.write_text(web.read_text().replace("[Install]", f"{wrong}\n[Install]"))
    monkeypatch.setattr("tests.deploy.test_systemd.UNITS", copy)

    assert verify(tmp_path / "machine", ["portpass-web@8001.service"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_can_do_little_to_the_machine(name):
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSURE * 10:.0f}"]

    done = subprocess.run([*command, UNITS / name], capture_output=True, text=True)

    assert done.returncode == 0, done.stdout[-300:]


def test_a_unit_that_can_do_much_is_noticed(tmp_path):
    lax = tmp_path / "lax.service"
    lax.write_text("[Service]\nExecStart=/bin/true\n")

    done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=15", lax], capture_output=True)

    assert done.returncode != 0


def test_the_target_starts_every_unit():
    wanted = {re.sub(r"@[^.]+\.", "@.", name) for name in instances()}

    assert wanted == {path.name for path in UNITS.iterdir()}


def test_units_and_image_start_the_web_server_alike():
    unit = re.search(r"^ExecStart=\S+/granian (.+)$", (UNITS / "portpass-web@.service").read_text(), re.MULTILINE)
    image = " ".join(re.findall(r'"([^"]+)"', TEXT[TEXT.rindex("CMD [") :]))
    assert unit

    assert unit[1].replace("127.0.0.1", "0.0.0.0").replace("%i", "8000") == image.removeprefix("granian ")  # noqa: S104
