"""What the desk costs the server with a thousand applications and with a million, page by page.

`python -m benchmarks.queue [--applications 1000000] [--rounds 21]`; writes results/queue.md and results/queue.svg. Needs PostgreSQL,
3 GB of disk and a quarter of an hour, most of it to write the rows. Both desks stand side by side and are asked in turn.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack

from benchmarks.content_report import Answer
from benchmarks.desk import Desk, desk
from benchmarks.interleaved import interleaved
from benchmarks.queue_report import Figures, drawn, written

FEW = 1000
DEEP_OF_FEW, DEEP_OF_MANY = 150, 50_000
PAGES = {
    "first page": "/staff/",
    "a page far down": "/staff/?show=waiting&after={deep}",
    "search: 統編": "/staff/?q=10000007",
    "search: account": "/staff/?q=clerk113",
    "search: two signs, two companies": "/staff/?q=嶼鷗",
    "search: two signs, every fifth company": "/staff/?q=海運",
}
ADMIN = {"list": "/admin/companies/companydocument/", "search": "/admin/companies/companydocument/?q=嶼鷗"}


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--applications", type=int, default=1_000_000)
    wishes.add_argument("--rounds", type=int, default=21)
    wish = wishes.parse_args()
    with ExitStack() as stack:
        few = stack.enter_context(desk(FEW, deep=DEEP_OF_FEW))
        many = stack.enter_context(desk(wish.applications, deep=min(DEEP_OF_MANY, wish.applications // 20)))
        write(few, many, applications=wish.applications, rounds=wish.rounds)


def write(few: Desk, many: Desk, *, applications: int, rounds: int) -> None:
    figures = Figures(
        pages=interleaved(_pages({"few": few, "many": many}), rounds=rounds),
        admin=interleaved(_beside_the_admin(many), rounds=max(7, rounds // 3), warm_up=1),
        few=FEW,
        many=applications,
    )
    written(figures, PAGES)
    drawn(figures, PAGES)


def _pages(desks: Mapping[str, Desk]) -> dict[str, Callable[[int], Answer]]:
    return {
        f"{side}: {name}": each.asks(path.format(deep=each.deep))
        for name, path in PAGES.items()
        for side, each in desks.items()
    }


def _beside_the_admin(many: Desk) -> dict[str, Callable[[int], Answer]]:
    own: Sequence[str] = ("first page", "search: two signs, two companies")
    asks = {name: many.asks(PAGES[name]) for name in own}
    return asks | {f"admin: {name}": many.asks(path, admin=True) for name, path in ADMIN.items()}


if __name__ == "__main__":
    main()
