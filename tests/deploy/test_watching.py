"""Dashboard and alerts ask for measures that there are, and every alert leads to what to do."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from prometheus_client import REGISTRY

from port.audit.enums import Act, Result
from port.measures import FATES, READING_FATES
from port.upkeep.backlog import GAUGES, oldest, waiting
from tests.codebase.sources import ROOT
from tests.deploy.documents import DEPLOY, documents_of

WATCHING = DEPLOY / "prometheus"
OF_PROMETHEUS = {"up": {"job", "instance"}}
OF_PROCESSES = ("process_", "python_")
GIVEN = {"job", "instance", "le"}
"""Labels that Prometheus or the kind of measure adds."""
NAME = re.compile(r"\b(portpass_\w+|process_\w+|python_\w+|up)\b(?:\{([^}]*)\})?")
LABEL = re.compile(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"')
GROUPED = re.compile(r"\bby \(([^)]*)\)")
QUEUES = {
    *("cases", "cases_over_time", "shared", "changes", "decisions_due"),
    *("letters_due", "letters_unsent", "readings", "scans"),
}
JOBS = {"portpass-web", "portpass-worker", "portpass-reader"}


def rules() -> list[dict[str, Any]]:
    [document] = documents_of((WATCHING / "alerts.yaml").read_text())
    return [rule for group in document["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    dashboard: dict[str, Any] = json.loads((DEPLOY / "grafana" / "dashboard.json").read_text())
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def questions() -> dict[str, str]:
    asked = {rule["alert"]: rule["expr"] for rule in rules()}
    for panel in panels():
        asked |= {f"{panel['title']} {target['refId']}": target["expr"] for target in panel["targets"]}
    return asked


def measures() -> dict[str, set[str]]:
    """Names as Prometheus stores them, with their labels."""
    known = {name: {"queue"} for name in GAUGES} | {"portpass_database_up": set()} | OF_PROMETHEUS
    for measure in vars(__import__("port.measures", fromlist=["measures"])).values():
        if (name := getattr(measure, "_name", "")).startswith("portpass_"):
            endings = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"], "gauge": [""]}[measure._type]
            known |= {f"{name}{ending}": set(measure._labelnames) for ending in endings}
    ours = {sample.name for family in REGISTRY.collect() for sample in family.samples}
    return known | {name: set() for name in ours if name.startswith(OF_PROCESSES)}


def values_of(label: str) -> set[str] | None:
    """What a label may say; None where that is not written down in one place."""
    return {
        "act": set(Act.values),
        "result": set(Result.values),
        "fate": {*FATES, *READING_FATES},
        "queue": QUEUES,
        "job": JOBS,
    }.get(label)


def faults(question: str) -> Iterator[str]:
    known = measures()
    for name, labels in NAME.findall(question):
        if name not in known:
            yield f"{name} is no measure"
            continue
        for label, sign, value in LABEL.findall(labels):
            if label not in known[name] | GIVEN:
                yield f"{name} has no label {label}"
            yield from _faults_of_value(label, sign, value)
    named = [name for name, _labels in NAME.findall(question) if name in known]
    every = GIVEN.union(*(known[name] for name in named))
    grouped = {label.strip() for labels in GROUPED.findall(question) for label in labels.split(",")}
    yield from (f"nothing is grouped by {label}" for label in grouped - every)


def _faults_of_value(label: str, sign: str, value: str) -> Iterator[str]:
    allowed = values_of(label)
    if allowed is None:
        return
    wanted = value.split("|") if "~" in sign else [value]
    yield from (f"{label} is never {word}" for word in wanted if not any(re.fullmatch(word, one) for one in allowed))


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("rate(portpass_requests_total[5m])", None),
        ("rate(portpass_request_total[5m])", "portpass_request_total is no measure"),
        ('portpass_waiting{queues="cases"}', "portpass_waiting has no label queues"),
        ('portpass_waiting{queue="case"}', "queue is never case"),
        ('portpass_acts_total{act=~"account.*|applications.sent"}', "act is never applications.sent"),
        ("sum by (path) (portpass_requests_total)", "nothing is grouped by path"),
        ('up{job="portpass"}', "job is never portpass"),
    ],
)
def test_a_question_that_nothing_answers_is_noticed(question: str, fault: str | None) -> None:
    assert list(faults(question)) == ([fault] if fault else [])


@pytest.mark.parametrize("title", questions())
def test_every_question_asks_for_what_there_is(title: str) -> None:
    assert list(faults(questions()[title])) == []


def test_nothing_is_measured_that_nobody_looks_at() -> None:
    asked = " ".join(questions().values())
    parts = {re.sub(r"_(bucket|sum|count)$", "", name) for name in measures() if name.startswith("portpass_")}

    assert [name for name in sorted(parts) if name not in asked] == []


@pytest.mark.django_db
def test_the_queues_have_the_names_that_are_told() -> None:
    now = timezone.now()

    assert set(waiting(now)) | set(oldest(now)) == QUEUES


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_every_alert_says_what_to_do() -> None:
    known = anchors((ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))
    led_to = {rule["alert"]: rule["annotations"]["runbook_url"].removeprefix("docs/operations.md#") for rule in rules()}

    assert {name: anchor for name, anchor in led_to.items() if anchor not in known} == {}
    assert len(set(led_to.values())) == len(led_to)


def test_every_alert_wakes_somebody_or_can_wait() -> None:
    assert {rule["labels"]["severity"] for rule in rules()} == {"page", "ticket"}
    assert all(rule["annotations"]["summary"] and rule["for"] for rule in rules())


def test_every_alert_is_tried_quiet_and_raised() -> None:
    """By `test_promtool.py`; here only that none is forgotten."""
    [document] = documents_of((WATCHING / "alerts_test.yaml").read_text())
    tried = [
        (one["alertname"], bool(one.get("exp_alerts"))) for each in document["tests"] for one in each["alert_rule_test"]
    ]

    assert sorted(tried) == sorted((rule["alert"], raised) for rule in rules() for raised in (False, True))


def test_prometheus_asks_by_the_names_that_the_rules_know() -> None:
    [document] = documents_of((WATCHING / "prometheus.yaml").read_text())

    assert {each["job_name"] for each in document["scrape_configs"]} == JOBS
    assert document["rule_files"] == ["alerts.yaml"]


def test_the_panels_of_the_dashboard_do_not_cover_each_other() -> None:
    squares = [
        (column, line)
        for panel in panels()
        for column in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for line in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]

    assert len(squares) == len(set(squares))
    assert max(column for column, _line in squares) < 24
