"""Reads a Containerfile, and says what in it is against the rules."""

import json
import re
from dataclasses import dataclass, field

from tests.deploy.documents import is_pinned

FETCHES = re.compile(r"\b(?:curl|wget|git\s+clone)\b|https?://")


@dataclass
class Stage:
    image: str
    name: str
    instructions: list[tuple[str, str]] = field(default_factory=list)

    def all(self, instruction: str) -> list[str]:
        return [words for name, words in self.instructions if name == instruction]


def read(text: str) -> tuple[dict[str, str], list[Stage]]:
    """The arguments before the first stage, and the stages."""
    joined = re.sub(r"\\\n\s*", " ", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    arguments: dict[str, str] = {}
    stages: list[Stage] = []
    for line in filter(None, map(str.strip, joined.splitlines())):
        instruction, words = line.split(maxsplit=1)
        if instruction == "FROM":
            image, _as, name = words.partition(" AS ")
            stages.append(Stage(image, name))
        elif stages:
            stages[-1].instructions.append((instruction, words))
        else:
            arguments.update([words.split("=", 1)])
    return arguments, stages


def faults(text: str) -> list[str]:
    """What is against the rules, in short sentences."""
    arguments, stages = read(text)
    last = stages[-1]
    found = [
        f"{stage.image} may be another image tomorrow" for stage in stages if not _pinned(stage, arguments, stages)
    ]
    if len(stages) < 2:
        found.append("what builds it stays in it")
    for stage in stages:
        found += [f"ADD {words}" for words in stage.all("ADD")]
        found += [f"fetches something: {words}" for words in stage.all("RUN") if FETCHES.search(words)]
        found += ["installs without hashes" for words in stage.all("RUN") if _installs_unproven(words)]
    if not re.fullmatch(r"[1-9]\d*:[1-9]\d*", (last.all("USER") or ["0:0"])[-1]):
        found.append("runs as root, or as a name of which nobody can tell whether it is root")
    found += [
        f"{name} is no list of words" for name in ("CMD", "ENTRYPOINT") for words in last.all(name) if not _words(words)
    ]
    if not last.all("HEALTHCHECK"):
        found.append("does not say how it is")
    secrets = [words for stage in stages for words in stage.all("ENV") if re.search(r"SECRET|PASSWORD|_KEY", words)]
    return found + [f"keeps a secret: {words}" for words in secrets]


def _pinned(stage: Stage, arguments: dict[str, str], stages: list[Stage]) -> bool:
    if stage.image in {other.name for other in stages}:
        return True
    return is_pinned(re.sub(r"\$\{(\w+)\}", lambda match: arguments.get(match[1], ""), stage.image))


def _installs_unproven(words: str) -> bool:
    return "pip" in words and " install " in words and "--require-hashes" not in words


def _words(words: str) -> bool:
    try:
        return isinstance(json.loads(words), list)
    except ValueError:
        return False
