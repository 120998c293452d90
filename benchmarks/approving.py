"""Eight reviewers decide at once: decisions a second, whether any waits in a ring, and whether the record forks.

`python -m benchmarks.approving [--cases 200]`; writes results/approving.md. In turn with `/one-row`, the least that can be committed
through the same server by as many at once. Once with decisions that are held (as production does), once without.
"""

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from benchmarks.charts import RESULTS
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
    for minutes in (10, 0):
        with stage(PORTPASS_DECISION_MINUTES=str(minutes)) as on:
            text += _row(on, minutes, cases)
    (RESULTS / "approving.md").write_text(text, encoding="utf-8")


def _row(on: Stage, minutes: int, cases: int) -> str:
    made = json.loads(on.seed("desk", str(REVIEWERS), str(cases)))
    web, told = on.web(), list[tuple[float, int]]()
    share = cases // ROUNDS
    rounds = []
    for number in range(ROUNDS):
        keys = made["cases"][number * share : (number + 1) * share]
        rounds.append(
            {
                "decide": _at_once(
                    web, made["sessions"], len(keys), lambda at, n, keys=keys: _decide(at, keys[n], told)
                ),
                "row": _at_once(web, made["sessions"], ONE_ROWS, lambda at, _n: at("GET", "/one-row", "")),
            }
        )
    decided = ratio(rounds, "decide", "row", of=float)
    acts, least = (median(one[side] for one in rounds) for side in ("decide", "row"))
    cpu, statements = median(one[0] for one in told), max(one[1] for one in told)
    deadlocks = on.asked("SELECT deadlocks FROM pg_stat_database WHERE datname = 'portpass'")
    records, behind = on.asked("SELECT count(*), count(DISTINCT previous_hash) FROM audit_auditrecord").split("|")
    whole = "whole, no fork" if records == behind and _is_whole(on) else "**broken**"
    met = "reached" if decided.middle >= GOAL else "**missed**"
    held = f"held for {minutes} minutes" if minutes else "carried out at once"
    said = f"| {held} | {acts:.0f} | {least:.0f} | {decided} | ≥ {GOAL}: {met} | {cpu:.1f} | {statements} |"
    return f"{said} {deadlocks} | {records} rows, {whole} |\n"


Ask = Callable[[str, str, str], object]


def _at_once(web: Web, sessions: list[str], times: int, ask: Callable[[Ask, int], object]) -> float:
    """So many a second, each session in a thread of its own, the n-th of them asking every eighth."""

    def work(own: int) -> None:
        connection = web.connection()

        def sent(method: str, path: str, body: str) -> object:
            connection.request(method, path, body, headers(f"session={sessions[own]}"))
            answer = connection.getresponse()
            answer.read()
            return answer

        for number in range(own, times, REVIEWERS):
            ask(sent, number)

    began = time.perf_counter()
    with ThreadPoolExecutor(REVIEWERS) as people:
        for done in [people.submit(work, own) for own in range(REVIEWERS)]:
            done.result()
    return times / (time.perf_counter() - began)


def _decide(sent: Ask, case: int, told: list[tuple[float, int]]) -> None:
    path = f"/staff/cases/{case}/account/"
    answer = sent("POST", path, f"decision=approve&csrfmiddlewaretoken={CSRF}")
    if answer.status != 303:  # type: ignore[attr-defined]
        raise RuntimeError(f"{path} was answered {answer.status}.")  # type: ignore[attr-defined]
    spent = dict(part.strip().split(";dur=") for part in answer.getheader("Server-Timing").split(","))  # type: ignore[attr-defined]
    told.append((float(spent["cpu"]), int(spent["sql"])))


def _is_whole(on: Stage) -> bool:
    word = "from port.audit.recorder import broken_links; print(broken_links())"
    return on.product.manage("shell", "-v0", "-c", word).strip() == "[]"


if __name__ == "__main__":
    main()
