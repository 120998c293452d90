"""How well and how fast documents are read: `python -m benchmarks.reading` writes `benchmarks/results/reading.md`.

Each drawn paper goes the way of an upload: the process apart makes it safe and draws its pages, then they are read.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import django

RESULTS = Path(__file__).parent / "results" / "reading.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lots", type=int, default=1, help="how many times the set is drawn, each with other facts")
    parser.add_argument("--longest-side", type=int, help="pixels in which lines are looked for, to compare")
    parser.add_argument("--output", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    chosen.output.write_text(_figures(chosen.lots, chosen.longest_side), encoding="utf-8")
    sys.stdout.write(chosen.output.read_text(encoding="utf-8"))


def _figures(lots: int, longest_side: int | None) -> str:
    from port.documents.reading import engine

    engine.LONGEST_SIDE = longest_side or engine.LONGEST_SIDE
    from benchmarks.lies import judged
    from benchmarks.measuring import measured
    from benchmarks.report import written
    from tests.papers.drawing import all_papers
    from tests.papers.lying import lying_papers

    started = time.perf_counter()
    engine.get_ready()
    ready = time.perf_counter() - started
    results = []
    for paper in all_papers(lots):
        results.append(measured(paper))
        sys.stderr.write(f"{results[-1].seconds:5.2f} s  {paper.name}\n")
    return written(results, [judged(paper) for paper in lying_papers()], ready=ready)


if __name__ == "__main__":
    main()
