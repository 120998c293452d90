"""What a login costs beside the hash that it must compute, beside allauth's, and whether a wrong password or name costs the same.

`python -m benchmarks.login [--rounds 15]`; writes results/login.md and login.svg. Each round asks for the hash alone, in a program of
its own, and for four logins over connections that stay open, in turn.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from urllib.parse import urlencode

from argon2.low_level import Type, hash_secret

from benchmarks.answers import Answer, asked, cpu, wall
from benchmarks.charts import RESULTS, bars
from benchmarks.interleaved import Rounds, interleaved, middle, ratio
from benchmarks.stage import APPLICATION, CSRF, PROCESSES, Stage, headers, stage
from tests.servers.product import Product, Web

GOAL = 1.3
WRONG = "another one altogether"
HASH, RIGHT, ALLAUTH = "the hash alone", "right password", "allauth's own login"
PEER = {"DJANGO_SETTINGS_MODULE": "benchmarks.allauth_settings"}
PERSON = "from django.contrib.auth.models import User; User.objects.create_user('harbor', password={password!r})"


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--rounds", type=int, default=15)
    rounds = wishes.parse_args().rounds
    with stage() as on:
        made = json.loads(on.seed("accounts", str(2 * (rounds + 3))))
        names, (password,) = made["names"], made["password"]
        web = on.web()
        sides = {
            HASH: _hash(password.encode()),
            RIGHT: _knock(web, "/login/", lambda _number: {"username": names.pop(), "password": password}, 302),
            "wrong password": _knock(web, "/login/", lambda _number: {"username": names.pop(), "password": WRONG}, 422),
            "no such name": _knock(
                web, "/login/", lambda number: {"username": f"nobody{number + 99}", "password": WRONG}, 422
            ),
            ALLAUTH: _knock(
                _peer(on, password),
                "/accounts/login/",
                lambda _number: {"login": "harbor", "password": password},
                302,
            ),
        }
        told = interleaved(sides, rounds=rounds)
    (RESULTS / "login.md").write_text(_report(told, rounds), encoding="utf-8")
    series = {
        "by the clock": [middle(told, side, of=wall) for side in sides],
        "CPU": [middle(told, side, of=cpu) for side in sides],
    }
    bars("login", title="A login, in milliseconds", labels=list(sides), series=series)


def _report(told: Rounds[Answer], rounds: int) -> str:
    text = f"# Login\n\nWritten by `python -m benchmarks.login`. {rounds} rounds in turn; argon2id, 19 MiB, two passes, one lane.\n\n"
    text += "| | ms | CPU ms | to the hash | to the right password | statements |\n|---|---|---|---|---|---|\n"
    for side in told[0]:
        compared = [ratio(told, side, to, of=wall) for to in (HASH, RIGHT)]
        statements = max(one[side].statements for one in told)
        figures = f"{middle(told, side, of=wall):.1f} | {middle(told, side, of=cpu):.1f}"
        text += f"| {side} | {figures} | {compared[0]} | {compared[1]} | {statements} |\n"
    met = ratio(told, RIGHT, HASH, of=wall).middle <= GOAL
    text += f"\nGoal: the right password at most {GOAL} times the hash: {_said(met)}.\n"
    own, peer = (median(wall(one[side]) - wall(one[HASH]) for one in told) for side in (RIGHT, ALLAUTH))
    text += f"\nGoal: beyond the hash no more than allauth: {own:.1f} ms and {peer:.1f} ms: {_said(own <= peer)}.\n"
    return text


def _said(met: bool) -> str:
    return "reached" if met else "**missed**"


def _hash(password: bytes) -> Callable[[int], Answer]:
    def compute(_number: int) -> Answer:
        began, spent = time.perf_counter(), time.process_time()
        hash_secret(password, b"a" * 22, time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID)
        return Answer((time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000)

    return compute


def _peer(on: Stage, password: str) -> Web:
    """allauth behind a server of the same kind, and one account."""
    on.database.create("peer")
    peer: Product = replace(on.product, environment={**on.product.environment, **PEER})
    peer.manage("migrate", "--verbosity", "0")
    peer.manage("shell", "-v0", "-c", PERSON.format(password=password))
    return peer.web(application=APPLICATION, processes=PROCESSES, threads=4)


def _knock(web: Web, path: str, words: Callable[[int], dict[str, str]], expected: int) -> Callable[[int], Answer]:
    line = web.connection()

    def knock(number: int) -> Answer:
        said = urlencode({**words(number), "csrfmiddlewaretoken": CSRF})
        return asked(line, "POST", path, said, headers(), expected=expected)

    return knock


if __name__ == "__main__":
    main()
