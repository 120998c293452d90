"""Whether a web process grows: its memory after every tenth of 100,000 requests, and what it is asked.

`python -m benchmarks.memory [--requests 100000]`; writes results/memory.md and memory.svg. One process with eight threads, all kinds of
pages in turn, each fifth with something that no cache has.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import psutil

from benchmarks.charts import RESULTS, lines
from benchmarks.stage import headers, stage
from tests.servers.product import Web

PAGES = (
    "/",
    "/news/",
    "/faq/",
    "/login/",
    "/register/general/",
    "/search/?q=通行證&round={}",
    "/healthz",
    "/en/",
    "/nowhere-{}/",
)
CLIENTS, PARTS = 2, 10
MEBI = 1024 * 1024
ALLOWED = 1.05
"""How many times as much as in the first half there may be in the second, at the highest: what is freed is given back now and then."""


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--requests", type=int, default=100_000)
    requests = wishes.parse_args().requests
    with stage() as on:
        web = on.web(processes=1, threads=8)
        measured = [_memory(web)]
        for part in range(PARTS):
            _ask_all(web, part * requests // PARTS, (part + 1) * requests // PARTS)
            measured.append(_memory(web))
    _write(requests, measured)


def _ask_all(web: Web, first: int, last: int) -> None:
    with ThreadPoolExecutor(CLIENTS) as clients:
        for done in [clients.submit(_ask, web, range(first + own, last, CLIENTS)) for own in range(CLIENTS)]:
            done.result()


def _ask(web: Web, numbers: range) -> None:
    connection = web.connection()
    for number in numbers:
        path = PAGES[number % len(PAGES)].format(number)
        connection.request("GET", quote(path, safe="/?=&"), headers=headers())
        answer = connection.getresponse()
        answer.read()
        if answer.status >= 500:
            raise RuntimeError(f"{path}: {answer.status}")


def _memory(web: Web) -> float:
    """MiB that the process has to itself (USS), and not what it shares with the one that started it."""
    if web.process is None:
        raise RuntimeError("The web server has not been started.")
    children = psutil.Process(web.process.pid).children(recursive=True)
    return float(max(child.memory_full_info().uss for child in children) / MEBI)


def _write(requests: int, measured: list[float]) -> None:
    asked = [f"{requests * part // PARTS:,}" for part in range(PARTS + 1)]
    first, second = max(measured[: PARTS // 2 + 1]), max(measured[PARTS // 2 + 1 :])
    lines("memory", title="Memory of a web process", labels=asked, series={"MiB of its own": measured}, unit="MiB")
    text = "# Memory of a web process\n\nWritten by `python -m benchmarks.memory`. MiB of its own (USS).\n\n![chart](memory.svg)\n\n"
    text += "| requests | MiB |\n|---|---|\n"
    text += "".join(f"| {number} | {mebi:.1f} |\n" for number, mebi in zip(asked, measured, strict=True))
    text += (
        f"\nThe highest of the second half / of the first: {second / first:.3f}; at most {ALLOWED} is taken as flat: "
    )
    text += "reached.\n" if second <= first * ALLOWED else "**missed**.\n"
    (RESULTS / "memory.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
