"""Letters a second through the outbox with one, two and four workers, to a mail server that takes 20 ms for each.

`python -m benchmarks.letters [--letters 200]`; writes results/letters.md and letters.svg. Each letter must come once.
"""

import argparse
import time
from statistics import median

from benchmarks.charts import RESULTS, bars
from benchmarks.stage import Stage, stage

WORKERS = (1, 2, 4)
SECONDS_OF_THE_SERVER = 0.02
ROUNDS = 3


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--letters", type=int, default=200)
    letters = wishes.parse_args().letters
    with stage() as on:
        on.mail.seconds = SECONDS_OF_THE_SERVER
        rounds = [{workers: _a_second(on, workers, letters) for workers in WORKERS} for _round in range(ROUNDS)]
    text = f"# Letters\n\nWritten by `python -m benchmarks.letters`. {letters} letters; the mail server takes 20 ms for each.\n\n"
    text += "| workers | letters a second, round by round | came twice |\n|---|---|---|\n"
    for workers in WORKERS:
        told = ", ".join(f"{one[workers][0]:.0f}" for one in rounds)
        text += f"| {workers} | {told} | {sum(one[workers][1] for one in rounds)} |\n"
    (RESULTS / "letters.md").write_text(text + "\n![chart](letters.svg)\n", encoding="utf-8")
    middle = [median(one[workers][0] for one in rounds) for workers in WORKERS]
    labels = [f"{workers} worker{'s' * (workers > 1)}" for workers in WORKERS]
    bars("letters", title="Letters a second", labels=labels, series={"median": middle}, unit="a second")


def _a_second(on: Stage, workers: int, letters: int) -> tuple[float, int]:
    """From the first letter to the last, and how many came more than once."""
    on.mail.letters.clear()
    on.seed("letters", str(letters))
    running = [on.product.worker() for _ in range(workers)]
    while any("The letter worker runs." not in worker.said() for worker in running):
        time.sleep(0.05)
    on.database.run("psql", "-Xq", "-c", "UPDATE letters_letter SET due_at = now()", "portpass")
    on.mail.wait_for(1)
    began, already = time.perf_counter(), len(on.mail.letters)
    on.mail.wait_for(letters, seconds=300)
    spent = time.perf_counter() - began
    for worker in running:
        worker.stop()
    return (letters - already) / spent, sum(times - 1 for times in on.mail.copies().values())


if __name__ == "__main__":
    main()
