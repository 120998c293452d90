"""Eight reviewers decide at once: decisions a second, whether any waits in a ring, and whether the record forks.

`python -m benchmarks.approving [--cases 200]`; writes results/approving.md and approving.svg. In turn with `/one-row`, the least that can be committed
through the same server by as many at once. Once with decisions that are held (as production does), once without.
"""

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import median

from benchmarks.answers import Answer, asked
from benchmarks.charts import RESULTS, bars
from benchmarks.interleaved import ratio
from benchmarks.stage import CSRF, Stage, headers, stage
from tests.servers.product import Web

REVIEWERS, ROUNDS = 8, 7
ONE_ROWS = 400
GOAL = 0.4


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--cases", type=int, default=200)
    cases = wishes.parse_args().cases
    text = "# Eight reviewers at once\n\nWritten by `python -m benchmarks.approving`. Two web processes of four threads; medians of "
    text += f"{ROUNDS} rounds.\n\n| decisions are | a second | one-row commits a second | ratio | goal | CPU ms | statements |"
    text += " deadlocks | the record |\n|---|---|---|---|---|---|---|---|---|\n"
    decided = {}
    for minutes in (10, 0):
        with stage(PORTPASS_DECISION_MINUTES=str(minutes)) as on:
            row, decided[_how(minutes)] = _row(on, minutes, cases)
            text += row
    (RESULTS / "approving.md").write_text(text + "\n![chart](approving.svg)\n", encoding="utf-8")
    series = {"decisions": list(decided.values())}
    bars("approving", title="Eight reviewers at once", labels=list(decided), series=series, unit="a second")


def _how(minutes: int) -> str:
    return f"held for {minutes} minutes" if minutes else "carried out at once"


def _row(on: Stage, minutes: int, cases: int) -> tuple[str, float]:
    """The line of the table, and decisions a second."""
    made = json.loads(on.seed("desk", str(REVIEWERS), str(cases)))
    web, sessions, told = on.web(), made["sessions"], list[Answer]()
    share = cases // ROUNDS
    rounds = []
    for number in range(ROUNDS):
        keys = made["cases"][number * share : (number + 1) * share]

        def decide(line: HTTPConnection, session: str, n: int, keys: list[int] = keys) -> Answer:
            return _decide(line, session, keys[n])

        acts_a_second = _at_once(web, sessions, len(keys), decide, told)
        rounds.append({"decide": acts_a_second, "row": _at_once(web, sessions, ONE_ROWS, _one_row, [])})
    decided = ratio(rounds, "decide", "row", of=float)
    acts, least = (median(one[side] for one in rounds) for side in ("decide", "row"))
    cpu, statements = median(one.cpu for one in told), max(one.statements for one in told)
    deadlocks = on.asked("SELECT deadlocks FROM pg_stat_database WHERE datname = 'portpass'")
    records, behind = on.asked("SELECT count(*), count(DISTINCT previous_hash) FROM audit_auditrecord").split("|")
    whole = "whole, no fork" if records == behind and _is_whole(on) else "**broken**"
    met = "reached" if decided.middle >= GOAL else "**missed**"
    said = f"| {_how(minutes)} | {acts:.0f} | {least:.0f} | {decided} | ≥ {GOAL}: {met} | {cpu:.1f} | {statements} |"
    return f"{said} {deadlocks} | {records} rows, {whole} |\n", acts


def _at_once(
    web: Web, sessions: list[str], times: int, ask: Callable[[HTTPConnection, str, int], Answer], told: list[Answer]
) -> float:
    """So many a second, each session in a thread of its own, the n-th of them asking every eighth; their answers go to `told`."""

    def work(own: int) -> None:
        line = web.connection()
        told.extend(ask(line, f"session={sessions[own]}", number) for number in range(own, times, REVIEWERS))

    began = time.perf_counter()
    with ThreadPoolExecutor(REVIEWERS) as people:
        for done in [people.submit(work, own) for own in range(REVIEWERS)]:
            done.result()
    return times / (time.perf_counter() - began)


def _one_row(line: HTTPConnection, session: str, _number: int) -> Answer:
    return asked(line, "GET", "/one-row", "", headers(session), expected=200)


def _decide(line: HTTPConnection, session: str, case: int) -> Answer:
    said = f"decision=approve&csrfmiddlewaretoken={CSRF}"
    return asked(line, "POST", f"/staff/cases/{case}/account/", said, headers(session), expected=303)


def _is_whole(on: Stage) -> bool:
    word = "from port.audit.recorder import broken_links; print(broken_links())"
    return on.product.manage("shell", "-v0", "-c", word).strip() == "[]"


if __name__ == "__main__":
    main()
