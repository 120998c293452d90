"""What a login costs beside the hash that it must compute, and whether a wrong password or an unknown name costs the same.

`python -m benchmarks.login [--rounds 15]`; writes results/login.md. Each round asks for the hash alone, in a program of its own, and
for three logins over a connection that stays open, in turn.
"""

import argparse
import json
import time
from collections.abc import Callable
from urllib.parse import urlencode

from argon2.low_level import Type, hash_secret

from benchmarks.charts import RESULTS
from benchmarks.interleaved import interleaved, middle, ratio
from benchmarks.stage import CSRF, headers, stage
from tests.servers.product import Web

GOAL = 1.3
WRONG = "another one altogether"


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--rounds", type=int, default=15)
    rounds = wishes.parse_args().rounds
    with stage() as on:
        made = json.loads(on.seed("accounts", str(2 * (rounds + 3))))
        names, (password,) = made["names"], made["password"]
        web = on.web()
        sides = {
            "the hash alone": _hash(password.encode()),
            "right password": _knock(web, lambda _number: names.pop(), password, 302),
            "wrong password": _knock(web, lambda _number: names.pop(), WRONG, 422),
            "no such name": _knock(web, lambda number: f"nobody{number + 99}", WRONG, 422),
        }
        told = interleaved(sides, rounds=rounds)
    text = f"# Login\n\nWritten by `python -m benchmarks.login`. {rounds} rounds in turn; argon2id, 19 MiB, two passes, one lane.\n\n"
    text += "| | ms | to the hash | to the right password | statements |\n|---|---|---|---|---|\n"
    for side in sides:
        compared = [ratio(told, side, to, of=_spent) for to in ("the hash alone", "right password")]
        statements = max(one[side][1] for one in told)
        text += f"| {side} | {middle(told, side, of=_spent):.1f} | {compared[0]} | {compared[1]} | {statements} |\n"
    reached = ratio(told, "right password", "the hash alone", of=_spent).middle <= GOAL
    text += f"\nGoal: the right password at most {GOAL} times the hash: {'reached' if reached else '**missed**'}.\n"
    (RESULTS / "login.md").write_text(text, encoding="utf-8")


Answer = tuple[float, int]


def _spent(answer: Answer) -> float:
    return answer[0]


def _hash(password: bytes) -> Callable[[int], Answer]:
    def compute(_number: int) -> Answer:
        began = time.perf_counter()
        hash_secret(password, b"a" * 22, time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID)
        return (time.perf_counter() - began) * 1000, 0

    return compute


def _knock(web: Web, name: Callable[[int], str], password: str, expected: int) -> Callable[[int], Answer]:
    connection = web.connection()

    def knock(number: int) -> Answer:
        said = urlencode({"username": name(number), "password": password, "csrfmiddlewaretoken": CSRF})
        began = time.perf_counter()
        connection.request("POST", "/login/", said, headers())
        answer = connection.getresponse()
        answer.read()
        spent = (time.perf_counter() - began) * 1000
        if answer.status != expected:
            raise RuntimeError(f"/login/ was answered {answer.status}, not {expected}.")
        told = dict(part.strip().split(";dur=") for part in (answer.getheader("Server-Timing") or "").split(","))
        return spent, int(told["sql"])

    return knock


if __name__ == "__main__":
    main()
