"""The container file keeps the rules, and what it copies is all that the product needs."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.codebase.sources import ROOT, repository
from tests.deploy.containerfile import faults, read
from tests.deploy.documents import DEPLOY, variables
from tests.servers.processes import HOST, Program, free_port, takes_connections, wait_for

TEXT = (DEPLOY / "Containerfile").read_text()
GOOD = """
FROM python:3.13 AS making
RUN pip install --require-hashes --requirement run.txt
FROM python:3.13
COPY --from=making /srv /srv
USER 10001:10001
HEALTHCHECK CMD ["true"]
CMD ["serve"]
"""


def copied(stage_name: str) -> Iterator[tuple[str, str]]:
    """Source in the repository, and target in the image, of each COPY of the stage."""
    stage = next(stage for stage in read(TEXT)[1] if stage.name == stage_name)
    for words in stage.all("COPY"):
        *sources, target = [word for word in words.split() if not word.startswith("--")]
        yield from ((source, target) for source in sources)


def let_through(path: str, rules: list[str]) -> bool:
    """Whether .dockerignore lets the path into the build: the last rule that fits decides."""
    answer = True
    for rule in rules:
        pattern = rule.removeprefix("!").removeprefix("**/")
        parts = [path, *(str(parent) for parent in Path(path).parents), *(Path(path).parts if "**/" in rule else ())]
        if any(fnmatch(part, pattern) for part in parts):
            answer = rule.startswith("!")
    return answer


def test_the_container_file_keeps_the_rules():
    assert faults(TEXT) == []


def test_a_good_one_has_no_faults():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (GOOD.replace("FROM python:3.13\n", "FROM python:latest\n"), "another image tomorrow"),
        (GOOD.replace("USER 10001:10001\n", ""), "runs as root"),
        (GOOD.replace("10001:10001", "0:0"), "runs as root"),
        (GOOD.replace("10001:10001", "somebody"), "runs as root"),
        (GOOD.replace("COPY", "ADD"), "ADD"),
        (GOOD.replace("RUN pip", "RUN curl -O x && pip"), "fetches something"),
        (GOOD.replace("--require-hashes ", ""), "without hashes"),
        (GOOD.replace('CMD ["serve"]', "CMD serve"), "no list of words"),
        (GOOD.replace('HEALTHCHECK CMD ["true"]\n', ""), "how it is"),
        (GOOD.replace("USER", "ENV SECRET_KEY=x\nUSER"), "keeps a secret"),
        ("\n".join(GOOD.splitlines()[3:]).replace("--from=making ", ""), "what builds it"),
    ],
)
def test_what_is_against_the_rules_is_noticed(bad, fault):
    assert any(fault in found for found in faults(bad)), faults(bad)


def test_what_is_copied_exists_and_comes_through():
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    sources = [source for stage in ("packages", "product") for source, _target in copied(stage)]

    assert [source for source in sources if not (ROOT / source).exists() or not let_through(source, rules)] == []
    assert not let_through("var/secret_key", rules)
    assert not let_through("deploy/portpass.env", rules)
    assert not let_through(".git/config", rules)
    assert not let_through("port/__pycache__/options.pyc", rules)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second stage's files, made here by its own commands with the packages of this run, then closed to writing."""
    folder = tmp_path_factory.mktemp("image")
    known = repository()
    for source, target in copied("product"):
        for path in known:
            if path.is_relative_to(source):
                place = folder / target / (path.name if target.endswith("/") else path.relative_to(source))
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / path, place)
    (command,) = next(stage for stage in read(TEXT)[1] if stage.name == "product").all("RUN")
    command = command.replace("/srv/venv/bin/python", sys.executable).replace("/srv/portpass", str(folder))
    subprocess.run(["sh", "-c", command], cwd=folder, env={"PATH": os.environ["PATH"]}, check=True)
    return folder


def test_nothing_of_the_building_stays(image: Path):
    assert not (image / "tools").exists()
    assert not (image / "deploy" / "building.env").exists()
    assert list(image.rglob("django.mo"))
    assert list((image / "collected").rglob("staticfiles.json"))
    assert list((image / "port" / "__pycache__").glob("options.*.pyc"))


def test_the_image_serves_and_writes_nothing_beside_its_places(image: Path, tmp_path: Path):
    port = free_port()
    environment = {
        **variables((DEPLOY / "building.env").read_text()),
        "PATH": os.environ["PATH"],
        "BEHIND_PROXY": "yes",
        "STATIC_FOLDER": str(image / "collected"),
        "DOCUMENTS_FOLDER": str(tmp_path / "documents"),
        "AUDIT_HEADS_FOLDER": str(tmp_path / "heads"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    before = sorted(image.rglob("*"))
    words = re.findall(r'"([^"]+)"', read(TEXT)[1][-1].all("CMD")[0])
    command = [sys.executable, "-m", *words, "--working-dir", str(image)]
    command[command.index("0.0.0.0")] = HOST  # noqa: S104 - inside of a container, its only address
    command[command.index("8000")] = str(port)
    server = Program(
        "image", command, tmp_path, environment | {"PYTHONPATH": str(image), "PYTHONSAFEPATH": "1"}
    ).start()

    try:
        wait_for(lambda: takes_connections(port), what=f"web server; it said {server.said()}")
        lives = probe(image, "/healthz", port)
        is_ready = probe(image, "/readyz", port)
    finally:
        server.stop()

    assert lives.returncode == 0, lives.stdout
    assert is_ready.returncode == 1, "there is no database, and it must say so"
    assert is_ready.stdout.startswith("503")
    assert sorted(image.rglob("*")) == before


def probe(image: Path, path: str, port: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "deploy/probe.py", path, str(port)]
    return subprocess.run(command, cwd=image, capture_output=True, text=True)


def test_a_probe_that_nobody_answers_fails(tmp_path: Path):
    answer = probe(ROOT, "/healthz", free_port())

    assert answer.returncode == 1
    assert answer.stdout.startswith("no answer")
