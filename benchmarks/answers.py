"""What an answer of a server behind the stop-watch (`benchmarks/application.py`) tells of itself."""

import time
from dataclasses import dataclass
from http.client import HTTPConnection


@dataclass(frozen=True)
class Answer:
    """`wall` is milliseconds as its client saw them, `cpu` those of the thread that answered."""

    wall: float
    cpu: float = 0.0
    statements: int = 0
    body: bytes = b""
    cookies: tuple[str, ...] = ()

    def __add__(self, other: "Answer") -> "Answer":
        """Both, one after the other."""
        return Answer(self.wall + other.wall, self.cpu + other.cpu, self.statements + other.statements)


def asked(
    line: HTTPConnection, method: str, path: str, body: str | bytes, headers: dict[str, str], *, expected: int
) -> Answer:
    """Raises `RuntimeError` when the answer is another than expected."""
    began = time.perf_counter()
    line.request(method, path, body, headers)
    answer = line.getresponse()
    read = answer.read()
    wall = (time.perf_counter() - began) * 1000
    if answer.status != expected:
        raise RuntimeError(f"{path} was answered {answer.status}, not {expected}.")
    told = dict(part.strip().split(";dur=") for part in answer.getheader("Server-Timing", "").split(",") if part)
    cookies = tuple(cookie.split(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or ())
    return Answer(wall, float(told.get("cpu", 0)), int(told.get("sql", 0)), read, cookies)


def wall(answer: Answer) -> float:
    return answer.wall


def cpu(answer: Answer) -> float:
    return answer.cpu
