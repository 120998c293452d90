"""What is counted and timed while it happens, for a Prometheus: every measure of the product, named once.

Counting costs microseconds and asks nobody anything. Labels are names of ours, never data of a person, and there are few
of each. What is measured when somebody asks, such as the length of a queue, is in `port/upkeep/backlog.py`.

With `PROMETHEUS_MULTIPROC_DIR` set, the processes of one web server share what they counted through files in that folder.
"""

import os
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
    multiprocess,
)

disable_created_metrics()  # type: ignore[no-untyped-call]

SHARED = "PROMETHEUS_MULTIPROC_DIR"
FATES = ("posted", "sent", "put_off", "given_up")
READING_FATES = ("read", "put_off", "given_up")
QUICK = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
SLOW = (1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)

REQUESTS = Counter("portpass_requests", "Requests answered", ["route", "method", "status"])
REQUEST_SECONDS = Histogram("portpass_request_seconds", "How long an answer took", ["route"], buckets=QUICK)
REQUEST_STATEMENTS = Counter("portpass_request_statements", "Statements that requests sent to the database", ["route"])
ACTS = Counter("portpass_acts", "Acts that were written to the record", ["act", "result"])
LETTERS = Counter("portpass_letters", "Letters by what became of them", ["fate"])
LETTER_SECONDS = Histogram("portpass_letter_seconds", "From the act to the mail server", buckets=SLOW)
READINGS = Counter("portpass_readings", "Documents by what became of their reading", ["fate"])
READING_SECONDS = Histogram(
    "portpass_reading_seconds", "How long it took to read a document", buckets=(*QUICK[5:], 20, 60)
)
TURN = Gauge("portpass_turn_time_seconds", "When the program last began a piece of work (Unix time)", ["program"])
FAULTS = Counter("portpass_turn_faults", "Turns that ended since the database did not answer", ["program"])

for _fate in FATES:
    LETTERS.labels(_fate)
for _fate in READING_FATES:
    READINGS.labels(_fate)


def count_when_committed(counter: Counter) -> None:
    """What is undone was never done; nor may a fault in counting undo anything."""
    transaction.on_commit(counter.inc, robust=True)


def counted() -> bytes:
    """All measures of this process, or of all that share a folder, as Prometheus reads them."""
    registry = REGISTRY
    if os.environ.get(SHARED):
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def may_be_told(address: IPv4Address | IPv6Address | None, authorization: str) -> bool:
    """Whoever comes from the networks and knows the token, whichever of both is set; nobody when neither is."""
    networks: tuple[IPv4Network | IPv6Network, ...] = settings.METRICS_NETWORKS
    token: str = settings.METRICS_TOKEN
    if not networks and not token:
        return False
    from_there = not networks or (address is not None and any(address in network for network in networks))
    return from_there and (not token or constant_time_compare(authorization, f"Bearer {token}"))
